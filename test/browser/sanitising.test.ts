/** Hostile text, wherever the page shows text: nothing runs, nothing is loaded, nothing but web links is left. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { ToWebview } from "../../src/protocol/toWebview.ts";
import { type ChatPage, closeBrowser, openChatPage } from "./chatPage.ts";
import { openDrawingPage } from "./drawingPage.ts";
import { findHarm, setTrap } from "./harm.ts";
import { hostileHtml, hostileMarkdown } from "./payloads.ts";
import { answered, answering, asked, card, eventMessages, readyStatus, snapshot, start } from "./script.ts";

const all = [...hostileHtml, ...hostileMarkdown];

describe("hostile text", function () {
  this.timeout(60_000);
  after(closeBrowser);

  async function assertHarmless(chat: ChatPage, where: string): Promise<void> {
    await chat.settled();
    assert.deepEqual(await chat.page.evaluate(findHarm), [], where);
    assert.deepEqual(chat.strangeRequests, [], where);
    assert.deepEqual(await chat.violations(), [], where);
  }

  async function openWith(...messages: readonly ToWebview[]): Promise<ChatPage> {
    const chat = await openChatPage();
    await chat.page.evaluate(setTrap);
    // For a screen reader all of an answer stays on the page, however far from the screen it is.
    await chat.page.evaluate(() => document.body.classList.add("vscode-using-screen-reader"));
    await chat.send(...messages);
    return chat;
  }

  it("is of at least 150 kinds", () => {
    assert.ok(new Set(all).size >= 150, String(new Set(all).size));
    assert.equal(new Set(all).size, all.length);
  });

  it("does nothing as a live answer, cut anywhere", async () => {
    const chat = await openWith(snapshot());
    const text = all.join("\n\n");
    const deltas = (text.match(/[^]{1,7}/g) ?? []).map((delta) => [
      { type: "text", turn: "answer", text: delta, at: start } as const,
    ]);
    const messages = eventMessages([answering()], ...deltas, [
      { type: "ended", turn: "answer", ending: { reason: "stop" }, at: start },
    ]);
    for (let at = 0; at < messages.length; at += 40) {
      await chat.send(...messages.slice(at, at + 40));
      await chat.settled();
    }
    await assertHarmless(chat, "live");
    await chat.close();
  });

  it("does nothing as history, thinking, question, chip, failure, model or provider", async () => {
    const text = all.join("\n\n");
    const thinking = { text, startedAt: start, endedAt: start };
    const item = { id: "c", kind: "file", language: text, path: text, text } as const;
    const turns = [
      asked(text, { context: [item] }),
      answered(text, { thinking, model: text, ending: { reason: "failed", failure: { kind: "server" } } }),
    ];
    const chat = await openWith(
      snapshot(turns, {
        failures: [card({ sentence: text, cause: text })],
        status: { ...readyStatus, model: text, providerLabel: text, needsKey: true, thinkingDisplay: "open" },
        context: [{ id: "x", kind: "file", path: text }],
      }),
    );
    await chat.page.waitForFunction(
      (last) => document.querySelector(".answer")?.textContent?.includes(last),
      "iframe src",
    );
    await assertHarmless(chat, "history");
    await chat.close();
  });

  it("would be found", async () => {
    const chat = await openWith(snapshot());
    const harm = await chat.page
      .evaluate(() => {
        document
          .querySelector("#sonde-chat")
          ?.insertAdjacentHTML("beforeend", "<p onclick=ran()><a href=data:x>x</a></p>");
      })
      .then(() => chat.page.evaluate(findHarm));
    assert.equal(harm.length, 2);
    await chat.close();
  });

  it("is shown as it is where it is HTML", async () => {
    const chat = await openWith(snapshot([answered("Look: <img src=x onerror=ran()>")]));
    await chat.page.getByText("Look: <img src=x onerror=ran()>").waitFor();
    await chat.close();
  });

  describe("that has become HTML all the same", () => {
    let page: Page;
    let requests: readonly string[];
    before(async () => {
      ({ page, requests } = await openDrawingPage());
      await page.evaluate(setTrap);
    });
    for (const html of hostileHtml) {
      it(`does not pass the gate: ${html}`, async () => {
        await page.evaluate((source) => {
          const box = document.createElement("div");
          box.className = "drawn";
          box.append(drawing.sanitised(source));
          document.body.replaceChildren(box);
        }, html);
        assert.deepEqual(await page.evaluate(findHarm), []);
        assert.equal(
          await page.evaluate(() => document.querySelector(".drawn [id], .drawn .composer")),
          null,
        );
        assert.deepEqual(requests, []);
      });
    }
  });

  it("links only to the web, through the host", async () => {
    const chat = await openWith(
      snapshot([answered("[web](https://ok.test/a?b=1) and [mail](mailto:a@ok.test)")]),
    );
    await chat.page.getByRole("link", { name: "web" }).click();
    await chat.page.getByRole("link", { name: "web" }).click({ button: "middle" });
    await chat.page.getByRole("link", { name: "mail" }).press("Enter");
    const opened = (await chat.posted()).filter(({ type }) => type === "open");
    assert.deepEqual(opened, [
      { type: "open", href: "https://ok.test/a?b=1" },
      { type: "open", href: "https://ok.test/a?b=1" },
      { type: "open", href: "mailto:a@ok.test" },
    ]);
    assert.equal(
      await chat.page.getByRole("link", { name: "web" }).getAttribute("title"),
      "https://ok.test/a?b=1",
    );
    assert.equal(chat.page.url(), "http://sonde.test/");
    assert.deepEqual(chat.strangeRequests, []);
    await chat.close();
  });
});
