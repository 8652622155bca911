/** What a fresh clone does before it can start, test or package anything. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

describe("the packages of a clone", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sonde-clone-"));
    copyFileSync("packages.mjs", join(folder, "packages.mjs"));
    writeFileSync(join(folder, "package-lock.json"), "{}");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs it with an npm that writes down how it was called, and ends with this code. */
  function install(code = 0): { readonly status: number | null; readonly called: string | undefined } {
    const npm = join(folder, "npm.cjs");
    const called = join(folder, "called.txt");
    const write = `require("node:fs").writeFileSync(${JSON.stringify(called)}, process.argv.slice(2).join(" "))`;
    writeFileSync(npm, `${write}; process.exit(${code});`);
    const { status } = spawnSync(process.execPath, [join(folder, "packages.mjs")], {
      env: { ...process.env, npm_execpath: npm },
    });
    return { status, called: existsSync(called) ? readFileSync(called, "utf8") : undefined };
  }

  it("are installed before it is packaged", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    assert.equal(scripts["prepackage"], "node packages.mjs");
    assert.deepEqual(install(), { status: 0, called: "ci" });
  });

  it("are left alone where they are as new as the lock file", () => {
    mkdirSync(join(folder, "node_modules"));
    writeFileSync(join(folder, "node_modules", ".package-lock.json"), "{}");
    assert.deepEqual(install(), { status: 0, called: undefined });
  });

  it("end it where they can't be installed", () => {
    assert.equal(install(7).status, 7);
  });
});
