/** What may leave of documents that the person has open: files, and what shows them under another scheme. */
import { deepEqual, equal } from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { ContextChips } from "../../../../src/host/features/chat/contextChips.ts";
import { folderOf } from "../../../../src/host/features/chat/mentionSources.ts";
import { readCommitSettings } from "../../../../src/host/platform/commitSettings.ts";
import { mayLeave, openGate, whyKept } from "../../../../src/host/platform/leaving.ts";

describe("what may leave", () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file("/");
  const made = ["private", "inner", ".sondeignore"];
  const settings = vscode.workspace.getConfiguration("sonde");
  const at = (path: string, scheme: string): vscode.Uri =>
    vscode.Uri.joinPath(root, path).with({ scheme, query: scheme === "file" ? "" : "{}" });
  /** Shows whatever it is asked for. */
  const review = vscode.workspace.registerTextDocumentContentProvider("review", {
    provideTextDocumentContent: () => "const before = 1;\n",
  });

  before(async () => {
    for (const folder of made.slice(0, 2)) {
      mkdirSync(join(root.fsPath, folder));
      writeFileSync(join(root.fsPath, folder, "x.ts"), "");
    }
    writeFileSync(join(root.fsPath, ".sondeignore"), "/private/\n");
    await settings.update("context.exclude", ["inner/**"], vscode.ConfigurationTarget.Workspace);
  });
  after(async () => {
    await settings.update("context.exclude", undefined, vscode.ConfigurationTarget.Workspace);
    for (const name of made) rmSync(join(root.fsPath, name), { recursive: true });
    review.dispose();
  });

  for (const scheme of ["file", "git", "review", "vscode-local-history"]) {
    it(`is by the rules of the workspace, for ${scheme}: too`, async () => {
      const paths = ["private/x.ts", "inner/x.ts", "package.json"];
      const may = await Promise.all(paths.map((path) => mayLeave(at(path, scheme))));
      deepEqual(may, [false, false, true]);
    });
  }

  it("is a version of a file that is gone, where its name is not one that stays", async () => {
    deepEqual(
      await Promise.all(["src/gone.ts", "private/gone.ts"].map((path) => mayLeave(at(path, "git")))),
      [true, false],
    );
    equal(await mayLeave(at("../elsewhere/x.ts", "git")), true);
    equal(await mayLeave(root.with({ scheme: "git", path: `${root.path}/../x.ts` })), false);
  });

  it("says why a version stays", async () => {
    const why = await whyKept(at("private/x.ts", "git"));
    equal(why?.endsWith("private/x.ts is never sent: .gitignore or .sondeignore names it."), true, why);
  });

  it("is of a repository's files what the folder that they lie in lets go, wherever its top is", () => {
    const exclude = ["inner/**"];
    const { placeOf } = readCommitSettings(vscode.Uri.joinPath(root, ".."));
    const name = root.path.split("/").at(-1) ?? "";
    deepEqual(placeOf(`${name}/inner/x.ts`), { folder: root.fsPath, path: "inner/x.ts", exclude });
    equal(placeOf("elsewhere/x.ts"), undefined);
    equal(placeOf(name), undefined);
    deepEqual(readCommitSettings(vscode.Uri.joinPath(root, "src")).placeOf("x.ts")?.path, "src/x.ts");
  });

  it("is offered unasked where it is a file, and not where it is a view of one", async () => {
    const chips = new ContextChips();
    const offered = async (uri: vscode.Uri): Promise<readonly string[]> => {
      const next = new Promise<void>((resolve) => {
        const listening = chips.onChange(() => {
          listening.dispose();
          resolve();
        });
      });
      await vscode.window.showTextDocument(uri);
      await next;
      return chips.chips.map(({ path }) => path);
    };
    try {
      deepEqual(await offered(at("package.json", "file")), ["package.json"]);
      deepEqual(await offered(at("README.md", "review")), []);
      deepEqual(await offered(at("README.md", "file")), ["README.md"]);
    } finally {
      chips.dispose();
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    }
  });
});

describe("what the setting excludes as it is shipped", () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file("/");
  const folder = vscode.Uri.joinPath(root, "shipped");
  const canary = "the words of a secret";
  const kept = (
    ".env .env.local deep/.env.production server.pem deep/server.key store.p12 store.pfx id_rsa id_rsa.old " +
    "deep/id_ed25519 id_ed25519.bak .npmrc deep/.netrc deep/.git/config node_modules/pkg/index.js " +
    "package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lockb deep/Cargo.lock poetry.lock go.sum " +
    "gradle.lockfile packages.lock.json Package.resolved dist/index.js deep/dist/index.js page.min.js page.min.css " +
    "page.js.map page.css.map"
  ).split(" ");
  /** Files with names that are like those. */
  const free = [
    "env.ts",
    "pem.md",
    "keys.ts",
    "npmrc.md",
    "id_dsa.md",
    "min.js",
    "lock.ts",
    "distance.ts",
    "build/make.ts",
  ];

  before(() => {
    for (const name of [...kept, ...free]) {
      mkdirSync(join(folder.fsPath, name, ".."), { recursive: true });
      writeFileSync(join(folder.fsPath, name), kept.includes(name) ? canary : `the words of ${name}`);
    }
    // More than goes along of any file.
    writeFileSync(join(folder.fsPath, "huge.log"), `${"x".repeat(5_000_000)}\n${canary}\n`);
  });
  after(() => rmSync(folder.fsPath, { recursive: true }));

  for (const name of kept) {
    it(`is ${name}`, async () => {
      const uri = vscode.Uri.joinPath(folder, name);
      deepEqual([await openGate()(uri), await mayLeave(uri)], [false, false]);
    });
  }

  it("is in no folder that goes along, nor is a file that is larger than anything that does", async () => {
    const [offered] = await folderOf(folder);
    const text = (await offered?.read())?.text ?? "";
    for (const name of free) equal(text.includes(`the words of ${name}`), true, name);
    equal(text.includes(canary), false);
    equal(text.includes("xxx"), false);
  });
});
