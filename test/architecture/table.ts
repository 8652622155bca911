/**
 * The import table of the house: which room may import which, and which packages, each with its reason. The same
 * table stands in .oxlintrc.json, which says it while one types; a test holds the two together.
 */

/** What a room may import. */
export interface Room {
  /** Rooms it may import besides itself. `types` where only types may come from there. */
  readonly rooms: Readonly<Record<string, "all" | "types">>;
  /** Packages it may import, with the reason; `node:` stands for all built-in modules. */
  readonly packages: Readonly<Record<string, string>>;
}

const all = "all";
const types = "types";

/** The rooms by the name of their folder in src; `extension.ts` is a room of one file. */
export const rooms: Readonly<Record<string, Room>> = {
  core: { rooms: {}, packages: { diff: "line diffs of proposed edits; pure" } },
  protocol: { rooms: { core: all }, packages: { valibot: "parses what the page says; pure" } },
  provider: {
    rooms: { core: all },
    packages: {
      "node:": "runs on Node",
      undici: "connections; transport.ts alone",
      "eventsource-parser": "frames of a stream; frames.ts alone",
    },
  },
  practice: { rooms: { core: all }, packages: { "node:": "runs on Node" } },
  webview: {
    rooms: { core: all, protocol: all },
    packages: {
      preact: "renderer",
      "markdown-it": "Markdown parser",
      dompurify: "sanitiser",
      "highlight.js": "colours of code",
      "@vscode/codicons": "icons",
    },
  },
  host: {
    rooms: { core: all, protocol: all, provider: types },
    packages: {
      vscode: "the editor",
      "node:": "runs on Node",
      valibot: "parses settings and files",
      diff: "reads git's patches; pure",
      ignore: "reads .gitignore patterns; pure",
      "brace-expansion": "takes the braces of globs apart; pure",
    },
  },
  "extension.ts": {
    rooms: { core: all, protocol: all, provider: all, practice: all, host: all },
    packages: { vscode: "the editor" },
  },
};

/** Modules that open sockets, and who may import their values. Types may be imported by all. */
export const socketModules: Readonly<Record<string, readonly string[]>> = {
  undici: ["src/provider/transport.ts"],
  http: [],
  // It listens on the loopback address, and asks nobody.
  "node:http": ["src/practice/server.ts"],
  https: [],
  "node:https": [],
  http2: [],
  "node:http2": [],
  net: [],
  "node:net": ["src/provider/transport.ts"],
  tls: [],
  "node:tls": ["src/provider/transport.ts"],
  dgram: [],
  "node:dgram": [],
};

/** Files that may call a global that opens a connection. */
export const mayFetch: readonly string[] = ["src/provider/transport.ts"];

/** Packages that one file of their room keeps to itself. */
export const onlyIn: Readonly<Record<string, string>> = {
  "eventsource-parser": "src/provider/frames.ts",
  undici: "src/provider/transport.ts",
};

/** Files of src/provider that dialects may import: the seam, and what is pure. */
export const dialectsMayUse: readonly string[] = [
  "src/provider/dialect.ts",
  "src/provider/failures.ts",
  "src/provider/cleanText.ts",
];
