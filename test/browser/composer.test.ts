/** The composer as a person uses it: sending, refusing, recalling. */
import assert from "node:assert/strict";
import { type ChatPage, closeBrowser, showChat } from "./chatPage.ts";
import { answered, asked, chips, eventMessages, readyStatus, snapshot } from "./script.ts";

/** The paragraph at the top edge of the transcript; runs in the page. */
function topParagraph(): string {
  for (let y = 4; y < 80; y += 4) {
    const found = document.elementFromPoint(60, y)?.closest("p")?.textContent;
    if (found) return found;
  }
  return "";
}

describe("the composer", function () {
  this.timeout(30_000);
  let chat: ChatPage;
  afterEach(() => chat.close());
  after(closeBrowser);

  describe("composes a message", () => {
    it("that Enter sends with its context", async () => {
      chat = await showChat(snapshot([], { context: chips }));
      await chat.box().fill("line one");
      await chat.box().press("Shift+Enter");
      await chat.box().pressSequentially("line two");
      await chat.box().press("Enter");
      assert.deepEqual(await chat.posted("ask"), [
        { type: "ask", conversation: "conversation", text: "line one\nline two", context: ["1", "2", "3"] },
      ]);
      assert.equal(await chat.box().inputValue(), "");
      assert.ok((await chat.posted("composing")).length > 0);
    });

    it("but not an empty one", async () => {
      chat = await showChat(snapshot());
      await chat.box().press("Enter");
      await chat.box().fill("  \n ");
      await chat.box().press("Enter");
      // Playwright would wait for a button that says that it is disabled.
      await chat.button("Send").click({ force: true });
      assert.deepEqual(await chat.posted("ask"), []);
    });

    it("and refuses one that is too long, losing nothing", async () => {
      chat = await showChat(snapshot([], { status: { ...readyStatus, messageLimit: 1_000_000 } }));
      const text = "words of a log\n".repeat(83_333);
      // Typing or filling would take Chromium a minute.
      await chat.box().evaluate((element: HTMLTextAreaElement, value) => {
        element.value = value;
        element.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }, text);
      await chat.button("Send").click();
      await chat.page
        .getByRole("alert")
        .getByText("This message is 1.25 MB long. At most 1 MB can be sent.")
        .waitFor();
      assert.equal(
        await chat.box().evaluate((element: HTMLTextAreaElement) => element.value.length),
        text.length,
      );
      assert.deepEqual(await chat.posted("ask"), []);
      await chat.box().fill("short");
      await chat.page.getByRole("alert").waitFor({ state: "detached" });
    });

    it("into which a megabyte is pasted at once, but no more than can be sent", async () => {
      chat = await showChat(snapshot([], { status: { ...readyStatus, messageLimit: 1_000_000 } }));
      await chat.box().fill("before after");
      const paste = async (text: string): Promise<string> => {
        await chat.box().evaluate((element: HTMLTextAreaElement, pasted) => {
          element.setSelectionRange(7, 7);
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", pasted);
          element.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData, cancelable: true, bubbles: true }),
          );
        }, text);
        await chat.settled();
        return chat.box().evaluate((element: HTMLTextAreaElement) => element.value);
      };
      const half = "a line of a log\r\n".repeat(30_000);
      const whole = `before ${half.replaceAll("\r", "")}after`;
      assert.ok((await paste(half)) === whole);
      assert.ok((await paste(half + half)) === whole);
      await chat.page.getByRole("alert").getByText("At most 1 MB can be sent.").waitFor();
      await chat.button("Send").click();
      const [message] = await chat.posted("ask");
      assert.ok(message?.type === "ask" && message.text === whole);
    });

    it("and never sends what an input method is composing", async () => {
      chat = await showChat(snapshot());
      const client = await chat.page.context().newCDPSession(chat.page);
      await chat.box().focus();
      await client.send("Input.imeSetComposition", { text: "ni", selectionStart: 2, selectionEnd: 2 });
      await client.send("Input.dispatchKeyEvent", {
        type: "rawKeyDown",
        key: "Process",
        code: "Enter",
        windowsVirtualKeyCode: 229,
      });
      await client.send("Input.insertText", { text: "你" });
      assert.deepEqual(await chat.posted("ask"), []);
      assert.equal(await chat.box().inputValue(), "你");
    });

    it("and brings the last one back with Up", async () => {
      chat = await showChat(
        snapshot([
          asked("first"),
          answered("x"),
          asked("second\nline", { id: "q2" }),
          answered("y", { id: "a2" }),
        ]),
      );
      await chat.box().press("ArrowUp");
      assert.equal(await chat.box().inputValue(), "second\nline");
      await chat.box().fill("mine");
      await chat.box().press("ArrowUp");
      assert.equal(await chat.box().inputValue(), "mine");
    });

    it("while the page says whether it has the focus", async () => {
      chat = await showChat(snapshot());
      await chat.page.evaluate(() => {
        for (const type of ["blur", "focus", "blur"]) window.dispatchEvent(new Event(type));
      });
      const said = (await chat.posted("focused")).slice(-3);
      assert.deepEqual(
        said.map((message) => message.type === "focused" && message.isFocused),
        [false, true, false],
      );
    });

    it("whose draft and place survive a reload", async () => {
      const numbered = Array.from({ length: 200 }, (_, at) => `word ${at}`).join("\n\n");
      chat = await showChat(snapshot([answered(numbered)]), { height: 400 });
      await chat.box().fill("half a thou");
      await chat.page.getByRole("log").hover();
      await chat.page.mouse.wheel(0, -700);
      await chat.button("Scroll to the end").waitFor();
      await chat.page.waitForFunction(() => JSON.stringify(sessionStorage).includes("offset"));
      const before = await chat.page.evaluate(topParagraph);
      assert.match(before, /word \d+/);
      await chat.reload();
      await chat.send(snapshot([answered(numbered)]));
      assert.equal(await chat.box().inputValue(), "half a thou");
      await chat.page.waitForFunction(`(${topParagraph.toString()})() === ${JSON.stringify(before)}`);
      await chat.button("Scroll to the end").click();
      await chat.button("Scroll to the end").waitFor({ state: "detached" });
    });

    it("whose chips a host of another life makes again, and the one that it has had does not", async () => {
      const life = { life: "first", context: chips };
      chat = await showChat(snapshot([], { ...life, references: ["a", "b"] }));
      await chat.send({ type: "context", context: chips, references: ["b", "c"] });
      await chat.reload();
      await chat.send(snapshot([], { ...life, references: ["b", "c"] }));
      assert.deepEqual(await chat.posted("bringBack"), []);
      await chat.reload();
      await chat.send(snapshot([], { life: "second" }));
      assert.deepEqual(await chat.posted("bringBack"), [{ type: "bringBack", references: ["b", "c"] }]);
      await chat.send({ type: "context", context: [], references: [] });
      await chat.reload();
      await chat.send(snapshot([], { life: "third" }));
      assert.deepEqual(await chat.posted("bringBack"), []);
    });

    it("that comes back where the host goes before it has asked it, and not once it has", async () => {
      const question = asked("Why?", { id: "q" });
      chat = await showChat(snapshot([question], { life: "first" }));
      const send = async (text: string): Promise<void> => {
        await chat.box().fill(text);
        await chat.box().press("Enter");
      };
      const shown = async (life: string, turns = [question]): Promise<string> => {
        await chat.reload();
        await chat.send(snapshot(turns, { life }));
        await chat.settled();
        return chat.box().inputValue();
      };
      await send("and how?");
      assert.equal(await shown("first"), "", "it is being read still");
      assert.equal(await shown("second"), "and how?");
      await chat.box().press("Enter");
      await chat.send(...eventMessages([{ type: "asked", turn: asked("and how?", { id: "r" }) }]));
      assert.equal(await shown("third"), "");
      await send("and when?");
      assert.equal(await shown("fourth", [question, asked("and when?", { id: "s" })]), "", "it was asked");
      await send("and who?");
      await chat.send({ type: "focus", text: "and who?", why: "" });
      await chat.settled();
      await chat.box().fill("");
      assert.equal(await shown("fifth"), "", "it was given back");
    });

    it("and takes the caret when the host asks, with a text", async () => {
      chat = await showChat(snapshot());
      await chat.send({ type: "focus", text: "Explain this" });
      await chat.settled();
      assert.equal(await chat.box().inputValue(), "Explain this");
      assert.ok(await chat.box().evaluate((element) => element === document.activeElement));
    });

    it("that comes back unsent, behind what was written since, and says why until it changes", async () => {
      chat = await showChat(snapshot());
      await chat.box().fill("more");
      await chat.send(
        { type: "focus", text: "one", why: "Not now." },
        { type: "focus", text: "two", why: "Not that." },
      );
      await chat.page.getByRole("alert").getByText("Not that.").waitFor();
      assert.equal(await chat.box().inputValue(), "more\none\ntwo");
      await chat.box().press("End");
      await chat.box().pressSequentially("!");
      await chat.page.getByRole("alert").waitFor({ state: "detached" });
      assert.equal(await chat.box().inputValue(), "more\none\ntwo!");
    });

    it("and opens the pickers", async () => {
      chat = await showChat(snapshot());
      await chat.button("Model: deepseek-v4.1-flash").click();
      await chat.button("Thinking: high").click();
      assert.deepEqual(await chat.posted("press"), [
        { type: "press", button: "selectModel" },
        { type: "press", button: "selectThinking" },
      ]);
    });
  });
});
