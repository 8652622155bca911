/**
 * Sonde's chat view as a page object: found by roles and names, as a screen reader finds it. The names are the
 * English ones of the product's contract; suites in another language use `view` and roles alone.
 */
import type { Frame, FrameLocator, Locator } from "playwright-core";
import type { Workbench } from "./workbench.ts";

/** How long an answer may take, in milliseconds. */
const answerLimit = 60_000;

export class Chat {
  constructor(private readonly workbench: Workbench) {}

  /** The view's document: an iframe that VS Code puts into the iframe of the extension. */
  get view(): FrameLocator {
    return this.workbench.page
      .frameLocator('iframe.webview[src*="extensionId=sonde.sonde"]')
      .frameLocator("iframe#active-frame");
  }

  get conversation(): Locator {
    return this.view.getByRole("log", { name: "Conversation" });
  }

  get message(): Locator {
    return this.view.getByRole("textbox", { name: "Message" });
  }

  get sendButton(): Locator {
    return this.view.getByRole("button", { name: "Send", exact: true });
  }

  get stopButton(): Locator {
    return this.view.getByRole("button", { name: "Stop", exact: true });
  }

  get welcome(): Locator {
    return this.view.getByRole("region", { name: "Welcome" });
  }

  get alert(): Locator {
    return this.view.getByRole("alert");
  }

  /** A button of the view by its English name. */
  button(name: string | RegExp): Locator {
    return this.view.getByRole("button", { name });
  }

  /** Turns of one speaker, oldest first. */
  turns(speaker: "You" | "Sonde"): Locator {
    return this.view.getByRole("article", { name: speaker });
  }

  get lastAnswer(): Locator {
    return this.turns("Sonde").last().getByRole("region", { name: "Answer" });
  }

  get lastThinking(): Locator {
    return this.turns("Sonde").last().getByRole("region", { name: "Thinking" });
  }

  /** Shows the view by its command and waits for the composer. */
  async open(): Promise<void> {
    await this.workbench.runCommand("Sonde: Focus Chat");
    await this.message.waitFor();
  }

  /** Leaves the welcome for the offline model, if it is shown. */
  async tryOffline(): Promise<void> {
    await this.message.or(this.welcome).first().waitFor();
    if (!(await this.welcome.isVisible())) return;
    await this.welcome.getByRole("button", { name: "Try Offline" }).click();
    await this.welcome.waitFor({ state: "hidden" });
  }

  /** Sends a message with Enter; doesn't wait for the answer. */
  async send(text: string): Promise<void> {
    await this.message.fill(text);
    await this.message.press("Enter");
  }

  /** Sends a message, waits until its turn has ended and resolves to the answer's text. */
  async ask(text: string): Promise<string> {
    const before = await this.turns("Sonde").count();
    await this.send(text);
    await this.turns("Sonde").nth(before).waitFor();
    await this.idle();
    return this.lastAnswer.innerText();
  }

  /** Waits until nothing runs: the composer offers Send in place of Stop. */
  async idle(): Promise<void> {
    await this.stopButton.waitFor({ state: "hidden", timeout: answerLimit });
    await this.sendButton.waitFor();
  }

  /** The view's frame, to evaluate a script in it (axe, measurements). Locators outlive a reload, this doesn't. */
  async frame(): Promise<Frame> {
    const handle = await this.view.locator(":root").elementHandle();
    const frame = await handle?.ownerFrame();
    if (!frame) throw new Error("The chat view isn't shown: call open() first.");
    return frame;
  }
}
