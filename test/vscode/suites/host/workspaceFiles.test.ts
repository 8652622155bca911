/** Which files can be offered where folders hold more files than are looked at. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { openGate } from "../../../../src/host/platform/leaving.ts";
import { offerableFiles } from "../../../../src/host/platform/workspaceFiles.ts";

describe("the files that can be offered", () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const ignoreFile = join(root, ".gitignore");
  const ignoredBefore = existsSync(ignoreFile) ? readFileSync(ignoreFile) : undefined;
  const ownFile = join(root, ".sondeignore");
  const folders = ["node_modules/pkg", "inner/node_modules/pkg", "built", "inner/also built", "data/raw"];
  const fill = (): void => {
    for (const folder of folders) {
      mkdirSync(join(root, folder), { recursive: true });
      for (let at = 0; at < 100; at += 1) writeFileSync(join(root, folder, `${at}.ts`), "");
    }
    mkdirSync(join(root, "zoo", "deep"), { recursive: true });
    writeFileSync(join(root, "zoo", "deep", "zebra.ts"), "");
    writeFileSync(ignoreFile, "# made\n/built/\nalso built\n");
    writeFileSync(ownFile, "/data/\n");
  };
  before(fill);
  after(() => {
    for (const folder of ["node_modules", "inner", "built", "zoo", "data", ".sondeignore"]) {
      rmSync(join(root, folder), { recursive: true, force: true });
    }
    if (ignoredBefore === undefined) rmSync(ignoreFile);
    else writeFileSync(ignoreFile, ignoredBefore);
  });

  it("are all there, however much is ignored and excluded", async () => {
    const gate = openGate();
    const all = await offerableFiles(gate, 100_000);
    const paths = all.map((uri) => vscode.workspace.asRelativePath(uri, false)).toSorted();
    ok(paths.includes("zoo/deep/zebra.ts") && paths.includes("package.json"), paths.join());
    equal(
      paths.some((path) => /node_modules|built|data/.test(path)),
      false,
    );
    // Room for these alone: nothing of what is passed over may take any of it.
    const bounded = await offerableFiles(gate, paths.length + 5);
    deepEqual(bounded.map((uri) => vscode.workspace.asRelativePath(uri, false)).toSorted(), paths);
  });

  it("are all there where only a file further down says what is ignored", async () => {
    const folder = join(root, "inner", "samples");
    mkdirSync(join(folder, "raw"), { recursive: true });
    for (let at = 0; at < 100; at += 1) writeFileSync(join(folder, "raw", `${at}.ts`), "");
    writeFileSync(join(folder, ".gitignore"), "/raw/\n");
    const gate = openGate();
    const names = (uris: readonly vscode.Uri[]): readonly string[] => uris.map(({ path }) => path).toSorted();
    const all = names(await offerableFiles(gate, 100_000));
    deepEqual(names(await offerableFiles(gate, all.length + 5)), all);
  });
});
