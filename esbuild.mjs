// Builds what ships (dist/) and, with --tests, what the tests run (out/test/). `--watch` keeps building.
//
//   dist/extension.js   the extension host's entry: registration and features, no undici
//   dist/provider.js    the streaming client with undici, loaded at the first request
//   dist/practice.js    the offline model, loaded when it is first asked
//   dist/edit.js        inline edit, loaded at the first edit
//   dist/code.js        explain, fix, tests and documentation, loaded by the first of their commands
//   dist/chat.js        the chat, loaded by its view or the first of its commands
//   dist/commit.js      commit messages and splitting, loaded by the first of their commands
//   dist/spend.js       the spend page's host side, loaded by its command
//   dist/tokens.js      the token estimate with its table, which the chat and commit messages share
//   dist/leaving.js     the gate for files, which those four share, as they do secrets.js, the search for secrets,
//   dist/secretGuard.js what asks before one leaves, and knows what was agreed to in the chat, edits or commits,
//   dist/ignore.js      the package that reads ignore files, and
//   dist/valibot.js     what they use of the one that reads settings, files and messages
//   dist/webview/       the pages (chat, spend): script, style, icon font
//   dist/README.md      what the extension's page in VS Code says
//   dist/NOTICE.txt     the licences of the packages whose code is in the bundles
import { build, context } from "esbuild";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { iconsUsed } from "./icons.mjs";

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

/** What extension.ts loads when it is first needed: each is a bundle of its own, by the name it imports. */
const apart = {
  "./provider/entry.ts": "provider",
  "./practice/server.ts": "practice",
  "./host/features/inlineEdit/entry.ts": "edit",
  "./host/features/codeCommands/registerCodeCommands.ts": "code",
  "./host/features/chat/registerChat.ts": "chat",
  "./host/features/commit/registerCommit.ts": "commit",
  "./host/features/spend/registerSpend.ts": "spend",
};

/** Keeps those imports a run-time load of the other bundle. */
const loadedApart = {
  name: "loaded-apart",
  setup(it) {
    it.onResolve({ filter: /^\./ }, ({ path, importer }) =>
      apart[path] && /[\\/]src[\\/]extension\.ts$/.test(importer)
        ? { path: `./${apart[path]}.js`, external: true }
        : undefined,
    );
  },
};

/** Modules that several bundles need and that weigh something, each in a bundle of its own. */
const sharedModules = {
  tokens: "src/core/context/tokens.ts",
  leaving: "src/host/platform/leaving.ts",
  secrets: "src/core/context/secrets.ts",
  secretGuard: "src/host/platform/secretGuard.ts",
  ignore: "ignore",
  valibot: "valibot",
};

/** The namespace of packages of which only a part is bundled. */
const usedOf = "used-of";

/** Keeps the imports of shared modules a run-time load of their bundles. */
const shared = {
  name: "shared",
  setup(it) {
    const bundles = new Map(
      Object.entries(sharedModules).map(([name, path]) => [join(import.meta.dirname, path), `./${name}.js`]),
    );
    it.onResolve({ filter: /^\./ }, ({ path, importer }) => {
      const bundle = bundles.get(join(dirname(importer), path));
      return bundle && { path: bundle, external: true };
    });
    it.onResolve({ filter: /^(ignore|valibot)$/ }, ({ path, kind, namespace }) => {
      if (kind !== "entry-point")
        return namespace === usedOf ? undefined : { path: `./${path}.js`, external: true };
      return path === "valibot" ? { path, namespace: usedOf } : undefined;
    });
    // By its whole name a package comes whole; these are the functions that are called.
    it.onLoad({ filter: /./, namespace: usedOf }, async () => {
      const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) =>
        file.endsWith(".ts"),
      );
      const texts = await Promise.all(files.map((file) => readFile(join("src", file), "utf8")));
      const readers = texts.filter((text) => text.includes('import * as v from "valibot"')).join("\n");
      const exported = Object.keys(await import("valibot"));
      const used = exported.filter((name) => new RegExp(String.raw`\bv\.${name}\b`).test(readers));
      return { contents: `export { ${used.join(", ")} } from "valibot";`, resolveDir: import.meta.dirname };
    });
  },
};

/**
 * Of undici the provider room takes one class, `Client`, without HTTP/2, without the bodies of fetch (we send texts) and
 * without the second copy of its parser, which is nearly half of its weight: where the parser for SIMD can't be compiled,
 * undici takes the plain one, which runs on every processor. `lib/global.js` would put an undici of ours under every
 * extension's fetch, process-wide, so its presence fails the build. Deep paths aren't undici's public API: the version is
 * pinned, and a test streams through the bundle. Other rooms (benchmarks, tests) get undici as it is.
 */
const undiciTrimmed = {
  name: "undici-trimmed",
  setup(it) {
    it.onResolve({ filter: /^undici$/ }, ({ importer }) =>
      /[\\/]src[\\/]provider[\\/]/.test(importer)
        ? { path: "client", namespace: "undici-trimmed" }
        : undefined,
    );
    it.onLoad({ filter: /^client$/, namespace: "undici-trimmed" }, () => ({
      contents: `export { default as Client } from "./node_modules/undici/lib/dispatcher/client.js";`,
      resolveDir: import.meta.dirname,
    }));
    it.onLoad(
      {
        filter:
          /[\\/]undici[\\/]lib[\\/](dispatcher[\\/]client-h2|web[\\/]fetch[\\/]body|llhttp[\\/]llhttp_simd-wasm)\.js$/,
      },
      () => ({ contents: "" }),
    );
    it.onLoad({ filter: /[\\/]undici[\\/]lib[\\/]global\.js$/ }, () => ({
      errors: [{ text: "undici/lib/global.js replaces the fetch of the whole process" }],
    }));
  },
};

/** In a page, the browser knows `&amp;`, how a host's name is written, what a symbol is: the parser's tables stay out. */
const knownToTheBrowser = {
  name: "known-to-the-browser",
  setup(it) {
    const path = (name) => ({ path: join(import.meta.dirname, `src/webview/markdown/${name}.ts`) });
    it.onResolve({ filter: /^entities$/ }, () => path("entities"));
    it.onResolve({ filter: /^punycode\.js$/ }, () => path("hostNames"));
    // Who finds links joins the classes into expressions of its own, in which `\p{P}` would mean nothing.
    it.onResolve({ filter: /^uc\.micro$/ }, ({ importer }) =>
      /[\\/]markdown-it[\\/]/.test(importer) ? path("punctuation") : undefined,
    );
  },
};

/** highlight.js ships the grammar of TypeScript with a copy of JavaScript's in it; the page has that one anyway. */
const oneJavaScript = {
  name: "one-javascript",
  setup(it) {
    const names = "IDENT_RE, KEYWORDS, LITERALS, BUILT_INS, BUILT_IN_VARIABLES";
    const end = "\nexport { javascript as default };";
    it.onLoad(
      { filter: /[\\/]highlight\.js[\\/]es[\\/]languages[\\/](java|type)script\.js$/ },
      async ({ path }) => {
        const folder = dirname(path);
        const [script, own] = await Promise.all(
          [join(folder, "javascript.js"), path].map((file) => readFile(file, "utf8")),
        );
        if (path.endsWith("javascript.js"))
          return { contents: `${own}export { ${names} };`, resolveDir: folder };
        const [copy] = script.split(end);
        if (!own.includes(copy)) return { errors: [{ text: "TypeScript's grammar holds no JavaScript" }] };
        const contents = `import javascript, { ${names} } from "./javascript.js";\n${own.replace(copy, () => "")}`;
        return { contents, resolveDir: folder };
      },
    );
  },
};

const shipped = [
  { ...node, entryPoints: { extension: "src/extension.ts" }, outdir: "dist", plugins: [loadedApart] },
  { ...node, entryPoints: { provider: "src/provider/entry.ts" }, outdir: "dist", plugins: [undiciTrimmed] },
  { ...node, charset: "utf8", entryPoints: { practice: "src/practice/server.ts" }, outdir: "dist" },
  {
    ...node,
    entryPoints: {
      edit: "src/host/features/inlineEdit/entry.ts",
      code: "src/host/features/codeCommands/registerCodeCommands.ts",
      chat: "src/host/features/chat/registerChat.ts",
      commit: "src/host/features/commit/registerCommit.ts",
      spend: "src/host/features/spend/registerSpend.ts",
    },
    outdir: "dist",
    plugins: [shared],
  },
  { ...node, entryPoints: sharedModules, outdir: "dist", plugins: [shared] },
  {
    bundle: true,
    platform: "browser",
    format: "iife",
    target: "chrome138",
    charset: "utf8",
    jsx: "automatic",
    jsxImportSource: "preact",
    entryPoints: { chat: "src/webview/chat.tsx", spend: "src/webview/spend.tsx" },
    outdir: "dist/webview",
    plugins: [iconsUsed, knownToTheBrowser, oneJavaScript],
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
  plugins: [undiciTrimmed],
  entryPoints: readdirSync("test", { recursive: true })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.tsx?$/.test(path) && !/^(fixtures|vscode\/sample)\//.test(path))
    .map((path) => `test/${path}`),
  outbase: "test",
  outdir: "out/test",
  sourcemap: "linked",
  logLevel: "info",
};

/** Licences that need no text to go along with what was built: they want to be named, with the place of the source. */
const contentWithAddress = {
  "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
  "(MPL-2.0 OR Apache-2.0)": "https://mozilla.org/MPL/2.0/",
};

await rm("dist", { recursive: true, force: true });
await mkdir("dist", { recursive: true });
// VS Code shows pictures of an extension's page from the web alone, so that those of the repository would be broken there;
// and who reads that page has Sonde, and no repository.
const readme = await readFile("README.md", "utf8");
const page = readme.replace(/^!\[.*\]\((?!https:).*\)\n\n/gm, "").replace(/^## Try it\n[^]*?(?=^## )/m, "");
await writeFile("dist/README.md", page);
// What is left of a deleted test would go on being run.
if (tests) await rm("out/test", { recursive: true, force: true });
const all = tests ? [...shipped, testBuild] : shipped;
if (watch) for (const options of all) await (await context(options)).watch();
else {
  const built = await Promise.all(all.map((options) => build(options)));
  await writeFile("dist/NOTICE.txt", await notices(built.slice(0, shipped.length)));
}

/** The licences of all packages that have a part in these builds: most want to go along with every copy. */
async function notices(builds) {
  const parts = builds.flatMap(({ metafile }) => Object.values(metafile.outputs)).map(({ inputs }) => inputs);
  const packages = parts
    .flatMap((inputs) => Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0))
    .flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  const texts = [...new Set(packages)]
    .toSorted((a, b) => a.localeCompare(b))
    .map(async (name) => {
      const home = join("node_modules", name);
      const { version, license, homepage } = JSON.parse(await readFile(join(home, "package.json"), "utf8"));
      const address = contentWithAddress[license];
      if (address) return `${name} ${version}: ${address}, source at ${homepage ?? "npmjs.com"}\n`;
      const file = readdirSync(home).find((one) => /^licen[cs]e/i.test(one));
      return `${name} ${version}: ${license}\n\n${(await readFile(join(home, file), "utf8")).trim()}\n`;
    });
  return `Sonde holds code of these packages.\n\n${(await Promise.all(texts)).join("\n")}`;
}
