/**
 * Cuts code into coloured runs with highlight.js. No HTML is made on the way: highlight.js tells its emitter what it
 * finds (the interface that lowlight uses too), and ours writes down text and scope.
 */
import highlighter from "highlight.js/lib/core";
import { grammarsFor, type Language } from "./languages.ts";

/** A stretch of code of one colour; `scope` is a class name such as `hljs-keyword`, or empty. */
export interface Run {
  readonly text: string;
  readonly scope: string;
}

/** Scopes that code.css gives no colour: without an element of their own they cost nothing. */
export const uncoloured: ReadonlySet<string> = new Set([
  "formula",
  "operator",
  "params",
  "property",
  "punctuation",
  "subst",
  "template-variable",
  "variable",
]);

/**
 * Collects runs; only the innermost scope counts, and blanks go with what stands before them. The method names are
 * highlight.js's own.
 */
class RunEmitter {
  readonly runs: { text: string; readonly scope: string }[] = [];
  readonly #scopes: string[] = [];

  addText(text: string): void {
    if (text === "") return;
    const scope = this.#scopes.at(-1) ?? "";
    const last = this.runs.at(-1);
    // A blank has no colour that could be seen: as a run of its own it would be one more thing to lay out and paint.
    if (last && (last.scope === scope || (scope === "" && text.trim() === ""))) last.text += text;
    else this.runs.push({ text, scope });
  }

  startScope(scope: string): void {
    if (uncoloured.has(scope)) this.#scopes.push("");
    else this.#scopes.push(className(scope) || (this.#scopes.at(-1) ?? ""));
  }

  endScope(): void {
    this.#scopes.pop();
  }

  openNode(scope: string): void {
    this.startScope(scope);
  }

  closeNode(): void {
    this.endScope();
  }

  __addSublanguage(inner: RunEmitter): void {
    const around = this.#scopes.at(-1) ?? "";
    for (const run of inner.runs) this.runs.push(run.scope === "" ? { ...run, scope: around } : run);
  }

  finalize(): void {
    this.#scopes.length = 0;
  }

  toHTML(): string {
    return "";
  }
}

highlighter.configure({ __emitter: RunEmitter });

/** What was found in a piece of code. */
export interface Highlighted {
  /** Joined, they are the code. */
  readonly runs: readonly Run[];
  /** Whether no string, comment or other language is open at the end: what follows is coloured as if it came first. */
  readonly isClosed: boolean;
}

/** The colours of a piece of code. */
export function highlighted(code: string, language: Language): Highlighted {
  for (const [name, grammar] of grammarsFor(language)) {
    if (!highlighter.getLanguage(name)) highlighter.registerLanguage(name, grammar);
  }
  const {
    _emitter: emitter,
    _top: open = {},
    illegal,
  } = highlighter.highlight(code, { language, ignoreIllegals: true });
  const runs = (emitter as unknown as RunEmitter).runs;
  const isWhole = runs.reduce((length, run) => length + run.text.length, 0) === code.length;
  if (illegal || !isWhole) return { runs: [{ text: code, scope: "" }], isClosed: false };
  // What is open at the end is a child of the language's own mode, which has no parent.
  return { runs, isClosed: !("parent" in open) };
}

/** `title.function` is `hljs-title function_`, as the style sheets of highlight.js name it. */
function className(scope: string): string {
  if (scope.startsWith("language:")) return "";
  const [first, ...others] = scope.split(".");
  return [`hljs-${first}`, ...others.map((other, depth) => other + "_".repeat(depth + 1))].join(" ");
}
