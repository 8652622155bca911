/**
 * Generate Tests: finds how the project tests, and proposes a new test file, or more tests in the one that is there.
 */
import * as vscode from "vscode";
import {
  frameworkOf,
  importsFile,
  isTestPath,
  manifestNames,
  mayBeAnothers,
  newTestPath,
  testsInside,
  testNamesOf,
  testsOf,
} from "../../../core/context/testFramework.ts";
import { findSecrets } from "../../../core/context/secrets.ts";
import { pathIn } from "../../../core/text/folderPaths.ts";
import type { EditStarter } from "../../platform/edits.ts";
import { largestSymbol } from "../../platform/languageServer.ts";
import { mayBeRead, openGate, passing, whyKept, type Gate } from "../../platform/leaving.ts";
import { subjectOf } from "./subject.ts";
import { showInformation } from "../../platform/notices.ts";

const { l10n } = vscode;

/** Most files that are looked at to find tests, and most characters of one that goes along. */
const mostTests = 400;
const sizeLimit = 12_000;
/** What the code to be tested goes by: it is material, never words of the person. */
const codeName = "code to be tested";
const tests = "**/{*.test.*,*.spec.*,*-test.*,test_*.py,*_test.*,*_spec.rb,*Test.*,*Tests.*}";
const noTests = "**/{node_modules,dist,out,build,target,vendor,.git}/**";

/** Proposes tests for the code that is meant. */
export async function generateTests(argument: unknown, edits: EditStarter): Promise<void> {
  const subject = await subjectOf(argument, largestSymbol);
  if (!subject) return;
  const { document, range } = subject;
  const code = document.getText(range);
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (!folder) {
    void showInformation(l10n.t("Open a file of the workspace first, to have code to test."));
    return;
  }
  const why = await whyKept(document.uri);
  if (why !== undefined) return void showInformation(why);
  const path = pathIn(folder.uri.path, document.uri.path);
  const gate = openGate();
  // Those of the file are looked for by name: in a large project the others would fill the list.
  const named = testNamesOf(path).map((name) => name.replace(/[[\]{}*?,]/g, "?"));
  const found = await Promise.all(
    [tests, `**/{${named.join()}}`].map(async (glob) =>
      passing(
        await vscode.workspace.findFiles(new vscode.RelativePattern(folder, glob), noTests, mostTests),
        gate,
      ),
    ),
  );
  const inFolder = found.flat().map((one) => pathIn(folder.uri.path, one.path));
  const paths = [...new Set(inFolder)].filter(isTestPath).toSorted();
  const manifests = await Promise.all(
    manifestNames.map((name) => readText(vscode.Uri.joinPath(folder.uri, name))),
  );
  const framework = frameworkOf(document.languageId, manifests.join("\n"));
  const known =
    testsInside(document.languageId) || isTestPath(path) ? path : await ownTests(folder, path, paths);
  const place = known ?? newTestPath(path, document.languageId, paths);
  const isThere = known !== undefined || (await exists(vscode.Uri.joinPath(folder.uri, place)));
  const target = await openTarget(folder, place, isThere, document.languageId);
  const neighbour = isThere ? undefined : nearest(path, paths);
  const style =
    neighbour === undefined ? "" : await readStyle(vscode.Uri.joinPath(folder.uri, neighbour), gate);
  await edits.start({
    document: target,
    start: 0,
    end: target.lineCount,
    instruction: instructionFor(path, place, framework, isThere),
    purpose: "edit",
    material: [
      { name: codeName, path, text: code, isNeeded: true },
      { name: path, path, text: document.getText().slice(0, sizeLimit * 2) },
      ...(neighbour === undefined || style === ""
        ? []
        : [{ name: neighbour, path: neighbour, text: style.slice(0, sizeLimit) }]),
    ],
  });
}

/** The tests of a file that are there; undefined where there are none. */
async function ownTests(
  folder: vscode.WorkspaceFolder,
  path: string,
  paths: readonly string[],
): Promise<string | undefined> {
  for (const test of testsOf(path, paths)) {
    if (!mayBeAnothers(path, test)) return test;
    if (importsFile(await readText(vscode.Uri.joinPath(folder.uri, test)), test, path)) return test;
  }
  return undefined;
}

function instructionFor(
  path: string,
  place: string,
  framework: string | undefined,
  isThere: boolean,
): string {
  return [
    `Write tests for the code of ${path} that the definition "${codeName}" shows.`,
    framework === undefined ? "Use the framework that the project uses." : `Use ${framework}.`,
    isThere
      ? `They belong into ${place}: keep the tests that are there and add those that are missing.`
      : `They make the new file ${place}: write it whole, its imports by paths that are right from there.`,
    "Test what the code promises: usual values, limits, and errors. Follow the style of the other tests.",
  ].join("\n\n");
}

/** The test file in an editor beside the code; a new one is untitled until the person saves it. */
async function openTarget(
  folder: vscode.WorkspaceFolder,
  path: string,
  isThere: boolean,
  language: string,
): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.joinPath(folder.uri, path);
  const opened = await vscode.workspace.openTextDocument(isThere ? uri : uri.with({ scheme: "untitled" }));
  const document = isThere ? opened : await vscode.languages.setTextDocumentLanguage(opened, language);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: false });
  return document;
}

/** The test whose folder has most in common with the file's. */
function nearest(path: string, paths: readonly string[]): string | undefined {
  const parts = new Set(path.split("/").slice(0, -1));
  const shared = (one: string): number => one.split("/").filter((part) => parts.has(part)).length;
  const extension = path.slice(path.lastIndexOf("."));
  return paths.filter((one) => one.endsWith(extension)).toSorted((a, b) => shared(b) - shared(a))[0];
}

/** A test that shows how tests are written here; none where it may not leave, or holds what looks like a secret. */
async function readStyle(uri: vscode.Uri, gate: Gate): Promise<string> {
  const text = (await mayBeRead(uri, gate)) ? await readText(uri) : "";
  return findSecrets(text).length > 0 ? "" : text;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

async function readText(uri: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return "";
  }
}
