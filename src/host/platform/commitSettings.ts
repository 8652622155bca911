/**
 * The settings that concern commits, read for one repository.
 */
import * as vscode from "vscode";
import * as v from "valibot";
import { efforts } from "../../core/request.ts";
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
export type CommitSettings = v.InferOutput<typeof commitSettings> & { readonly exclude: readonly string[] };

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
  return { ...checked, exclude: excludedPatterns(folder) };
}
