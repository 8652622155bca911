/**
 * The rule for a commit message: describes a diff by the files and functions it touches. Writes the message and
 * nothing else, because what it writes goes into the editor's commit box.
 */
import { lastQuestion, systemText, type Asked } from "../asked.ts";
import { hasDiff, readDiff, type ChangedFile } from "../code/diff.ts";
import type { Draft } from "../draft.ts";
import type { Verb, Words } from "../words/words.ts";

const bodyWidth = 72;
const mostBullets = 12;

/** A commit message, or undefined where the request wants something else. */
export function commit(asked: Asked, words: Words): Draft | undefined {
  const message = lastQuestion(asked);
  const said = `${systemText(asked)}\n${message}`;
  const isCommit =
    asked.purpose === undefined
      ? hasDiff(message) && /\bwrite\b[^\n]{0,30}\bcommit messages?\b/i.test(said)
      : asked.purpose === "commit";
  if (!isCommit) return undefined;
  const files = readDiff(/^<(changes(?:-\d+)?)>\n([\s\S]*?)^<\/\1>/m.exec(message)?.[2] ?? message);
  const style = readStyle(said);
  const { commit: say } = words;
  const bullets = files.slice(0, mostBullets).map((file) => wrapped(`- ${bullet(file, say)}`));
  const rest = files.length > mostBullets ? [`- ${say.andFiles("", files.length - mostBullets)}`] : [];
  const added = files.reduce((sum, file) => sum + file.added.length, 0);
  const removed = files.reduce((sum, file) => sum + file.removed.length, 0);
  const body = style.hasBody && files.length > 0 ? [[...bullets, ...rest].join("\n")] : [];
  return {
    thoughts: [
      say.looking(files.length, [added, removed]),
      say.touched(files.slice(0, 6).map(({ path }) => path)),
      say.naming,
      ...(style.isConventional ? [say.isTyped] : []),
      ...(style.hasBody ? [] : [say.hasNoBody]),
    ],
    deeper: files.map((file) => `${bullet(file, say)}${say.period}`),
    text: [subjectOf(files, style, words), ...body].join("\n\n"),
  };
}

/** The part of a repository's style that the rules can keep to. */
interface Style {
  readonly isConventional: boolean;
  readonly hasBody: boolean;
  readonly isLowerCase: boolean;
  readonly endsWithPeriod: boolean;
  /** Most characters of the subject. */
  readonly most: number;
}

/** A subject in the conventional style, such as `feat(core): …`. */
const conventional = /^\W*(?:feat|fix|chore|docs|refactor|test|perf|build|ci|style)(?:\([\w./-]+\))?!?: \S/gm;

/** Reads the style as core/commit/styleText.ts tells it; failing that, from subjects in the message. */
function readStyle(said: string): Style {
  const most = Number(/characters are typical, (\d+) the most/.exec(said)?.[1] ?? 72);
  const isTold = /^- Form: /m.test(said);
  const isConventional = isTold
    ? said.includes("Form: Conventional Commits")
    : (said.match(conventional) ?? []).length > 1;
  return {
    isConventional,
    hasBody: !/^- No body\b/m.test(said),
    isLowerCase: /begins with a lower-case letter/.test(said) || (isConventional && !isTold),
    endsWithPeriod: said.includes("The first line ends with a full stop"),
    most: Math.min(72, Math.max(20, most)),
  };
}

const declared =
  /^\s*(?:export\s+|default\s+|pub\s+|public\s+|private\s+|static\s+|async\s+|abstract\s+)*(?:function\*?|def|class|interface|type|fn|func|struct|enum|const)\s+([A-Za-z_$][\w$]*)(?=.*(?:[({:]|=>))/;

function namesIn(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => declared.exec(line)?.[1] ?? []);
}

function only(names: ReadonlySet<string>, others: ReadonlySet<string>): readonly string[] {
  return [...names].filter((name) => !others.has(name));
}

/** What the lines of a file did to its functions. */
function touched(file: ChangedFile): { readonly verb: Verb; readonly names: readonly string[] }[] {
  const added = new Set(namesIn(file.added));
  const removed = new Set(namesIn(file.removed));
  const changed = new Set([...[...added].filter((name) => removed.has(name)), ...namesIn(file.around)]);
  return [
    { verb: "add" as const, names: only(added, removed) },
    { verb: "remove" as const, names: only(removed, added) },
    { verb: "change" as const, names: [...changed].filter((name) => !added.has(name) || removed.has(name)) },
  ].filter(({ names }) => names.length > 0);
}

function bullet(file: ChangedFile, words: Words["commit"]): string {
  const { path, added, removed } = file;
  const size = [added.length, removed.length] as const;
  switch (file.change) {
    case "added":
      return words.added(path, added.length);
    case "removed":
      return words.removed(path);
    case "renamed":
      return words.moved(path, file.before, size);
    case "changed":
      return words.changed(
        path,
        touched(file).map(({ verb, names }) => [verb, names.slice(0, 4)]),
        size,
      );
  }
}

/** Verb and object, the more exact first; the first that fits the width is taken. */
function subjectOf(files: readonly ChangedFile[], style: Style, words: Words): string {
  const prefix = style.isConventional ? `${typeOf(files)}: ` : "";
  const end = style.endsWithPeriod ? words.commit.period : "";
  const room = style.most - prefix.length - end.length;
  const fitting = candidates(files, words).find((text) => text.length <= room) ?? words.commit.files;
  const first = style.isLowerCase ? fitting.charAt(0).toLowerCase() : fitting.charAt(0);
  return `${prefix}${first}${fitting.slice(1)}${end}`;
}

function candidates(files: readonly ChangedFile[], words: Words): readonly string[] {
  const { commit: say } = words;
  const [file] = files;
  if (!file) return [say.nothing];
  const verb = verbOf(files);
  if (files.length === 1) {
    const { path } = file;
    const name = baseName(path);
    if (file.change === "renamed") {
      const before = file.before ?? "";
      return [say.renamed(before, path), say.renamed(baseName(before), name)];
    }
    const [first] = file.change === "changed" ? touched(file) : [];
    const named = (place: string): string =>
      first ? say.did(first.verb, words.joined(first.names.slice(0, 3)), place) : say.did(verb, place);
    return [named(path), named(name), say.did(verb, name), say.did(verb, say.aFile)];
  }
  const names = words.joined(files.map(({ path }) => baseName(path)));
  const folder = commonFolder(files.map(({ path }) => path));
  const all = words.counted(files.length, "file");
  return [
    say.did(verb, names),
    folder === ""
      ? say.did(verb, say.andFiles(baseName(file.path), files.length - 1))
      : say.did(verb, all, folder),
    say.did(verb, all),
  ];
}

function verbOf(files: readonly ChangedFile[]): Verb {
  if (files.every(({ change }) => change === "added")) return "add";
  if (files.every(({ change }) => change === "removed")) return "remove";
  if (files.every(({ change }) => change === "renamed")) return "rename";
  return "change";
}

function typeOf(files: readonly ChangedFile[]): string {
  if (files.every(({ path }) => /\.mdx?$|(?:^|\/)docs\//.test(path))) return "docs";
  if (files.every(({ path }) => /(?:^|\/)tests?\/|\.(?:test|spec)\./.test(path))) return "test";
  const adds = files.some(
    (file) => file.change === "added" || touched(file).some(({ verb }) => verb === "add"),
  );
  return adds ? "feat" : "refactor";
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function commonFolder(paths: readonly string[]): string {
  const [first = "", ...others] = paths;
  const parts = first.split("/").slice(0, -1);
  while (parts.length > 0 && !others.every((path) => path.startsWith(`${parts.join("/")}/`))) parts.pop();
  return parts.join("/");
}

/** A bullet in lines of at most the body's width; a word that is longer stands alone. */
function wrapped(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + word.length < bodyWidth) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(`  ${word}`);
  }
  return lines.join("\n");
}
