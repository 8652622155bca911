/**
 * A file of src as the architecture rules see it: its text, its code without comments and texts, its imports.
 * TypeScript 7 has no parser to call from a test, so imports are found by their words; a word in a comment or a text
 * does not count.
 */
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { blank } from "../../src/practice/code/blank.ts";

export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  /** Path from the top of the repository, where the specifier is relative. */
  readonly target: string | undefined;
}

export interface SourceFile {
  /** Path from the top of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Same length as the text; comments and texts are spaces. */
  readonly code: string;
  /** Same length as the text; only comments are left. */
  readonly comments: string;
  readonly imports: readonly Import[];
}

/** Every TypeScript file below a folder, found by looking. */
export function readSources(folder: string): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter((path) => /\.[cm]?tsx?$/.test(path))
    .toSorted()
    .map((path) => sourceFile(path, readFileSync(path, "utf8")));
}

/** A file from its path and text. */
export function sourceFile(path: string, text: string): SourceFile {
  const { code, comments } = blank(text, "script");
  return { path, text, code, comments, imports: importsOf(path, text, code) };
}

const importing = /(?<!\.)\b(from(?=\s*["'])|import|require)\s*\(?\s*(["'`])([^"'`\n]+)\2/g;

function importsOf(path: string, text: string, code: string): readonly Import[] {
  return [...text.matchAll(importing)].flatMap((match): readonly Import[] => {
    const [, word = "", , specifier = ""] = match;
    if (code.slice(match.index, match.index + word.length) !== word) return [];
    const target = specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : undefined;
    return [{ specifier, target, typeOnly: word === "from" && isTypeOnly(code.slice(0, match.index)) }];
  });
}

/** Whether the import or export that the code ends with brings types alone. */
function isTypeOnly(before: string): boolean {
  const statement = before.slice(
    Math.max(...[...before.matchAll(/\b(?:import|export)\b/g)].map(({ index }) => index)),
  );
  if (/^(?:import|export)\s+type\b/.test(statement)) return true;
  const names = /^(?:import|export)\s*\{([^}]*)\}\s*$/.exec(statement)?.[1]?.split(",");
  return names?.every((name) => name.trim() === "" || /^\s*type\s/.test(name)) ?? false;
}
