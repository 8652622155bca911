/** What the host does with what a page posts. The page is one that the test speaks for. */
import { deepEqual } from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { ChatView, type PageAction } from "../../../../src/host/features/chat/chatView.ts";
import { ContextChips } from "../../../../src/host/features/chat/contextChips.ts";
import { ScriptedPage, Window } from "../../inHost/conversing.ts";

describe("what a page posts", () => {
  const folder = mkdtempSync(join(tmpdir(), "sonde-"));
  const chips = new ContextChips();
  const page = new ScriptedPage();
  const handled: PageAction[] = [];
  const focused: boolean[] = [];

  before(async () => {
    const session = await new Window(folder, "c").session;
    const view = new ChatView({
      folder: vscode.Uri.file(folder),
      chips,
      session: () => session,
      status: async () => ({
        providerLabel: "",
        model: "",
        effort: "off",
        needsKey: false,
        thinkingDisplay: "follow",
        messageLimit: 100,
      }),
      timeZone: { current: () => undefined, tell: () => {} },
      handle: async (message) => void handled.push(message),
      onFocus: (isFocused) => void focused.push(isFocused),
      open: async () => {},
    });
    page.attachTo(view);
    page.say({ type: "ready" });
    while (page.posted.length === 0) await new Promise(setImmediate);
  });
  beforeEach(() => {
    handled.length = page.posted.length = 0;
  });
  after(() => {
    vscode.Disposable.from(chips, page).dispose();
    rmSync(folder, { recursive: true });
  });

  const question = (chipCount: number) => ({
    type: "ask",
    conversation: "c",
    text: "Why?",
    context: Array.from({ length: chipCount }, (_, at) => `${at}`),
  });

  it("is asked with hundreds of chips", () => {
    page.say(question(510));
    deepEqual(handled, [question(510)]);
  });

  it("comes back where it can't be read, and is passed over where it is no question", () => {
    page.say(question(10_001));
    const why =
      "Your message was not sent, because more goes along with it than Sonde can read: remove some of its context.";
    deepEqual(page.posted, [{ type: "focus", text: "Why?", edited: undefined, why }]);
    page.say({ type: "executeCommand", text: "Why?" });
    deepEqual([page.posted.length, handled.length], [1, 0]);
  });

  it("has the focus until it says so or is put away", () => {
    page.say({ type: "focused", isFocused: true });
    page.say({ type: "focused", isFocused: false });
    page.say({ type: "focused", isFocused: true });
    page.hide();
    deepEqual(focused, [true, false, true, false]);
  });
});
