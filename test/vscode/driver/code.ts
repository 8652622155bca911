/**
 * Code in the editor as a page object: lines to go to, and what Sonde's edits show beside them, in lenses and in the
 * zone.
 */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Locator } from "playwright-core";
import type { Workbench } from "./workbench.ts";

/** Milliseconds that the disk may take. */
const patience = 10_000;

/** The lens that accepts a whole edit: not "Accepted", and not one of a hunk. */
export const acceptLens = /Accept$/;

/** Code as a model answers with it. */
export const fence = (code: string): string => `\`\`\`typescript\n${code}\n\`\`\`\n`;

/** What one of an edit's lenses says, whatever the edit is doing; other extensions have lenses too. */
const editLens = /Cancel|Accept|Dismiss|Undo/;

export class Code {
  constructor(private readonly workbench: Workbench) {}

  async press(key: string): Promise<void> {
    await this.workbench.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.workbench.page.keyboard.type(text);
  }

  /** A lens, or a part of one, by its text. */
  lens(text: string | RegExp): Locator {
    return this.workbench.page
      .locator(".codelens-decoration a, .codelens-decoration span")
      .filter({ hasText: text })
      .first();
  }

  /** The zone of an edit, the lowest one that is in sight. */
  get zone(): Locator {
    return this.workbench.page.locator(".review-widget:visible").last();
  }

  /** Puts the caret on a line, from 1. */
  async goTo(line: number): Promise<void> {
    await this.press("Control+G");
    await this.workbench.answer(`:${line}`);
    await this.workbench.page.locator(".editor-instance .monaco-editor.focused").waitFor();
  }

  /**
   * Waits until no lens speaks of an edit any more. VS Code asks for lenses anew only after a pause, longer on a busy
   * machine: one that is left over would be taken for that of the next edit.
   */
  async withoutLenses(): Promise<void> {
    await this.lens(editLens).waitFor({ state: "detached" });
  }

  /** Undoes an accepted edit, and waits until nothing is said of it any more. */
  async takeBack(): Promise<void> {
    await this.press("Control+Z");
    await this.withoutLenses();
  }

  /** Saves, and gives what a file of the folder holds then. A file is written anew also where nothing has changed. */
  async saved(path: string): Promise<string> {
    const file = join(this.workbench.folder, path);
    const written = (): bigint => statSync(file, { bigint: true }).mtimeNs;
    const before = written();
    await this.press("Control+S");
    await this.workbench.page.locator(".tab.active.dirty").waitFor({ state: "detached" });
    for (const until = Date.now() + patience; Date.now() < until; await setTimeout(10)) {
      // A file that is being written is empty at first.
      if (written() !== before && statSync(file).size > 0) return readFileSync(file, "utf8");
    }
    throw new Error(`${path} was not written.`);
  }
}
