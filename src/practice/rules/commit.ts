/**
 * The rule for a commit message: describes a diff by the files and functions it touches. Writes the message and
 * nothing else, because what it writes goes into the editor's commit box.
 */
import { lastQuestion, systemText, type Asked } from "../asked.ts";
import { hasDiff, readDiff, type ChangedFile } from "../code/diff.ts";
import { counted, joined, type Draft } from "../draft.ts";

const subjectLimit = 72;
const bodyWidth = 72;
const mostBullets = 12;
/** A subject in the conventional style, such as `feat(core): …`. */
const conventional = /^\W*(?:feat|fix|chore|docs|refactor|test|perf|build|ci|style)(?:\([\w./-]+\))?!?: \S/gm;

/** A commit message, or undefined where the request wants something else. */
export function commit(asked: Asked): Draft | undefined {
  const message = lastQuestion(asked);
  const isCommit =
    asked.purpose === undefined
      ? hasDiff(message) && /\bcommit\b/i.test(`${systemText(asked)}\n${message}`)
      : asked.purpose === "commit";
  if (!isCommit) return undefined;
  const files = readDiff(message);
  const isConventional = (`${systemText(asked)}\n${message}`.match(conventional) ?? []).length > 1;
  const subject = subjectOf(files, isConventional);
  const bullets = files.slice(0, mostBullets).map((file) => wrapped(`- ${bullet(file)}`));
  const rest =
    files.length > mostBullets ? [`- and ${counted(files.length - mostBullets, "more file")}`] : [];
  const added = files.reduce((sum, file) => sum + file.added.length, 0);
  const removed = files.reduce((sum, file) => sum + file.removed.length, 0);
  return {
    thoughts: [
      `Looking at the diff: ${counted(files.length, "file")}, ${counted(added, "line")} added and ${removed} removed.`,
      `Touched: ${joined(files.slice(0, 6).map(({ path }) => path)) || "nothing that I can read"}.`,
      "I name the functions that the changed lines declare and those that git names around the hunks.",
      ...(isConventional ? ["Earlier subjects begin with a type, so mine does too."] : []),
    ],
    deeper: files.map((file) => `${bullet(file)}.`),
    text: [subject, ...(bullets.length > 0 ? [[...bullets, ...rest].join("\n")] : [])].join("\n\n"),
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
function subjectOf(files: readonly ChangedFile[], isConventional: boolean): string {
  const prefix = isConventional ? `${typeOf(files)}: ` : "";
  const fitting =
    candidates(files).find((text) => prefix.length + text.length <= subjectLimit) ?? "Change files";
  return isConventional ? prefix + fitting.charAt(0).toLowerCase() + fitting.slice(1) : fitting;
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
