/** The meter: what it says, where it stands, and what the page tells the host for it. */
import assert from "node:assert/strict";
import type { MeterFacts } from "../../src/protocol/meterText.ts";
import type { ToWebview } from "../../src/protocol/toWebview.ts";
import { type ChatPage, closeBrowser, showChat } from "./chatPage.ts";
import { answered, asked, chips, metered, snapshot } from "./script.ts";

const meterMessage = (change: Partial<MeterFacts> = {}): ToWebview =>
  metered({ cached: 11_520, cachedUsd: 0.00003, usd: 0.00041, isPeak: false, ...change });

describe("the meter", function () {
  this.timeout(30_000);
  let chat: ChatPage;
  afterEach(() => chat.close());
  after(closeBrowser);

  const meter = () => chat.page.getByRole("meter", { name: "Context size" });
  const show = async (message: ToWebview): Promise<void> => {
    chat = await showChat(snapshot([], { context: chips }));
    assert.equal(await meter().count(), 0);
    await chat.send(message);
    await meter().waitFor();
  };

  it("says how much there is, how much there may be, and what it costs", async () => {
    await show(meterMessage());
    assert.equal(
      (await meter().innerText()).replaceAll(/\s+/g, " "),
      "12K of 1M tokens 988K left ≈ $0.00041 to send, off-peak",
    );
    assert.equal(await meter().getAttribute("aria-valuenow"), "12480");
    assert.equal(await meter().getAttribute("aria-valuemax"), "1000000");
    const all = [
      "12,480 of 1,000,000 tokens",
      "987,520 left",
      "≈ $0.00041 to send, off-peak",
      "Likely cached: 11,520 tokens, ≈ $0.000030",
      "Not cached: 960 tokens, ≈ $0.00038",
    ];
    assert.equal(await meter().getAttribute("aria-valuetext"), all.join(" · "));
    const details = chat.page.locator(".meter-details");
    assert.ok(!(await details.isVisible()));
    // From the composer on, by Tab alone.
    await chat.box().focus();
    await chat.page.keyboard.press("Tab");
    while (!(await meter().evaluate((one) => one === document.activeElement))) {
      assert.ok(await chat.page.evaluate(() => document.activeElement !== document.body));
      await chat.page.keyboard.press("Tab");
    }
    assert.deepEqual((await details.innerText()).split("\n"), all);
    await chat.box().focus();
    assert.ok(!(await details.isVisible()));
  });

  it("says so at peak price, and where it is too much", async () => {
    await show(meterMessage({ isPeak: true, tokens: 2_000_000 }));
    assert.match(await meter().innerText(), /^2M of 1M/);
    await chat.page.getByText("More than the model can read.", { exact: true }).waitFor();
    const text = (await meter().getAttribute("aria-valuetext")) ?? "";
    assert.match(text, /at peak price/);
    assert.match(text, /More than the model can read\./);
    assert.equal(await meter().getAttribute("aria-valuenow"), "1000000");
  });

  it("offers a summary of the chat where little is left", async () => {
    await show(meterMessage());
    assert.equal(await chat.button("Compact Chat").count(), 0);
    await chat.send(meterMessage({ tokens: 900_000, isTight: true }));
    await chat.button("Compact Chat").click();
    assert.deepEqual(await chat.posted("press"), [{ type: "press", button: "compactChat" }]);
  });

  it("says nothing of what is not known", async () => {
    await show(meterMessage({ usd: undefined, limit: undefined, isPeak: undefined, cached: 0 }));
    assert.equal(await meter().getAttribute("aria-valuetext"), "12,480 tokens");
    assert.equal(await meter().innerText(), "12K tokens");
  });

  it("shows what each chip takes", async () => {
    await show(meterMessage());
    const list = chat.page.getByRole("list", { name: "Context", exact: true });
    assert.deepEqual(
      await list
        .getByRole("listitem")
        .evaluateAll((all) => all.map((one) => one.lastElementChild?.previousElementSibling?.textContent)),
      ["840", "12", "line 5"],
    );
  });

  it("is told of the draft and the chips, once they rest", async () => {
    await show(meterMessage());
    await chat.box().pressSequentially("hello there");
    await chat.page.waitForFunction(() =>
      window.postedToHost.some((message) => message.type === "draft" && message.text === "hello there"),
    );
    await chat.send({ type: "context", context: chips.slice(0, 1), references: [] });
    await chat.page.waitForFunction(() =>
      window.postedToHost.some((message) => message.type === "draft" && message.context.length === 1),
    );
  });

  it("is told what would be sent: a command spelled out, and what an edited question keeps", async () => {
    const context = [
      { id: "i1", kind: "file", path: "src/old.ts", language: "typescript", text: "" },
      { id: "i2", kind: "file", path: "src/a.ts", language: "typescript", text: "" },
      { id: "i3", kind: "file", path: "src/new.ts", language: "typescript", text: "" },
    ] as const;
    chat = await showChat(
      snapshot([asked("One?", { context }), answered("1")], { context: chips.slice(0, 1) }),
    );
    await chat.button("Edit and Resend").click();
    await chat.button("Remove src/new.ts").click();
    await chat.box().fill("/fix the loop");
    const said = "Find what is wrong with this code and fix it. the loop";
    await chat.page.waitForFunction(
      (text) => window.postedToHost.some((message) => message.type === "draft" && message.text === text),
      said,
    );
    // src/a.ts is offered anew: it goes once.
    const along = { context: ["1"], edited: { turn: "question", keep: ["i1"] } };
    assert.deepEqual((await chat.posted("draft")).at(-1), {
      type: "draft",
      text: said,
      length: said.length,
      ...along,
    });
    await chat.send({ type: "wantRequest" });
    await chat.settled();
    assert.deepEqual(await chat.posted("showRequest"), [{ type: "showRequest", text: said, ...along }]);
    await chat.box().press("Escape");
    await chat.box().fill("/clear");
    await chat.page.waitForFunction(() => {
      const last = window.postedToHost.findLast((message) => message.type === "draft");
      return last?.type === "draft" && last.text === "" && last.edited === undefined;
    });
  });

  it("is told a sample of a long draft, and the whole when the request is to be shown", async () => {
    await show(meterMessage());
    const whole = `first ${"a line of a log\n".repeat(50_000)}last`;
    await chat.box().evaluate((box: HTMLTextAreaElement, text) => {
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }, whole);
    await chat.page.waitForFunction(() =>
      window.postedToHost.some((message) => message.type === "draft" && message.text.startsWith("first")),
    );
    const told = (await chat.posted("draft")).at(-1);
    assert.ok(told?.type === "draft" && told.text.endsWith("last"));
    assert.equal(told.length, whole.length);
    assert.ok(told.text.length < whole.length / 10);
    await chat.send({ type: "wantRequest" });
    await chat.settled();
    assert.deepEqual(await chat.posted("showRequest"), [
      { type: "showRequest", text: whole, context: chips.map(({ id }) => id) },
    ]);
  });
});
