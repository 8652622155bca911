/**
 * Repositories within a repository, such as a clone or a linked work tree, that nobody has made submodules of. `git add`
 * takes them for submodules without an address: whoever clones such a commit gets an empty folder.
 */
import type { GitProgram } from "../../platform/gitProgram.ts";
import type { RepositoryChange } from "./changes.ts";

/** Those of the changes that would add such a repository. */
export async function embeddedAmong(
  git: GitProgram,
  top: string,
  changes: readonly RepositoryChange[],
): Promise<ReadonlySet<RepositoryChange>> {
  const added = changes.filter(({ kind, after }) => kind === "added" && after.mode === "160000");
  if (added.length === 0) return new Set();
  const asking = ["config", "--file", ".gitmodules", "-z", "--get-regexp", String.raw`^submodule\..*\.path$`];
  // It fails where there is no such file, or no submodule in it.
  const { stdout } = await git.run(["-C", top, ...asking]);
  const records = stdout.toString("utf8").split("\0");
  const submodules = new Set(records.map((record) => record.slice(record.indexOf("\n") + 1)));
  return new Set(added.filter(({ path }) => !submodules.has(path)));
}
