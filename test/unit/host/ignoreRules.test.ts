/** Ignore files in many folders, read as git reads them. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { IgnoreRules, type IgnoreSource } from "../../../src/host/platform/ignoreRules.ts";
import { temporaryFolder } from "../../vscode/machine/lifetime.ts";

/** A tree of files by their paths; counts how often each is read. */
function tree(files: Readonly<Record<string, string>>): IgnoreSource & { readonly reads: string[] } {
  const reads: string[] = [];
  return {
    reads,
    read: async (path) => {
      reads.push(path);
      return files[path];
    },
    exists: async (path) => Object.keys(files).some((one) => one === path || one.startsWith(`${path}/`)),
  };
}

async function ignoredOf(
  files: Readonly<Record<string, string>>,
  top: string,
  paths: readonly string[],
): Promise<readonly string[]> {
  const rules = new IgnoreRules(tree(files));
  const named = await Promise.all(paths.map((path) => rules.isIgnored(top, path)));
  return paths.filter((_, at) => named[at]);
}

describe("ignore files", () => {
  it("hold with all of their lines", async () => {
    const files = { "/w/.gitignore": "# ours\n*.log\nnotes/\n!keep.log\n" };
    const paths = ["/w/a.log", "/w/notes/a.md", "/w/keep.log", "/w/src/b.log", "/w/src/b.ts"];
    assert.deepEqual(await ignoredOf(files, "/w/", paths), ["/w/a.log", "/w/notes/a.md", "/w/src/b.log"]);
  });

  it("hold from the folder on that they lie in, and the nearest has the last word", async () => {
    const files = {
      "/w/.gitignore": "*.json\n",
      "/w/apps/web/.gitignore": "/secrets.ts\n!kept.json\n",
    };
    const paths = [
      "secrets.ts",
      "apps/web/secrets.ts",
      "apps/web/a/secrets.ts",
      "apps/web/kept.json",
      "a.json",
    ];
    const all = paths.map((path) => `/w/${path}`);
    assert.deepEqual(await ignoredOf(files, "/w/", all), ["/w/apps/web/secrets.ts", "/w/a.json"]);
  });

  it("bring nothing back out of a folder that is ignored", async () => {
    const files = { "/w/.gitignore": "build/\n", "/w/build/.gitignore": "!*\n" };
    assert.deepEqual(await ignoredOf(files, "/w/", ["/w/build/a/b.js"]), ["/w/build/a/b.js"]);
  });

  it("of ours may bring back what git ignores; a .gitignore brings back nothing that ours name", async () => {
    const files = {
      "/w/.gitignore": "notes/\n",
      "/w/.sondeignore": "!notes/\n*.secret\n",
      "/w/a/.gitignore": "!*.secret\n",
    };
    const paths = ["/w/notes/a.md", "/w/a/b.secret"];
    assert.deepEqual(await ignoredOf(files, "/w/", paths), ["/w/a/b.secret"]);
  });

  it("above the opened folder hold up to the repository's top", async () => {
    const files = {
      "/.gitignore": "*.ts\n",
      "/r/.git/HEAD": "",
      "/r/.gitignore": "/apps/web/*.local\n",
      "/r/apps/.gitignore": "*.tmp\n",
    };
    const paths = ["/r/apps/web/a.local", "/r/apps/web/b.tmp", "/r/apps/web/c.ts"];
    assert.deepEqual(await ignoredOf(files, "/r/apps/web/", paths), paths.slice(0, 2));
  });

  it("above the opened folder say nothing where there is no repository, or where they name that folder", async () => {
    const outside = { "/h/.gitignore": "*\n" };
    assert.deepEqual(await ignoredOf(outside, "/h/w/", ["/h/w/a.ts"]), []);
    const dotfiles = { "/h/.git/HEAD": "", "/h/.gitignore": "*\n", "/h/w/.gitignore": "*.log\n" };
    assert.deepEqual(await ignoredOf(dotfiles, "/h/w/", ["/h/w/a.ts", "/h/w/a.log"]), ["/h/w/a.log"]);
  });

  it("are read once each, and none of them in a folder that is ignored", async () => {
    const source = tree({ "/w/.git/HEAD": "", "/w/.gitignore": "node_modules/\n" });
    const rules = new IgnoreRules(source);
    const paths = Array.from({ length: 50 }, (_, at) => [`/w/node_modules/p${at}/a.js`, `/w/src/${at}.ts`]);
    await Promise.all(paths.flat().map((path) => rules.isIgnored("/w/", path)));
    const both = (folder: string): readonly string[] => [`${folder}.gitignore`, `${folder}.sondeignore`];
    assert.deepEqual(source.reads.toSorted(), [...both("/w/"), ...both("/w/src/")].toSorted());
  });

  it("name what git says they name", async () => {
    const folder = temporaryFolder("ignore-rules");
    const files: Readonly<Record<string, string>> = {
      ".gitignore": "*.log\n/dist\nbuild/\n!build/\ndocs/**/*.pdf\n[Tt]mp*\n\\#odd\nfoo/*\n!foo/keep\n",
      "packages/a/.gitignore": "!*.log\nlocal.*\n",
      "packages/a/deep/.gitignore": "local.ts\n!local.js\n",
      "a.log": "",
      "dist/x.js": "",
      "build/x.js": "",
      "docs/a/b/c.pdf": "",
      "Tmp1/y": "",
      "#odd": "",
      "foo/gone": "",
      "foo/keep": "",
      "packages/a/x.log": "",
      "packages/a/local.js": "",
      "packages/a/deep/local.js": "",
      "packages/a/deep/local.ts": "",
      "packages/b/dist/z": "",
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder.path, path)), { recursive: true });
      writeFileSync(join(folder.path, path), text);
    }
    execFileSync("git", ["init", "-q"], { cwd: folder.path });
    const listed = (args: readonly string[]): readonly string[] =>
      execFileSync("git", ["ls-files", "--others", "-z", ...args], { cwd: folder.path, encoding: "utf8" })
        .split("\0")
        .filter((path) => path !== "")
        .toSorted();
    const all = listed([]);
    const kept = new Set(listed(["--exclude-standard"]));
    const ignored = await ignoredOf(
      Object.fromEntries([
        ["/w/.git/HEAD", ""],
        ...Object.entries(files).map(([path, text]): [string, string] => [`/w/${path}`, text]),
      ]),
      "/w/",
      all.map((path) => `/w/${path}`),
    );
    folder.remove();
    assert.deepEqual(
      ignored.map((path) => path.slice("/w/".length)),
      all.filter((path) => !kept.has(path)),
    );
  });
});
