/** What a window that crashed has left in the temporary folder. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import files from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mock } from "node:test";
import { ownFolder, removeLeftBehind, removeOwn } from "../../../../src/host/features/commit/ownFolders.ts";

const hour = 60 * 60;

describe("folders that were left behind", () => {
  let root: string;
  let gone: number;
  before(() => {
    gone = spawnSync(process.execPath, ["--version"]).pid;
  });
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "sonde-test-"));
  });
  afterEach(() => {
    mock.restoreAll();
    rmSync(root, { recursive: true });
  });

  /** A folder with a file in it that was changed so many hours ago. */
  const put = (name: string, hours: number): string => {
    const folder = join(root, name);
    mkdirSync(join(folder, "objects"), { recursive: true });
    writeFileSync(join(folder, "objects", "blob"), "a blob");
    const then = Date.now() / 1000 - hours * hour;
    utimesSync(folder, then, then);
    return folder;
  };

  it("are removed when they are older than a day and their process is gone", async () => {
    put(`sonde-git-${gone}-Ab12Cd`, 25);
    put(`sonde-git-${gone}-Young0`, 23);
    put(`sonde-git-${process.pid}-Alive0`, 25);
    await removeLeftBehind(root);
    const kept = [`sonde-git-${gone}-Young0`, `sonde-git-${process.pid}-Alive0`];
    assert.deepEqual(readdirSync(root).toSorted(), kept.toSorted());
  });

  it("are no folders of other names", async () => {
    const others = [`sonde-git-${gone}`, `sonde-git-${gone}-Ab12Cd-mine`, `my-sonde-git-${gone}-Ab12Cd`];
    for (const name of others) put(name, 48);
    await removeLeftBehind(root);
    assert.deepEqual(readdirSync(root).toSorted(), others.toSorted());
  });

  it("are no links, and none is followed", async () => {
    const elsewhere = put("elsewhere", 48);
    const link = join(root, `sonde-git-${gone}-Ab12Cd`);
    symlinkSync(elsewhere, link);
    lutimesSync(link, 0, 0);
    const left = put(`sonde-git-${gone}-Within`, 48);
    symlinkSync(elsewhere, join(left, "link"));
    utimesSync(left, 0, 0);
    await removeLeftBehind(root);
    assert.deepEqual(readdirSync(root).toSorted(), ["elsewhere", `sonde-git-${gone}-Ab12Cd`]);
    assert.ok(existsSync(join(elsewhere, "objects", "blob")));
  });

  it("have the name that new ones get, so that these are found when their turn comes", async () => {
    const folder = await ownFolder();
    assert.match(folder.slice(tmpdir().length + 1), new RegExp(`^sonde-git-${process.pid}-\\w{6}$`));
    rmSync(folder, { recursive: true });
  });

  it("are none where a file is held for a moment only, as by a virus scanner", async () => {
    const folder = put(`sonde-git-${process.pid}-Ab12Cd`, 0);
    const { rm } = files;
    const busy = Object.assign(new Error("EBUSY: resource busy or locked"), { code: "EBUSY" });
    let tries = 0;
    mock.method(files, "rm", async (...args: Parameters<typeof rm>) => {
      tries += 1;
      if (tries < 3) throw busy;
      return rm(...args);
    });
    await removeOwn(folder);
    assert.deepEqual([tries, readdirSync(root)], [3, []]);
  });
});
