/**
 * The settings that concern commits, read for one repository.
 */
import * as vscode from "vscode";
import * as v from "valibot";
import { efforts } from "../../core/request.ts";
import { pathIn } from "../../core/text/folderPaths.ts";
import { excludedPatterns } from "./leaving.ts";

const commitSettings = v.object({
  thinking: v.fallback(v.picklist(efforts), "off"),
  style: v.fallback(v.picklist(["auto", "conventional", "plain"]), "auto"),
  language: v.fallback(v.string(), ""),
  instructions: v.fallback(v.string(), ""),
  encoding: v.fallback(v.string(), "utf8"),
  signOff: v.fallback(v.boolean(), false),
  sign: v.fallback(v.boolean(), false),
  needsAuthor: v.fallback(v.boolean(), true),
});

/** The settings of commits. */
export type CommitSettings = v.InferOutput<typeof commitSettings> & Exclusions;

/** What is kept back of a repository by its place. */
export interface Exclusions {
  /** The globs of `sonde.context.exclude`, which hold from the repository's top. */
  readonly exclude: readonly string[];
  /**
   * Where a file, by its path from the repository's top, lies in the workspace: its folder need not be the
   * repository's.
   */
  readonly placeOf: (path: string) => Place | undefined;
}

/** Where a file lies in a folder whose rules hold for it. */
export interface Place {
  /** The folder, without a separator at its end. */
  readonly folder: string;
  /** The file's path from there, with `/` between its names. */
  readonly path: string;
  /** The globs of `sonde.context.exclude` there. */
  readonly exclude: readonly string[];
}

/** Reads `sonde.commit.*` and what of VS Code's own settings matters for commits in this folder. */
export function readCommitSettings(folder: vscode.Uri): CommitSettings {
  const commit = vscode.workspace.getConfiguration("sonde.commit", folder);
  const git = vscode.workspace.getConfiguration("git", folder);
  const checked = v.parse(commitSettings, {
    thinking: commit.get("thinking"),
    style: commit.get("style"),
    language: commit.get<string>("language")?.trim(),
    instructions: commit.get("instructions"),
    encoding: vscode.workspace.getConfiguration("files", folder).get("encoding"),
    signOff: git.get("alwaysSignOff"),
    sign: git.get("enableCommitSigning"),
    needsAuthor: git.get("requireGitUserConfig"),
  });
  return { ...checked, exclude: excludedPatterns(folder), placeOf: workspacePlaces(folder) };
}

function workspacePlaces(repository: vscode.Uri): Exclusions["placeOf"] {
  const excludes = new Map<string, readonly string[]>();
  return (path) => {
    const uri = vscode.Uri.joinPath(repository, path);
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    const inside = folder && pathIn(folder.path, uri.path);
    if (!folder || !inside) return undefined;
    const exclude = excludes.get(folder.toString()) ?? excludedPatterns(folder);
    excludes.set(folder.toString(), exclude);
    return { folder: folder.fsPath.replace(/[\\/]$/, ""), path: inside, exclude };
  };
}
