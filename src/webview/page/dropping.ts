/**
 * What is dragged over the composer. VS Code hands a webview nothing while it drags, unless Shift is held down; what
 * comes then are addresses of files, from the explorer or from tabs, or images from outside. Pure.
 */

/** Kinds of data that hold addresses, the editor's own first: a plain list names only the first of several files. */
const listTypes = ["application/vnd.code.uri-list", "text/uri-list"] as const;

/** Whether something that is being dragged can be dropped here. */
export function isDroppable(data: Pick<DataTransfer, "types"> | null): boolean {
  return [...listTypes, "Files"].some((type) => data?.types.includes(type));
}

/** What was dropped: files of the workspace by their addresses, and web addresses, which are only words. */
export function droppedAddresses(data: Pick<DataTransfer, "getData"> | null): {
  readonly files: readonly string[];
  readonly words: readonly string[];
} {
  const list = listTypes.map((type) => data?.getData(type) ?? "").find((text) => text !== "") ?? "";
  const lines = list.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  const isWeb = (line: string): boolean => /^(?:https?|mailto):/i.test(line);
  return { files: lines.filter((line) => !isWeb(line)), words: lines.filter(isWeb) };
}
