/**
 * Rules for commits that a repository has written down: a template, commitlint's configuration, the commit section of
 * AGENTS.md. They are read as text and told to the model as material; a configuration that is a program is never run.
 */
import { asArray, asObject, asText, parseJson } from "../json.ts";

/** Longest text of one rule file that is told, in characters. */
const lengthLimit = 4000;

/** A file with rules, and what of it is told. */
export interface Convention {
  readonly source: string;
  readonly text: string;
}

/** Names of commitlint's configuration, in the order in which it looks for them. */
export const commitlintFiles: readonly string[] = [
  ".commitlintrc",
  ".commitlintrc.json",
  ".commitlintrc.yaml",
  ".commitlintrc.yml",
  ".commitlintrc.js",
  ".commitlintrc.cjs",
  ".commitlintrc.mjs",
  ".commitlintrc.ts",
  ".commitlintrc.cts",
  "commitlint.config.js",
  "commitlint.config.cjs",
  "commitlint.config.mjs",
  "commitlint.config.ts",
  "commitlint.config.cts",
];

/** What is told of a rule file; undefined where nothing in it concerns commits. */
export function conventionOf(source: string, content: string): Convention | undefined {
  const text = conventionText(source, content)?.trim().slice(0, lengthLimit);
  return text === undefined || text === "" ? undefined : { source, text };
}

function conventionText(source: string, content: string): string | undefined {
  if (/\.md$/i.test(source)) return commitSection(content);
  if (source !== "package.json") return content;
  const own = asObject(asObject(parseJson(content))?.["commitlint"]);
  return own && JSON.stringify(own, undefined, 1);
}

/** The sections of a Markdown text whose heading speaks of commits, with the sections below them. */
export function commitSection(markdown: string): string | undefined {
  const kept: string[] = [];
  let depth = 0;
  let isFenced = false;
  for (const line of markdown.split("\n")) {
    if (/^\s*(```|~~~)/.test(line)) isFenced = !isFenced;
    const heading = isFenced ? undefined : (/^(#{1,6})\s+(.*)/.exec(line) ?? undefined);
    if (heading) {
      const level = heading[1]?.length ?? 0;
      const isAbout = /\bcommit|提交/i.test(heading[2] ?? "");
      if (depth === 0 ? isAbout : level <= depth) depth = isAbout ? level : 0;
    }
    if (depth > 0) kept.push(line);
  }
  return kept.length > 0 ? kept.join("\n") : undefined;
}

/** What commitlint enforces, as far as its configuration is JSON: types and the length of the first line. */
export interface LintRules {
  readonly types?: readonly string[] | undefined;
  readonly headerLength?: number | undefined;
}

/** Reads the rules out of a configuration; empty where it is no JSON or sets none. */
export function lintRulesOf(content: string): LintRules {
  const file = asObject(parseJson(content));
  const rules = asObject(asObject(file?.["commitlint"] ?? file)?.["rules"]);
  const types = asArray(asArray(rules?.["type-enum"])[2]).flatMap((one) => asText(one) ?? []);
  const length = asArray(rules?.["header-max-length"])[2];
  return {
    types: types.length > 0 ? types : undefined,
    headerLength: typeof length === "number" && length > 0 ? length : undefined,
  };
}
