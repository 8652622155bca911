/** Where a path leads once all links are followed. Knows nothing of VS Code. */
import * as fs from "node:fs";
import { realpath } from "node:fs/promises";
import { promisify } from "node:util";

const walk = promisify(fs.realpath);

/**
 * The real path; rejects as `fs.realpath` does. Windows names no final path, but EISDIR, on a drive that its mount
 * manager does not know, such as a RAM disk of ImDisk: there the links are followed one by one. That way leaves short
 * names (`VSCODE~1`) as they are, by which a file could pass for another: the error stands where there is one.
 */
export async function realPathOf(
  path: string,
  native: (path: string) => Promise<string> = realpath,
): Promise<string> {
  try {
    return await native(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EISDIR")) throw error;
    const walked = await walk(path);
    if (/~\d/.test(walked)) throw error;
    return walked;
  }
}
