// Builds what ships (dist/) and, with --tests, what the tests run (out/test/). `--watch` keeps building.
//
//   dist/extension.js   the extension host's entry: registration and features, no undici
//   dist/provider.js    the streaming client with undici, loaded at the first request
//   dist/webview/       the chat page: script, style, icon font
import { build, context } from "esbuild";
import { cp, mkdir, rm } from "node:fs/promises";
import { readdirSync } from "node:fs";

const watch = process.argv.includes("--watch");
const tests = process.argv.includes("--tests");

/** What runs inside the extension host: CommonJS for the Node of the oldest VS Code that we support (22). */
const node = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node22",
  external: ["vscode"],
  logLevel: "info",
};

/** Keeps `import("./provider/entry")` a run-time load of the second bundle. */
const providerApart = {
  name: "provider-apart",
  setup(it) {
    it.onResolve({ filter: /^\.\/provider\/entry\.ts$/ }, () => ({ path: "./provider.js", external: true }));
  },
};

const shipped = [
  { ...node, entryPoints: { extension: "src/extension.ts" }, outdir: "dist", plugins: [providerApart] },
  { ...node, entryPoints: { provider: "src/provider/entry.ts" }, outdir: "dist" },
  {
    bundle: true,
    platform: "browser",
    format: "iife",
    target: "chrome138",
    jsx: "automatic",
    jsxImportSource: "preact",
    entryPoints: { chat: "src/webview/chat.tsx" },
    outdir: "dist/webview",
    loader: { ".ttf": "file" },
    assetNames: "[name]",
    logLevel: "info",
  },
].map((options) => ({ ...options, minify: !watch, sourcemap: watch ? "linked" : false, metafile: true }));

const testBuild = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  jsx: "automatic",
  jsxImportSource: "preact",
  packages: "external",
  external: ["vscode"],
  entryPoints: readdirSync("test", { recursive: true })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith("fixtures"))
    .map((path) => `test/${path.replaceAll("\\", "/")}`),
  outbase: "test",
  outdir: "out/test",
  sourcemap: "linked",
  logLevel: "info",
};

await rm("dist", { recursive: true, force: true });
await mkdir("dist", { recursive: true });
const all = tests ? [...shipped, testBuild] : shipped;
if (watch) for (const options of all) await (await context(options)).watch();
else await Promise.all(all.map((options) => build(options)));
