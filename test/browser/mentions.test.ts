/** Mentions and commands in the composer, by keyboard alone and by mouse. */
import assert from "node:assert/strict";
import type { Candidate } from "../../src/protocol/toWebview.ts";
import { type ChatPage, closeBrowser, showChat } from "./chatPage.ts";
import { answering, asked, eventMessages, metered, snapshot } from "./script.ts";

const candidates: readonly Candidate[] = [
  { id: "f1", kind: "file", label: "cart.ts", detail: "src/cart.ts", insert: "cart.ts" },
  { id: "s1", kind: "symbol", label: "Cart", detail: "src/cart.ts", insert: "Cart" },
  { id: "problems", kind: "problems", label: "Problems", detail: "Errors and warnings", insert: "" },
];

describe("suggestions", function () {
  this.timeout(30_000);
  let chat: ChatPage;
  afterEach(() => chat.close());
  after(closeBrowser);

  const list = () => chat.page.getByRole("listbox", { name: "Suggestions" });
  const chosen = () =>
    list().getByRole("option", { selected: true }).locator(".suggestion-label").innerText();
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await chat.box().press(key);
    await chat.settled();
  };
  /** Types, and answers as the host does. */
  const mention = async (text: string, found = candidates): Promise<void> => {
    await chat.box().pressSequentially(text);
    await chat.settled();
    const last = (await chat.posted("mention")).at(-1);
    assert.ok(last?.type === "mention");
    await chat.send({ type: "candidates", request: last.request, candidates: found });
    await list().waitFor();
  };

  it("for a mention come from the host, and are picked with the arrows and Enter", async () => {
    chat = await showChat(snapshot());
    await mention("see @ca");
    assert.deepEqual(
      (await chat.posted("mention")).map((one) => one.type === "mention" && one.query),
      ["", "c", "ca"],
    );
    assert.equal(await chosen(), "cart.ts");
    assert.equal(await chat.box().getAttribute("aria-activedescendant"), "suggestion-0");
    await press("ArrowDown");
    assert.equal(await chosen(), "Cart");
    await press("ArrowUp", "ArrowUp");
    assert.equal(await chosen(), "Problems");
    await press("ArrowDown", "Enter");
    assert.deepEqual(await chat.posted("addContext"), [{ type: "addContext", id: "f1" }]);
    assert.equal(await chat.box().inputValue(), "see cart.ts ");
    assert.equal(await list().count(), 0);
    assert.deepEqual(await chat.posted("ask"), []);
    await chat.box().pressSequentially("now");
    assert.equal(await chat.box().inputValue(), "see cart.ts now");
  });

  it("are picked so that it can be undone, as what was typed before", async () => {
    chat = await showChat(snapshot());
    await mention("see @ca");
    await press("Enter");
    assert.equal(await chat.box().inputValue(), "see cart.ts ");
    await press("Control+z");
    assert.equal(await chat.box().inputValue(), "see @ca");
    await press("Control+z");
    assert.equal(await chat.box().inputValue(), "");
  });

  it("show what can't be seen in the name of a file, and so does its chip", async () => {
    const path = "src/\u202Ests.exe\u{E0041}.ts";
    const file = { id: "f", kind: "file", label: path, detail: path, insert: "" } as const;
    const marks = (place: string): Promise<readonly (string | null)[]> =>
      chat.page
        .locator(`${place} .unseen`)
        .evaluateAll((all) => all.map((one) => one.getAttribute("data-mark")));
    const turn = asked("Why?", { context: [{ id: "c", kind: "file", path, language: "", text: "" }] });
    chat = await showChat(snapshot([turn], { context: [{ id: "f", kind: "file", path }] }));
    assert.deepEqual(await marks(".composer .chip"), ["U+202E", "U+E0041"]);
    assert.deepEqual(await marks("article .chip"), ["U+202E", "U+E0041"]);
    const spelled = "src/[U+202E]sts.exe[U+E0041].ts";
    const title = (place: string): Promise<string | null> =>
      chat.page.locator(place).first().getAttribute("title");
    assert.equal(await title(".composer .chip"), spelled);
    assert.equal(await title("article .chip"), spelled);
    assert.equal(await title(".composer .chip button"), `Remove ${spelled}`);
    await chat.send(metered({ notes: [`${path}: 1 file is left out.`] }));
    await chat.page.locator(".meter-cut").getByText(`${spelled}: 1 file`).waitFor();
    await mention("@s", [file]);
    assert.deepEqual(await marks(".suggestion-detail"), ["U+202E", "U+E0041"]);
    const direction = await chat.page
      .locator(".composer .chip .unseen")
      .first()
      .evaluate((mark) => getComputedStyle(mark).unicodeBidi);
    assert.equal(direction, "isolate");
    assert.equal(await chat.page.locator(".composer .chip-path").textContent(), path);
  });

  it("are picked with Tab and by mouse, in the middle of a text", async () => {
    chat = await showChat(snapshot());
    await chat.box().fill("a  z");
    await press("Home", "ArrowRight", "ArrowRight");
    await mention("@x");
    await press("Tab");
    assert.equal(await chat.box().inputValue(), "a cart.ts  z");
    await mention("@p");
    await list().getByText("Problems").click();
    await chat.settled();
    assert.equal(await chat.box().inputValue(), "a cart.ts  z");
    assert.equal((await chat.posted("addContext")).length, 2);
    assert.ok(await chat.box().evaluate((element) => element === document.activeElement));
  });

  it("go with Esc, which then stops no answer, and stay away until another sign", async () => {
    chat = await showChat(snapshot());
    await chat.send(...eventMessages([answering()]));
    await mention("@c");
    await press("Escape");
    assert.equal(await list().count(), 0);
    assert.deepEqual(await chat.posted("stop"), []);
    await chat.box().pressSequentially("a");
    await chat.settled();
    assert.equal(await list().count(), 0);
    await press("Escape");
    assert.equal((await chat.posted("stop")).length, 1);
    await mention(" @");
  });

  it("of older letters are passed over", async () => {
    chat = await showChat(snapshot());
    await chat.box().pressSequentially("@ca");
    await chat.settled();
    await chat.send({ type: "candidates", request: 1, candidates });
    await chat.settled();
    assert.equal(await list().count(), 0);
  });

  it("are the commands at the start of a message, spelled out when picked", async () => {
    chat = await showChat(snapshot());
    await chat.box().pressSequentially("/");
    assert.equal(await list().getByRole("option").count(), 7);
    await chat.box().pressSequentially("te");
    await press("Enter");
    assert.equal(await chat.box().inputValue(), "Write tests for this code. ");
    await chat.box().pressSequentially("Use mocha.");
    await press("Enter");
    assert.deepEqual(await chat.posted("ask"), [
      {
        type: "ask",
        conversation: "conversation",
        text: "Write tests for this code. Use mocha.",
        context: [],
      },
    ]);
  });

  it("need not be used: a command with more words is spelled out when it is sent", async () => {
    chat = await showChat(snapshot());
    await chat.box().fill("/explain only the loop");
    await press("Enter");
    await chat.box().fill("/etc/hosts is what?");
    await press("Enter");
    await chat.box().fill("/clear the cache how?");
    await press("Enter");
    assert.deepEqual(
      (await chat.posted("ask")).map((one) => one.type === "ask" && one.text),
      ["Explain what this code does, and why. only the loop", "/etc/hosts is what?", "/clear the cache how?"],
    );
  });

  it("tells the host with /compact what the summary is to mind", async () => {
    chat = await showChat(snapshot());
    await chat.box().pressSequentially("/comp");
    await press("Enter");
    assert.equal(await chat.box().inputValue(), "/compact ", "what is paid for is not begun by a completion");
    await chat.box().pressSequentially("Keep what was said of the cache.");
    await press("Enter");
    assert.deepEqual(await chat.posted("press"), [
      { type: "press", button: "compactChat", words: "Keep what was said of the cache." },
    ]);
    assert.deepEqual(await chat.posted("ask"), []);
    assert.equal(await chat.box().inputValue(), "");
  });

  for (const [name, button] of [
    ["clear", "newChat"],
    ["commit", "commitMessage"],
  ] as const) {
    it(`of which /${name} acts at once`, async () => {
      chat = await showChat(snapshot());
      await chat.box().pressSequentially(`/${name}`);
      await press("Enter");
      assert.deepEqual(await chat.posted("press"), [{ type: "press", button }]);
      assert.equal(await chat.box().inputValue(), "");
    });
  }
});
