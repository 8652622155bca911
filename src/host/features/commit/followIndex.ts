/**
 * Lets the person's index follow a commit that was made beside it: the paths of the commit become what the commit
 * holds, every other path stays as it is staged.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { GitProgram } from "../../platform/gitProgram.ts";
import { indexLine, isAbsent } from "./planTrees.ts";
import { treeOf, type GitPlaces } from "./snapshot.ts";

/** The editor's own git takes the index's lock for moments; so often, and so long, we try again. */
const attempts = 20;
const pauseMs = 100;

/**
 * Moves the index from one commit to the next. Where that can't be done, the branch is set back, so that all is as it
 * was, and what git said is given back.
 */
export async function followIndex(
  git: GitProgram,
  places: GitPlaces,
  from: string | undefined,
  to: string,
): Promise<string | undefined> {
  const trouble = await moveIndex(git, places, from, to).catch(String);
  if (trouble === undefined) return undefined;
  await git.output(from === undefined ? ["update-ref", "-d", "HEAD", to] : ["update-ref", "HEAD", from, to]);
  return trouble;
}

/** Moves the index; what git said where that can't be done. */
async function moveIndex(
  git: GitProgram,
  { top }: GitPlaces,
  from: string | undefined,
  to: string,
): Promise<string | undefined> {
  const args = ["diff-tree", "-r", "-z", "--raw", "--no-renames", await treeOf(git, from), to];
  const input = linesOf(await git.output(args));
  for (let attempt = 1; ; attempt += 1) {
    const { code, stderr } = await git.run(["-C", top, "update-index", "-z", "--index-info"], { input });
    if (code === 0) break;
    if (attempt === attempts || !/\.lock/.test(stderr)) return stderr.trim();
    await wait(pauseMs);
  }
  // Only tells git that the files are unchanged; it does no harm if it can't.
  await git.run(["-C", top, "update-index", "-q", "--refresh"]);
  return undefined;
}

/** The records of `--raw -z` as lines for the index, removals first. */
function linesOf(raw: Buffer): Buffer {
  const fields = raw.toString("latin1").split("\0");
  const gone: Buffer[] = [];
  const placed: Buffer[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, mode = "", , oid = ""] = (fields[at] ?? "").split(" ");
    const path = Buffer.from(fields[at + 1] ?? "", "latin1");
    if (isAbsent(mode)) gone.push(indexLine("0", oid, path));
    else placed.push(indexLine(mode, oid, path));
  }
  return Buffer.concat([...gone, ...placed]);
}
