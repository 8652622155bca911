/** The address that shows a folder or a workspace of several in a VS Code server, and what it tells the workbench. */

/** What the page's payload carries. A server without its smoke-test driver ignores the extension and the tests. */
export interface PagePayload {
  /** A folder of extensions to load from source. */
  readonly extensions?: string;
  /** A module whose `run()` the extension host calls. */
  readonly testsPath?: string;
  /** A file to show, by its path. */
  readonly openFile?: string;
}

/** Paths in an address begin with a slash, also `c:/…`. */
function slashed(path: string): string {
  const forward = path.replaceAll("\\", "/");
  return forward.startsWith("/") ? forward : `/${forward}`;
}

export function pageAddress(port: number, folder: string, payload: PagePayload): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${slashed(path)}`;
  const pairs: [string, string][] = [["skipWelcome", "true"]];
  if (payload.extensions !== undefined) pairs.push(["extensionDevelopmentPath", remote(payload.extensions)]);
  if (payload.testsPath !== undefined) pairs.push(["extensionTestsPath", remote(payload.testsPath)]);
  if (payload.openFile !== undefined) pairs.push(["openFile", remote(payload.openFile)]);
  const shown = folder.endsWith(".code-workspace") ? "workspace" : "folder";
  const query = new URLSearchParams({ [shown]: slashed(folder), payload: JSON.stringify(pairs) });
  return `http://127.0.0.1:${port}/?${query}`;
}
