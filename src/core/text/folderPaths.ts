/** Paths of folders and of what lies in them, with `/` between the names. That of a root ends with one: `/`, `/s:/`. */

/** The path of a file, given from a root, as it is from a folder that it lies in. */
export function pathIn(folder: string, path: string): string {
  return path.slice(`${folder.replace(/\/$/, "")}/`.length);
}

/** What a folder is called: its last name, or all of its path where there is none. */
export function folderNameOf(path: string): string {
  return path.replace(/\/$/, "").split("/").at(-1) || path;
}
