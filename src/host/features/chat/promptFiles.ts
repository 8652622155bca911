/**
 * Prompt files: slash commands of the person's own, `*.prompt.md` in the project's `.github/prompts` and in the `prompts`
 * folder of the user's profile, where VS Code keeps them too; in a remote window that is the remote machine's profile, not
 * the one in which VS Code keeps them. Picking one puts its words into the composer, so what is sent is what the person
 * sees.
 */
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { findSecrets } from "../../../core/context/secrets.ts";
import { calledPrompt, promptFrom, type Prompt } from "../../../core/prompts/promptFile.ts";
import { mayBeRead, openGate } from "../../platform/leaving.ts";
import type { PromptFile } from "../../../protocol/toWebview.ts";

/** Most prompt files, and most characters of one. */
const most = 100;
const longest = 100_000;

export class PromptFiles {
  readonly #userFolder: vscode.Uri;
  #last = new Map<string, string>();

  /** `storage` is the extension's global storage, which lies in the user's profile. */
  constructor(storage: vscode.Uri) {
    this.#userFolder = vscode.Uri.joinPath(storage, "..", "..", "prompts");
  }

  /** What there is now, the project's first; of two with the same name the first counts. */
  async list(): Promise<readonly PromptFile[]> {
    const prompts = await this.#read();
    this.#last = new Map();
    return prompts.map(({ name, description, text }) => {
      const id = randomUUID();
      this.#last.set(id, text);
      return { id, name, detail: description };
    });
  }

  /**
   * The words that a message stands for which begins with a prompt's name, typed instead of picked; undefined: it does
   * not.
   */
  async spelledOut(message: string): Promise<string | undefined> {
    const called = calledPrompt(message);
    const prompt = called && (await this.#read()).find(({ name }) => name === called.name);
    // Words that call their own prompt would come back for good.
    if (!prompt || calledPrompt(prompt.text)?.name === prompt.name) return undefined;
    return called.rest === "" ? prompt.text : `${prompt.text}\n\n${called.rest}`;
  }

  /** The words of a prompt of the last list; any other id is none. */
  textOf(id: string): string | undefined {
    return this.#last.get(id);
  }

  async #read(): Promise<readonly Prompt[]> {
    const places = [...(await projectFiles()), ...(await promptsIn(this.#userFolder))];
    const byName = new Map<string, Prompt>();
    for (const prompt of await Promise.all(places.slice(0, most).map(readPrompt))) {
      if (prompt && !byName.has(prompt.name)) byName.set(prompt.name, prompt);
    }
    return [...byName.values()];
  }
}

/** Those of the project's that may leave; a project that is not trusted has none. */
async function projectFiles(): Promise<readonly vscode.Uri[]> {
  if (!vscode.workspace.isTrusted) return [];
  const gate = openGate();
  const folders = vscode.workspace.workspaceFolders ?? [];
  const lists = await Promise.all(
    folders.map(({ uri }) => promptsIn(vscode.Uri.joinPath(uri, ".github", "prompts"))),
  );
  const allowed = await Promise.all(
    lists.flat().map(async (uri) => ((await mayBeRead(uri, gate)) ? [uri] : [])),
  );
  return allowed.flat();
}

async function promptsIn(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries
      .filter(([name, type]) => name.endsWith(".prompt.md") && (type & vscode.FileType.File) !== 0)
      .map(([name]) => vscode.Uri.joinPath(folder, name));
  } catch {
    // There is no such folder, which is the usual case.
    return [];
  }
}

async function readPrompt(uri: vscode.Uri): Promise<Prompt | undefined> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    if (text.length > longest || findSecrets(text).length > 0) return undefined;
    return promptFrom(uri.path.slice(uri.path.lastIndexOf("/") + 1), text);
  } catch {
    return undefined;
  }
}
