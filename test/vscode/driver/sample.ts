/**
 * Makes fresh copies of the sample workspace: a small shop in TypeScript with a report in Python. `committed/` is
 * the first commit, `staged/` lies over it in the index, `unstaged/` over both in the working tree only.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../machine/lifetime.ts";
import { sampleFolder } from "../machine/repository.ts";

/** The file that is shown when a person or a suite doesn't name another. */
export const sampleFile = "src/cart.ts";

/** Runs git in a folder, without the user's own configuration (signing, hooks, templates). */
export function git(folder: string, ...args: readonly string[]): string {
  const nowhere = process.platform === "win32" ? "NUL" : "/dev/null";
  return execFileSync("git", args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, GIT_CONFIG_GLOBAL: nowhere, GIT_CONFIG_NOSYSTEM: "1" },
  });
}

/** A copy in a temporary folder, as a git repository with one commit and changes. */
export function copySample(): { readonly path: string; remove(): void } {
  const folder = temporaryFolder("sample");
  const layer = (name: string) => {
    const source = join(sampleFolder, name);
    if (existsSync(source)) cpSync(source, folder.path, { recursive: true });
  };
  layer("committed");
  git(folder.path, "init", "--quiet", "--initial-branch=main");
  git(folder.path, "config", "user.name", "Sample");
  git(folder.path, "config", "user.email", "sample@example.com");
  git(folder.path, "config", "core.autocrlf", "false");
  git(folder.path, "add", "--all");
  git(folder.path, "commit", "--quiet", "--message", "Add the cart and the monthly report");
  layer("staged");
  git(folder.path, "add", "--all");
  layer("unstaged");
  return folder;
}
