/**
 * Folders of our own for git's objects and indexes, in the machine's temporary folder. Whoever asks for one removes it;
 * what a window left behind that had no time to is removed when the next one is asked for.
 */
import { lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** Milliseconds after which a folder whose process is gone counts as left behind: a process elsewhere can't be seen. */
const dayMs = 24 * 60 * 60 * 1000;
/** Milliseconds before each try to remove a folder. */
const pausesMs = [0, 100, 200, 300, 400, 500];
/** The name tells which process owns a folder: a plan may be under review for days. */
const named = /^sonde-git-(\d+)-[A-Za-z0-9]{6}$/;

/** Makes a folder. The caller removes it, by `removeOwn`. */
export async function ownFolder(): Promise<string> {
  // Nobody waits for it: there may be much to remove.
  void removeLeftBehind(tmpdir());
  return mkdtemp(join(tmpdir(), `sonde-git-${process.pid}-`));
}

/**
 * Removes a folder. Never rejects: what can't be removed is nobody's trouble, and is found once it counts as left behind.
 * On Windows a file that a virus scanner looks at can't be removed until it is done.
 */
export async function removeOwn(folder: string): Promise<void> {
  // Node's own `maxRetries` counts anew at every level: a file further down that stays held would take it minutes.
  for (const pauseMs of pausesMs) {
    await setTimeout(pauseMs);
    try {
      return await rm(folder, { recursive: true, force: true });
    } catch {}
  }
}

/**
 * Removes what processes of this person that are gone left behind. What can't be removed is nobody's trouble, and
 * stays.
 */
export async function removeLeftBehind(within: string): Promise<void> {
  const names = await readdir(within).catch(() => []);
  await Promise.all(names.map((name) => removeIfLeft(within, name).catch(() => {})));
}

async function removeIfLeft(within: string, name: string): Promise<void> {
  const owner = named.exec(name)?.[1];
  if (owner === undefined || isRunning(Number(owner))) return;
  const folder = join(within, name);
  if (await isLeftBehind(folder)) await rm(folder, { recursive: true, force: true });
}

/** Whether this is a folder, and no link to one, that belongs to this person and has been left alone for a day. */
async function isLeftBehind(folder: string): Promise<boolean> {
  const stats = await lstat(folder);
  const isOwn = process.getuid === undefined || stats.uid === process.getuid();
  return stats.isDirectory() && isOwn && Date.now() - stats.mtimeMs > dayMs;
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // It may be somebody else's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
