/**
 * The rule for a commit message: describes a diff by the files and functions it touches. Writes the message and
 * nothing else, because what it writes goes into the editor's commit box.
 */
import { lastQuestion, systemText, type Asked } from "../asked.ts";
import { hasDiff, readDiff, type ChangedFile } from "../code/diff.ts";
import { counted, joined, type Draft } from "../draft.ts";

const bodyWidth = 72;
const mostBullets = 12;

/** A commit message, or undefined where the request wants something else. */
export function commit(asked: Asked): Draft | undefined {
  const message = lastQuestion(asked);
  const said = `${systemText(asked)}\n${message}`;
  const isCommit =
    asked.purpose === undefined
      ? hasDiff(message) && /\bwrite\b[^\n]{0,30}\bcommit messages?\b/i.test(said)
      : asked.purpose === "commit";
  if (!isCommit) return undefined;
  const files = readDiff(/^<(changes(?:-\d+)?)>\n([\s\S]*?)^<\/\1>/m.exec(message)?.[2] ?? message);
  const style = readStyle(said);
  const bullets = files.slice(0, mostBullets).map((file) => wrapped(`- ${bullet(file)}`));
  const rest =
    files.length > mostBullets ? [`- and ${counted(files.length - mostBullets, "more file")}`] : [];
  const added = files.reduce((sum, file) => sum + file.added.length, 0);
  const removed = files.reduce((sum, file) => sum + file.removed.length, 0);
  const body = style.hasBody && files.length > 0 ? [[...bullets, ...rest].join("\n")] : [];
  return {
    thoughts: [
      `Looking at the diff: ${counted(files.length, "file")}, ${counted(added, "line")} added and ${removed} removed.`,
      `Touched: ${joined(files.slice(0, 6).map(({ path }) => path)) || "nothing that I can read"}.`,
      "I name the functions that the changed lines declare and those that git names around the hunks.",
      ...(style.isConventional ? ["The repository's subjects begin with a type, so mine does too."] : []),
      ...(style.hasBody ? [] : ["The repository's messages have no body, so mine has none."]),
    ],
    deeper: files.map((file) => `${bullet(file)}.`),
    text: [subjectOf(files, style), ...body].join("\n\n"),
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
function touched(file: ChangedFile): { readonly verb: string; readonly names: readonly string[] }[] {
  const added = new Set(namesIn(file.added));
  const removed = new Set(namesIn(file.removed));
  const changed = new Set([...[...added].filter((name) => removed.has(name)), ...namesIn(file.around)]);
  return [
    { verb: "add", names: only(added, removed) },
    { verb: "remove", names: only(removed, added) },
    { verb: "change", names: [...changed].filter((name) => !added.has(name) || removed.has(name)) },
  ].filter(({ names }) => names.length > 0);
}

function bullet(file: ChangedFile): string {
  const size = `(+${file.added.length} −${file.removed.length})`;
  switch (file.change) {
    case "added":
      return `${file.path}: new, ${counted(file.added.length, "line")}`;
    case "removed":
      return `${file.path}: removed`;
    case "renamed":
      return `${file.path}: renamed from ${file.before ?? "another path"} ${size}`;
    case "changed": {
      const parts = touched(file).map(({ verb, names }) => `${verb} ${joined(names.slice(0, 4))}`);
      return `${file.path}: ${parts.join("; ") || "change some lines"} ${size}`;
    }
  }
}

/** Verb and object, the more exact first; the first that fits the width is taken. */
function subjectOf(files: readonly ChangedFile[], style: Style): string {
  const prefix = style.isConventional ? `${typeOf(files)}: ` : "";
  const end = style.endsWithPeriod ? "." : "";
  const room = style.most - prefix.length - end.length;
  const fitting = candidates(files).find((text) => text.length <= room) ?? "Change files";
  const first = style.isLowerCase ? fitting.charAt(0).toLowerCase() : fitting.charAt(0);
  return `${prefix}${first}${fitting.slice(1)}${end}`;
}

function candidates(files: readonly ChangedFile[]): readonly string[] {
  const [file] = files;
  if (!file) return ["Change nothing"];
  const verb = verbOf(files);
  if (files.length === 1) {
    const name = baseName(file.path);
    if (file.change === "renamed") {
      return [
        `Rename ${file.before ?? ""} to ${file.path}`,
        `Rename ${baseName(file.before ?? "")} to ${name}`,
      ];
    }
    const [first] = file.change === "changed" ? touched(file) : [];
    const what = first ? `${capital(first.verb)} ${joined(first.names.slice(0, 3))} in` : verb;
    return [`${what} ${file.path}`, `${what} ${name}`, `${verb} ${name}`, `${verb} a file`];
  }
  const names = joined(files.map(({ path }) => baseName(path)));
  const folder = commonFolder(files.map(({ path }) => path));
  const others = counted(files.length - 1, "more file");
  return [
    `${verb} ${names}`,
    folder === ""
      ? `${verb} ${baseName(file.path)} and ${others}`
      : `${verb} ${counted(files.length, "file")} in ${folder}`,
    `${verb} ${counted(files.length, "file")}`,
  ];
}

function verbOf(files: readonly ChangedFile[]): string {
  if (files.every(({ change }) => change === "added")) return "Add";
  if (files.every(({ change }) => change === "removed")) return "Remove";
  if (files.every(({ change }) => change === "renamed")) return "Rename";
  return "Change";
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

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
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
