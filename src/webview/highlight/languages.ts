/**
 * The languages that are coloured, by the words that stand behind a fence. A grammar is compiled when it is first
 * needed; a word that is not here leaves the code plain. C and the dialects of CSS are near enough to their relatives.
 */
import type { LanguageFn } from "highlight.js";
import bash from "highlight.js/lib/languages/bash";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import dockerfile from "highlight.js/lib/languages/dockerfile";
import go from "highlight.js/lib/languages/go";
import ini from "highlight.js/lib/languages/ini";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import kotlin from "highlight.js/lib/languages/kotlin";
import lua from "highlight.js/lib/languages/lua";
import makefile from "highlight.js/lib/languages/makefile";
import markdown from "highlight.js/lib/languages/markdown";
import php from "highlight.js/lib/languages/php";
import powershell from "highlight.js/lib/languages/powershell";
import python from "highlight.js/lib/languages/python";
import ruby from "highlight.js/lib/languages/ruby";
import rust from "highlight.js/lib/languages/rust";
import shell from "highlight.js/lib/languages/shell";
import sql from "highlight.js/lib/languages/sql";
import swift from "highlight.js/lib/languages/swift";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";

const grammars = {
  bash,
  cpp,
  csharp,
  css,
  diff,
  dockerfile,
  go,
  ini,
  java,
  javascript,
  json,
  kotlin,
  lua,
  makefile,
  markdown,
  php,
  powershell,
  python,
  ruby,
  rust,
  shell,
  sql,
  swift,
  typescript,
  xml,
  yaml,
} as const satisfies Readonly<Record<string, LanguageFn>>;

/** A language that can be coloured. */
export type Language = keyof typeof grammars;

const otherWords: Readonly<Record<Language, string>> = {
  bash: "sh zsh",
  cpp: "c h c++ cc cxx hpp hh",
  csharp: "cs c#",
  css: "scss sass less",
  diff: "patch",
  dockerfile: "docker",
  go: "golang",
  ini: "toml conf",
  java: "",
  javascript: "js jsx mjs cjs javascriptreact",
  json: "jsonc json5 jsonl",
  kotlin: "kt kts",
  lua: "",
  makefile: "make mk",
  markdown: "md mdx",
  php: "",
  powershell: "ps1 pwsh ps",
  python: "py python3 pyi",
  ruby: "rb",
  rust: "rs",
  shell: "console shellsession shell-session",
  sql: "pgsql postgresql mysql sqlite",
  swift: "",
  typescript: "ts tsx mts cts typescriptreact",
  xml: "html htm svg vue xhtml",
  yaml: "yml",
};

/** Languages that may stand inside another. */
const insides: Readonly<Partial<Record<Language, readonly Language[]>>> = {
  xml: ["javascript", "css"],
  markdown: ["xml"],
  javascript: ["xml", "css"],
  typescript: ["xml", "css"],
  shell: ["bash"],
};

const byWord: ReadonlyMap<string, Language> = new Map(
  (Object.keys(grammars) as Language[]).flatMap((language) =>
    [language, ...otherWords[language].split(" ")].map((word) => [word, language] as const),
  ),
);

/** The language behind a word such as `ts`, or undefined. */
export function languageOf(word: string): Language | undefined {
  return word === "" ? undefined : byWord.get(word.toLowerCase());
}

/** The grammar of a language and of those that may stand inside it. */
export function grammarsFor(language: Language): readonly (readonly [Language, LanguageFn])[] {
  return [language, ...(insides[language] ?? [])].map((one) => [one, grammars[one]] as const);
}
