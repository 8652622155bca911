/**
 * The states of a repository as git trees: what HEAD holds, what is staged, what the work tree holds. Owns the promise
 * that looking changes nothing: everything is written into an index and an object folder of our own, which go away.
 */
import { existsSync } from "node:fs";
import { copyFile, mkdir, rm, stat, utimes } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { GitError, type GitProgram } from "../../platform/gitProgram.ts";
import { ownFolder, removeOwn } from "./ownFolders.ts";

/** Trees of one moment. All are object ids. */
export interface Snapshot {
  /** The newest commit; undefined before the first. */
  readonly head: string | undefined;
  /** What HEAD holds; the empty tree before the first commit. */
  readonly headTree: string;
  /** What is staged. */
  readonly stagedTree: string;
  /** What the work tree holds, untracked files included, ignored ones not. Read when it is first asked for. */
  readonly workTree: () => Promise<string>;
  /** Reads the objects of these trees. */
  readonly git: GitProgram;
  /** Removes what was written. Never rejects. */
  dispose(): Promise<void>;
}

/** Where git keeps things of a repository. */
export interface GitPlaces {
  readonly top: string;
  readonly index: string;
  readonly objects: string;
  /** The work tree's own git folder. */
  readonly gitFolder: string;
}

/** Asks git where it keeps things. */
export async function placesOf(git: GitProgram): Promise<GitPlaces> {
  const args = ["rev-parse", "--show-toplevel", "--git-path", "index", "--git-path", "objects", "--git-dir"];
  const lines = (await git.output(args)).toString("utf8").replace(/\n$/, "").split("\n");
  const [top = git.folder, index = "", objects = "", gitFolder = ""] = lines;
  return {
    top,
    index: resolve(git.folder, index),
    objects: resolve(git.folder, objects),
    gitFolder: resolve(git.folder, gitFolder),
  };
}

/** A larger file is taken for binary: nobody reads its diff. In bytes. */
const textLimit = 16 * 1024 * 1024;

/** Settings under which both the reading of files and their diffs take a large file for binary. */
export const largeIsBinary = ["-c", `core.bigFileThreshold=${textLimit}`] as const;

/** Settings under which a work tree is read: no refusal over line ends, no time lost on compression. */
const reading = [
  "-c",
  "core.safecrlf=false",
  "-c",
  "core.looseCompression=0",
  ...largeIsBinary,
  "-c",
  "advice.addEmbeddedRepo=false",
] as const;

/** Takes a snapshot. The caller disposes of it. */
export async function takeSnapshot(git: GitProgram, signal?: AbortSignal): Promise<Snapshot> {
  const places = await placesOf(git);
  const folder = await ownFolder();
  const dispose = (): Promise<void> => removeOwn(folder);
  try {
    const objects = join(folder, "objects");
    await mkdir(objects);
    const apart = git.with({
      GIT_OBJECT_DIRECTORY: objects,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: quoted(places.objects),
    });
    const head = await headOf(git);
    const headTree = await treeOf(git, head);
    const staged = join(folder, "staged-index");
    await copyIndex(places.index, staged);
    const stagedTree = await writeTree(apart.with({ GIT_INDEX_FILE: staged }), signal);
    let read: Promise<string> | undefined;
    const workTree = (): Promise<string> =>
      (read ??= readWorkTree(apart, places, join(folder, "work-index"), signal));
    return { head, headTree, stagedTree, workTree, git: apart, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** Writes all of the work tree as a tree, by an index of our own, and gives the tree's id. */
export async function readWorkTree(
  git: GitProgram,
  places: GitPlaces,
  indexFile: string,
  signal?: AbortSignal,
): Promise<string> {
  // The second look uses the index of the first: what git has seen unchanged it need not read again.
  if (!existsSync(indexFile)) await copyIndex(places.index, indexFile);
  const own = git.with({ GIT_INDEX_FILE: indexFile });
  // What can't be read, such as a repository within this one that has no commit yet, must not hide all the rest.
  const add = ["-C", places.top, "add", "--all", "--ignore-errors", "--", ":/"];
  const { code, stderr } = await own.run([...reading, ...add], { signal });
  if (code > 1) throw new GitError("add", code, stderr);
  return writeTree(own, signal);
}

/** The newest commit; undefined before the first. */
export async function headOf(git: GitProgram): Promise<string | undefined> {
  const { code, stdout } = await git.run(["rev-parse", "--quiet", "--verify", "HEAD^{commit}"]);
  return code === 0 ? stdout.toString("latin1").trim() : undefined;
}

/** A commit's tree; the empty tree without one. */
export async function treeOf(git: GitProgram, commit: string | undefined): Promise<string> {
  const args =
    commit === undefined
      ? ["hash-object", "-t", "tree", "--stdin"]
      : ["rev-parse", "--verify", `${commit}^{tree}`];
  return (await git.output(args, { input: "" })).toString("latin1").trim();
}

async function writeTree(git: GitProgram, signal?: AbortSignal): Promise<string> {
  return (await git.output(["write-tree"], { signal })).toString("latin1").trim();
}

/**
 * Copies an index; a repository without one yet gets none. The copy is dated back to the original's second: git takes a
 * file that is no older than the index for possibly changed, and a younger index would hide a change of that moment.
 */
async function copyIndex(from: string, to: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(from);
    await copyFile(from, to);
    const second = Math.floor(mtimeMs / 1000);
    await utimes(to, second, second);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await rm(to, { force: true });
  }
}

/** Whether a file operation failed because the file is not there. */
export function isMissing(error: unknown): boolean {
  // The latter: what was a folder is a file now.
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

/** A path in the list of alternates: one with a separator or a quote is put into quotes. */
function quoted(path: string): string {
  if (!path.includes(delimiter) && !path.startsWith('"')) return path;
  return `"${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
