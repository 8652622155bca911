/** The guard before files are written, in a real workspace with real links. */
import { equal, match } from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { judge } from "../../../../src/host/platform/writeGuard.ts";

describe("the guard before files are written", () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const made: string[] = [];
  let elsewhere = "";
  before(() => {
    elsewhere = mkdtempSync(join(tmpdir(), "sonde-elsewhere-"));
    writeFileSync(join(elsewhere, "target.txt"), "x");
  });
  after(() => {
    rmSync(elsewhere, { recursive: true });
    for (const path of made) rmSync(path, { recursive: true, force: true });
  });

  const place = (name: string): string => {
    const path = join(root, name);
    made.push(path);
    return path;
  };
  const verdict = async (path: string, asker: "person" | "answer" = "answer") =>
    judge(vscode.Uri.file(path), asker);

  it("lets files of the workspace pass, those that are not there yet too", async () => {
    equal((await verdict(join(root, "src", "cart.ts"))).kind, "free");
    equal((await verdict(join(root, "src", "new", "file.ts"))).kind, "free");
  });

  it("lets a document pass that has no place yet, but not one that is to be saved somewhere", async () => {
    const untitled = (path: string) => vscode.Uri.from({ scheme: "untitled", path });
    for (const asker of ["person", "answer"] as const) {
      equal((await judge(untitled("Untitled-1"), asker)).kind, "free", asker);
    }
    equal((await judge(untitled(join(elsewhere, "new.txt")), "answer")).kind, "refused");
    equal((await judge(untitled(join(root, ".vscode", "tasks.json")), "answer")).kind, "ask");
  });

  it("asks about files that decide what runs, whoever wants it", async () => {
    for (const name of [".vscode/settings.json", "package.json", ".git/hooks/pre-commit", "AGENTS.md"]) {
      equal((await verdict(join(root, name))).kind, "ask", name);
      equal((await verdict(join(root, name), "person")).kind, "ask", name);
    }
    equal((await verdict(`${root}/src/../.vscode/settings.json`)).kind, "ask");
  });

  it("refuses what a link leads out of the workspace to", async () => {
    const file = place("link.txt");
    const folder = place("linked");
    symlinkSync(join(elsewhere, "target.txt"), file);
    symlinkSync(elsewhere, folder);
    for (const path of [file, join(folder, "target.txt"), join(folder, "new.txt")]) {
      const found = await verdict(path);
      equal(found.kind, "refused", path);
      if (found.kind === "refused") match(found.reason, /outside the workspace/);
    }
    equal((await verdict(join(elsewhere, "target.txt"))).kind, "refused");
    equal((await verdict(join(root, "..", "x.txt"))).kind, "refused");
  });

  it("asks about a harmless name that leads to what decides what runs", async () => {
    mkdirSync(join(root, ".husky"), { recursive: true });
    made.push(join(root, ".husky"));
    const link = place("notes.md");
    symlinkSync(join(root, ".husky", "pre-push"), link);
    writeFileSync(join(root, ".husky", "pre-push"), "");
    equal((await verdict(link)).kind, "ask");
  });

  it("sees a link that was put there after it has looked", async () => {
    const path = place("later.txt");
    writeFileSync(path, "x");
    equal((await verdict(path)).kind, "free");
    unlinkSync(path);
    symlinkSync(join(elsewhere, "target.txt"), path);
    equal((await verdict(path)).kind, "refused");
  });
});
