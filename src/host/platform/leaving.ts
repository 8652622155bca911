/**
 * Which files may leave the machine, by their place alone, whether they are open or not: nothing that `.sondeignore`,
 * `.gitignore` or `sonde.context.exclude` name, and nothing from outside of the workspace, by whatever link.
 */
import { sep } from "node:path";
import { expand } from "brace-expansion";
import ignore, { type Ignore } from "ignore";
import * as v from "valibot";
import * as vscode from "vscode";
import { isInside } from "../../core/edit/guardedPaths.ts";
import { IgnoreRules, type IgnoreSource } from "./ignoreRules.ts";
import { inWorkspace } from "./placeNames.ts";
import { realPathOf } from "./realPath.ts";

const { l10n } = vscode;

/** Says of a file of the workspace whether it may leave. Holds for one moment: the rules are read once. */
export type Gate = (uri: vscode.Uri) => Promise<boolean>;

/** Why a file may not leave. */
type Hindrance = "excluded" | "ignored" | "outside";

const patterns = v.fallback(v.array(v.string()), []);

/** The globs of `sonde.context.exclude` as they hold for a file or a folder, without braces. */
export function excludedPatterns(place: vscode.Uri): readonly string[] {
  const given = vscode.workspace.getConfiguration("sonde", place).get("context.exclude");
  return v.parse(patterns, given).flatMap((pattern) => expand(pattern));
}

/** The rules as they are now. */
export function openGate(): Gate {
  const hindrance = createRules();
  return async (uri) => (await hindrance(uri)) === undefined;
}

/** Those of the files that a gate lets pass. */
export async function passing(uris: readonly vscode.Uri[], gate: Gate): Promise<readonly vscode.Uri[]> {
  const may = await Promise.all(uris.map(gate));
  return uris.filter((_, at) => may[at]);
}

/**
 * Whether what stands at a place of the workspace may be read and sent: the gate lets it pass, and, where a link leads
 * on from there, also what it leads to.
 */
export async function mayBeRead(uri: vscode.Uri, gate: Gate): Promise<boolean> {
  if (!(await gate(uri))) return false;
  const real = await realPlace(uri);
  return real !== undefined && gate(real);
}

/**
 * Whether a document that the person has open may leave. One from outside of the workspace may, where it is trusted:
 * they opened it themselves, and see it go. An earlier version of a file, such as the left side of a diff, may where the
 * file may.
 */
export async function mayLeave(uri: vscode.Uri): Promise<boolean> {
  return (await hindranceOf(uri)) === undefined;
}

/** Tells why a document that the person has open is never sent; undefined where it may be. */
export async function whyKept(uri: vscode.Uri): Promise<string | undefined> {
  const path = vscode.workspace.asRelativePath(uri, false);
  switch (await hindranceOf(uri)) {
    case "excluded":
      return l10n.t("{0} is never sent: the setting {1} names it.", path, "sonde.context.exclude");
    case "ignored":
      return l10n.t("{0} is never sent: {1} or {2} names it.", path, ".gitignore", ".sondeignore");
    case "outside":
      return l10n.t("{0} is never sent: it lies outside of the workspace.", path);
    case undefined:
      return undefined;
  }
}

async function hindranceOf(shown: vscode.Uri): Promise<Hindrance | undefined> {
  const uri = fileOf(shown);
  if (uri.scheme === "untitled") return undefined;
  const hindrance = createRules();
  const file = inWorkspace(uri);
  if (file) {
    const first = await hindrance(file);
    // A version does not come from the file's place, and the file may be gone.
    if (first || file !== uri) return first;
    const real = await realPlace(uri);
    return real ? hindrance(real) : "outside";
  }
  if (!vscode.workspace.isTrusted) return "outside";
  if (exclusionsAt(uri).ignores(uri.path.replace(/^\/+(?:[a-z]:\/)?/i, ""))) return "excluded";
  const rules = new IgnoreRules(sourceAt(uri));
  return (await rules.isIgnored(uri.path.slice(0, uri.path.lastIndexOf("/") + 1), uri.path))
    ? "ignored"
    : undefined;
}

/** The notebook of a cell; anything else is what it is. */
function fileOf(uri: vscode.Uri): vscode.Uri {
  const isCell = uri.scheme === "vscode-notebook-cell";
  const notebook = isCell
    ? vscode.workspace.notebookDocuments.find((one) =>
        one.getCells().some(({ document }) => document.uri.toString() === uri.toString()),
      )
    : undefined;
  return notebook?.uri ?? uri;
}

/** Matches what is excluded, by paths that are relative to a place. */
function exclusionsAt(place: vscode.Uri): Ignore {
  return ignore().add([...excludedPatterns(place)]);
}

function createRules(): (uri: vscode.Uri) => Promise<Hindrance | undefined> {
  const byFolder = new Map<string, { readonly excluded: Ignore; readonly ignored: IgnoreRules }>();
  return async (uri) => {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (!folder) return "outside";
    const top = `${folder.uri.path.replace(/\/$/, "")}/`;
    const path = uri.path.slice(top.length);
    if (path === "") return undefined;
    // Such as one with a name left out: no file of the workspace is called so.
    if (!ignore.isPathValid(path)) return "outside";
    const name = folder.uri.toString();
    const rules = byFolder.get(name) ?? {
      excluded: exclusionsAt(folder.uri),
      ignored: new IgnoreRules(sourceAt(folder.uri)),
    };
    byFolder.set(name, rules);
    if (rules.excluded.ignores(path)) return "excluded";
    return (await rules.ignored.isIgnored(top, uri.path)) ? "ignored" : undefined;
  };
}

/** Where a link leads to, in the workspace folder it lies in; undefined where it leads out of it, or nowhere. */
async function realPlace(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return undefined;
  if (uri.scheme !== "file") return uri;
  try {
    const [real, root] = await Promise.all([realPathOf(uri.fsPath), realPathOf(folder.uri.fsPath)]);
    if (!isInside(real, root, sep)) return undefined;
    return vscode.Uri.joinPath(folder.uri, ...real.slice(root.length).split(sep));
  } catch {
    return undefined;
  }
}

/** The files of the system that a place belongs to. Above a folder of another system, nothing is looked for. */
function sourceAt(place: vscode.Uri): IgnoreSource {
  const isHere = place.scheme === "file";
  return {
    read: async (path) => {
      try {
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(place.with({ path })));
      } catch {
        return undefined;
      }
    },
    exists: async (path) => {
      if (!isHere) return true;
      try {
        await vscode.workspace.fs.stat(place.with({ path }));
        return true;
      } catch {
        return false;
      }
    },
  };
}
