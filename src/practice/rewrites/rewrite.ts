/**
 * What a rewrite is: a change of code that an instruction asks for and that rules can make. Each file in this
 * folder has one.
 */

/** Code with its language, as editors name it. */
export interface Snippet {
  readonly code: string;
  readonly language: string;
}

/** Which rewrites there are. */
export type RewriteName =
  | "addDocumentation"
  | "addTypes"
  | "constInsteadOfVar"
  | "removeLogging"
  | "rename"
  | "sortImports"
  | "strictEquality"
  | "trimSpaces";

/** One rewrite. */
export interface Rewrite {
  readonly name: RewriteName;
  /** Whether the instruction asks for it, in English or Chinese. */
  asks(instruction: string): boolean;
  /** The code, changed; unchanged where there is nothing to change. Pure. */
  apply(snippet: Snippet, instruction: string): string;
}

/** A change at a position of the code. */
export interface Patch {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The code with patches made; they must not overlap. */
export function patched(code: string, patches: readonly Patch[]): string {
  let at = 0;
  const parts: string[] = [];
  for (const { from, to, text } of patches.toSorted((one, other) => one.from - other.from)) {
    parts.push(code.slice(at, from), text);
    at = to;
  }
  return parts.join("") + code.slice(at);
}
