/**
 * The states of a repository between the commits of a plan, built as git objects from the bytes of the versions before
 * and after. Nothing is applied as a patch, so nothing can fail to apply.
 */
import { changesOf, type Part } from "../../../core/commit/parts.ts";
import { composeFile } from "../../../core/commit/composeFile.ts";
import type { GitProgram } from "../../platform/gitProgram.ts";
import type { RepositoryChange } from "./changes.ts";

/** Changes with all their parts. */
export interface Sorted {
  readonly changes: readonly RepositoryChange[];
  readonly parts: ReadonlyMap<string, Part>;
  /** The parts of each file, by its index. */
  readonly ofFile: ReadonlyMap<number, readonly Part[]>;
}

/** Changes with their parts, found by id and by file. */
export function sortedFrom(changes: readonly RepositoryChange[], parts: readonly Part[]): Sorted {
  const ofFile = new Map<number, Part[]>();
  for (const part of parts) {
    for (const index of changesOf(part)) {
      const own = ofFile.get(index);
      if (own) own.push(part);
      else ofFile.set(index, [part]);
    }
  }
  return { changes, parts: new Map(parts.map((part) => [part.id, part])), ofFile };
}

/** A file at a place in a tree; undefined where it is not there. */
export interface PlacedFile {
  readonly path: Buffer;
  readonly mode: string;
  readonly oid: string;
}

/** Where a changed file stands when these parts are applied; writes a blob where a mixture is needed. */
export async function placeFile(
  git: GitProgram,
  { changes, ofFile }: Sorted,
  index: number,
  applied: ReadonlySet<string>,
): Promise<PlacedFile | undefined> {
  const change = changes[index];
  if (!change) throw new Error(`There is no changed file ${index}.`);
  const own = ofFile.get(index) ?? [];
  const done = own.filter(({ id }) => applied.has(id));
  const hasDone = (kind: Part["kind"]): boolean => done.some((part) => part.kind === kind);
  const has = (kind: Part["kind"]): boolean => own.some((part) => part.kind === kind);
  const isWhole = has("whole");
  const side = done.length > 0 && isWhole ? change.after : change.before;
  if (isWhole) {
    const path = side === change.after ? change.rawPath : (change.rawOldPath ?? change.rawPath);
    return isAbsent(side.mode) ? undefined : { path, mode: side.mode, oid: side.oid };
  }
  return {
    path: hasDone("rename") ? change.rawPath : (change.rawOldPath ?? change.rawPath),
    mode: hasDone("mode") ? change.after.mode : change.before.mode,
    oid: await contentOid(
      git,
      change,
      new Set(done.flatMap((part) => (part.kind === "hunk" ? part.hunk : []))),
    ),
  };
}

/** Whether a side of a change is not there. */
export function isAbsent(mode: string): boolean {
  return /^0+$/.test(mode);
}

async function contentOid(
  git: GitProgram,
  change: RepositoryChange,
  hunks: ReadonlySet<number>,
): Promise<string> {
  if (hunks.size === 0) return change.before.oid;
  if (hunks.size === change.hunks.length) return change.after.oid;
  const [before, after] = await Promise.all([
    readBlob(git, change.before.oid),
    readBlob(git, change.after.oid),
  ]);
  const input = Buffer.from(composeFile(before, after, change.hunks, hunks));
  return (await git.output(["hash-object", "-w", "--stdin"], { input })).toString("latin1").trim();
}

/** A blob's bytes. */
export function readBlob(git: GitProgram, oid: string): Promise<Buffer> {
  return git.output(["cat-file", "blob", oid]);
}

/**
 * Lines for `update-index -z --index-info` that lead from one set of applied parts to a larger one: what goes away
 * first, so that a file may take the place of a folder.
 */
export async function indexLines(
  git: GitProgram,
  sorted: Sorted,
  before: ReadonlySet<string>,
  added: readonly string[],
): Promise<Buffer> {
  const after = new Set([...before, ...added]);
  const touched = new Set(added.flatMap((id) => changesOfId(sorted, id)));
  const gone: Buffer[] = [];
  const placed: Buffer[] = [];
  for (const index of touched) {
    const old = await placeFile(git, sorted, index, before);
    const now = await placeFile(git, sorted, index, after);
    if (old && (!now || !now.path.equals(old.path)))
      gone.push(indexLine("0", "0".repeat(old.oid.length), old.path));
    if (now) placed.push(indexLine(now.mode, now.oid, now.path));
  }
  return Buffer.concat([...gone, ...placed]);
}

/** The files that a part touches, by its id. */
export function changesOfId({ parts }: Sorted, id: string): readonly number[] {
  const part = parts.get(id);
  return part ? changesOf(part) : [];
}

/** One line for `update-index -z --index-info`; mode `0` takes the path out. */
export function indexLine(mode: string, oid: string, path: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${mode} ${oid}\t`, "latin1"), path, Buffer.from([0])]);
}

/** The tree that a base becomes with parts added, built in an index of its own. */
export async function nextTree(
  git: GitProgram,
  indexFile: string,
  base: string,
  lines: Buffer,
): Promise<string> {
  const own = git.with({ GIT_INDEX_FILE: indexFile });
  await own.output(["read-tree", base]);
  await own.output(["update-index", "-z", "--index-info"], { input: lines });
  return (await own.output(["write-tree"])).toString("latin1").trim();
}
