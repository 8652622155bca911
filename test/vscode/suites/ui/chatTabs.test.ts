/**
 * Chats in editor tabs: a conversation moves from the side bar into one, another begins beside it, both run at once.
 */
import assert from "node:assert/strict";
import type { FrameLocator, Locator } from "playwright-core";
import { ScriptedHost } from "../../../wire/scriptedHost.ts";
import { Workbench } from "../../driver/workbench.ts";

describe("chats in tabs", () => {
  let host: ScriptedHost;
  let workbench: Workbench;

  before(async () => {
    host = await ScriptedHost.start();
    workbench = await Workbench.open({
      environment: { DEEPSEEK_API_KEY: "sk-test-0123456789abcdef" },
      settings: { "sonde.providers": { deepseek: { baseUrl: host.baseUrl } } },
    });
    await workbench.chat.open();
  });
  after(async () => {
    await workbench.close();
    await host.close();
  });

  /** The pages that VS Code shows: side bar and tabs differ in what they show alone. */
  const frames = async (): Promise<readonly FrameLocator[]> => {
    const outer = workbench.page.locator('iframe.webview[src*="extensionId=sonde.sonde"]');
    const count = await outer.count();
    return Array.from({ length: count }, (_, at) =>
      outer.nth(at).contentFrame().frameLocator("iframe#active-frame"),
    );
  };
  /** The first chat that a test holds for; VS Code may still be making its page. */
  const chatWhere = async (holds: (frame: FrameLocator) => Promise<boolean>): Promise<FrameLocator> => {
    const until = Date.now() + 20_000;
    for (;;) {
      for (const frame of await frames()) if (await holds(frame)) return frame;
      if (Date.now() > until) throw new Error("No chat is the one that is looked for.");
      await workbench.page.evaluate(() => new Promise(requestAnimationFrame));
    }
  };
  const chatWith = (question: string): Promise<FrameLocator> =>
    chatWhere(
      async (frame) => (await frame.getByRole("article", { name: "You" }).getByText(question).count()) > 0,
    );
  const emptyChat = (): Promise<FrameLocator> =>
    chatWhere(async (frame) => {
      const hasBox = (await frame.getByRole("textbox", { name: "Message" }).count()) > 0;
      return hasBox && (await frame.getByRole("article").count()) === 0;
    });
  const tab = (title: string): Locator => workbench.page.locator(".tab").filter({ hasText: title });
  const answerIn = (frame: FrameLocator, text: string): Locator =>
    frame.getByRole("region", { name: "Answer" }).getByText(text);

  it("a conversation moves from the side bar into a tab, its answer running on", async () => {
    await workbench.chat.send("Why tabs?");
    const first = await host.next();
    first.text("Because ");
    await workbench.chat.lastAnswer.getByText("Because").waitFor();
    await workbench.runCommand("Sonde: Open Chat in Editor");
    await tab("Why tabs?").waitFor();
    await workbench.page.waitForFunction(
      () => document.querySelectorAll('iframe.webview[src*="extensionId=sonde.sonde"]').length === 2,
    );
    // The side bar is free for another conversation, while the first one still runs.
    const empty = await emptyChat();
    first.text("there is room.");
    await answerIn(await chatWith("Why tabs?"), "Because there is room.").waitFor();
    await workbench.screenshot("tab");
    await empty.getByRole("textbox", { name: "Message" }).fill("And meanwhile?");
    await empty.getByRole("textbox", { name: "Message" }).press("Enter");
    const second = await host.next();
    second.answer("Side by side.");
    await answerIn(await chatWith("And meanwhile?"), "Side by side.").waitFor();
    first.finish();
    const moved = await chatWith("Why tabs?");
    await moved.getByRole("note", { name: "Usage" }).waitFor();
    assert.equal(await answerIn(moved, "Side by side.").count(), 0);
    await workbench.screenshot("tab-and-side-bar");
  });

  it("a tab goes on with its own conversation", async () => {
    const frame = await chatWith("Why tabs?");
    await frame.getByRole("textbox", { name: "Message" }).fill("Go on.");
    await frame.getByRole("textbox", { name: "Message" }).press("Enter");
    const asked = await host.next();
    assert.equal(
      (asked.json["messages"] as { role: string }[]).filter(({ role }) => role === "user").length,
      2,
    );
    asked.answer("Gladly.");
    await answerIn(frame, "Gladly.").waitFor();
  });

  it("its title has buttons of its own", async () => {
    await tab("Why tabs?").click();
    await workbench.page.locator('.editor-actions a.action-label[aria-label^="New Chat"]').click();
    await tab("New Chat").waitFor();
    await (await emptyChat()).locator("textarea:focus").waitFor();
    await answerIn(await chatWith("And meanwhile?"), "Side by side.").waitFor();
    await workbench.runCommand("Sonde: Chat History");
    await workbench.quickChoice("Why tabs?").first().hover();
    await workbench.screenshot("tab-history");
    await workbench.quickChoice("Why tabs?").first().getByRole("button", { name: "Open in Editor" }).click();
    await tab("Why tabs?").waitFor();
  });
});
