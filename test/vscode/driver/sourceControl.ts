/** The Source Control view as a page object: the box, the buttons of its title, the plan of a split. */
import type { Locator } from "playwright-core";
import type { Workbench } from "./workbench.ts";

export class SourceControl {
  constructor(private readonly workbench: Workbench) {}

  /** Shows the view and waits for its boxes. */
  async open(): Promise<void> {
    await this.workbench.page.getByRole("tab", { name: /^Source Control/ }).click();
    await this.view.locator(".scm-editor .view-lines").first().waitFor();
  }

  get view(): Locator {
    return this.workbench.page.locator(".scm-viewlet");
  }

  /** Presses a button in the title; the view shows them to whoever points at it or works in it. */
  async press(name: string): Promise<void> {
    await this.#pointAtBox();
    await this.button(name).first().click();
    await this.#pointAtBox();
  }

  /** Puts the mouse on the box, whatever lies over it: the hint of a button goes when the mouse does. */
  async #pointAtBox(): Promise<void> {
    const box = await this.view.locator(".scm-editor").first().boundingBox();
    if (box) await this.workbench.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** A button in the title of the view, or of a repository's row. */
  button(name: string): Locator {
    return this.view.locator(`a.action-label[aria-label^="${name}"]:visible`);
  }

  /** The text in a box; the first where there are several. */
  async message(index = 0): Promise<string> {
    const lines = await this.view.locator(".scm-editor").nth(index).locator(".view-line").allInnerTexts();
    return lines.join("\n").replaceAll("\u00A0", " ");
  }

  /** Waits until a box holds a text. */
  async waitForMessage(text: string, index = 0): Promise<void> {
    const line = text.split("\n").at(-1) ?? "";
    const last = this.view.locator(".scm-editor").nth(index).locator(".view-line").last();
    if (line === "") await last.filter({ hasText: /^\s*$/ }).waitFor();
    else await last.filter({ hasText: line.replaceAll(" ", "\u00A0") }).waitFor();
  }

  /** What a box says when the mouse rests on its text. */
  async tooltip(index = 0): Promise<string> {
    await this.view.locator(".scm-editor").nth(index).locator(".view-line span span").first().hover();
    const tooltip = this.workbench.page.locator(".monaco-hover:visible .hover-contents").first();
    await tooltip.waitFor();
    return (await tooltip.innerText()).replaceAll("\u00A0", " ");
  }

  /** Puts a text into a box, in place of what is there. */
  async type(text: string, index = 0): Promise<void> {
    await this.focus(index);
    await this.workbench.page.keyboard.press("Control+A");
    if (text === "") await this.workbench.page.keyboard.press("Delete");
    else await this.workbench.page.keyboard.insertText(text);
  }

  async focus(index = 0): Promise<void> {
    await this.view.locator(".scm-editor .view-lines").nth(index).click();
  }

  /** The plan under review, which Sonde's own side bar shows. */
  get plan(): Locator {
    return this.workbench.page.locator(".pane", {
      has: this.workbench.page.getByRole("tree", { name: /^Commits of/ }),
    });
  }

  /** A row of the plan. */
  planRow(text: string | RegExp): Locator {
    return this.plan.locator(".monaco-list-row").filter({ hasText: text });
  }
}
