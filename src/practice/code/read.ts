/**
 * Reads a piece of code into an outline: finds out the language, by what the message says, by the path or, failing
 * both, by a look at the code, and lets that language's reader work.
 */
import type { Family } from "./blank.ts";
import type { Outline, Reading } from "./outline.ts";
import { readOther } from "./other.ts";
import { readPython } from "./python.ts";
import { readScript } from "./script.ts";
import type { Source } from "./source.ts";

const ids: Readonly<Record<string, string>> = {
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
  tsx: "typescriptreact",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  jsx: "javascriptreact",
  py: "python",
  pyi: "python",
  rs: "rust",
  rb: "ruby",
  sh: "shellscript",
  cs: "csharp",
};

const labels: Readonly<Record<string, string>> = {
  typescript: "TypeScript",
  typescriptreact: "TypeScript with JSX",
  javascript: "JavaScript",
  javascriptreact: "JavaScript with JSX",
  python: "Python",
  rust: "Rust",
  go: "Go",
  java: "Java",
  ruby: "Ruby",
  csharp: "C#",
  cpp: "C++",
  c: "C",
  php: "PHP",
  shellscript: "shell script",
  json: "JSON",
  html: "HTML",
  css: "CSS",
  markdown: "Markdown",
};

/** Most characters that are read: the reading happens between two keystrokes of the person. */
const mostCharacters = 200_000;

/** Id of the language of a piece of code, as editors name it; empty where nothing tells. */
export function languageOf(source: Source): string {
  const extension = /\.([a-z0-9]+)$/i.exec(source.path)?.[1]?.toLowerCase() ?? "";
  const said = source.language === "" || source.language === "plaintext" ? extension : source.language;
  if (said !== "") return ids[said] ?? said;
  if (/^\s*(?:async\s+)?def \w+\(.*:\s*$|^\s*(?:from \w+ )?import \w+\s*$/m.test(source.code))
    return "python";
  return /\bfunction\b|=>|\bconst \w+ =|\blet \w+ =/.test(source.code) ? "typescript" : "";
}

/** Whether the language is JavaScript or one of its kin. */
export function isScript(language: string): boolean {
  return /^(?:type|java)script(?:react)?$/.test(language);
}

/** How comments and texts look in the language. */
export function family(language: string): Family {
  return isScript(language) ? "script" : language === "python" ? "python" : "other";
}

/** Everything that can be found in a piece of code. Of a very long one only the beginning is read. */
export function readOutline(whole: Source): Outline {
  const source = { ...whole, code: whole.code.slice(0, mostCharacters) };
  const language = languageOf(source);
  const lines = source.code.split("\n");
  const label = labels[language] ?? (language === "" ? "text" : language);
  return {
    source,
    isCut: whole.code.length > mostCharacters,
    language: label,
    lines,
    ...reader(language)(source),
  };
}

function reader(language: string): (source: Source) => Reading {
  if (isScript(language)) return readScript;
  return language === "python" ? readPython : readOther;
}
