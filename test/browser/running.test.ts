/** The page while an answer arrives: phases, following its end, a message that got lost. */
import assert from "node:assert/strict";
import { type ChatPage, closeBrowser, showChat } from "./chatPage.ts";
import { answered, answering, asked, eventMessages, readyStatus, snapshot, start } from "./script.ts";

describe("the page", function () {
  this.timeout(30_000);
  let chat: ChatPage;
  afterEach(() => chat.close());
  after(closeBrowser);

  describe("while an answer runs", () => {
    it("shows the phase and a Stop button, and sends nothing", async () => {
      chat = await showChat(snapshot());
      const messages = eventMessages(
        [{ type: "asked", turn: asked("go") }, answering()],
        [{ type: "phase", turn: "answer", phase: "queued", at: start }],
        [{ type: "text", turn: "answer", text: "Hello", at: start }],
        [{ type: "ended", turn: "answer", ending: { reason: "stop" }, at: start }],
      );
      const status = chat.page.getByRole("status");
      for (const [at, phase] of ["Connecting…", "Queued…", "Writing…", "Answer finished."].entries()) {
        await chat.send(...messages.slice(at, at + 1));
        await status.getByText(phase).waitFor({ state: at === 3 ? "attached" : "visible" });
        if (at > 0) continue;
        await chat.box().fill("next");
        await chat.box().press("Enter");
        assert.deepEqual(await chat.posted("ask"), []);
        await chat.button("Stop").click();
        assert.equal((await chat.posted("stop")).length, 1);
      }
      assert.equal(await chat.box().inputValue(), "next");
      await chat.button("Send").waitFor();
    });

    it("shows Stop for a message too whose context is still being read", async () => {
      chat = await showChat(snapshot([], { status: { ...readyStatus, isSending: true } }));
      await chat.page.getByRole("status").getByText("Reading the context…").waitFor();
      await chat.box().fill("next");
      await chat.box().press("Enter");
      await chat.box().press("Escape");
      await chat.button("Stop").click();
      assert.deepEqual([(await chat.posted("ask")).length, (await chat.posted("stop")).length], [0, 2]);
    });

    it("follows the end, unless the reader has scrolled up", async () => {
      chat = await showChat(snapshot([answered("word\n\n".repeat(100), { id: "old" })]), { height: 400 });
      await chat.send(...eventMessages([answering()]));
      const log = chat.page.getByRole("log");
      const isAtEnd = (): Promise<boolean> =>
        log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight < 2);
      let sequence = 2;
      const write = async (): Promise<void> => {
        await chat.send({
          type: "events",
          sequence: ++sequence,
          events: [{ type: "text", turn: "answer", text: "more\n\n".repeat(30), at: start }],
          failures: [],
        });
        await chat.settled();
      };
      await write();
      assert.ok(await isAtEnd());
      await log.focus();
      await chat.page.keyboard.press("PageUp");
      await chat.button("Scroll to the end").waitFor();
      const top = await log.evaluate((box) => box.scrollTop);
      await write();
      assert.ok(!(await isAtEnd()));
      assert.ok(Math.abs((await log.evaluate((box) => box.scrollTop)) - top) < 400);
      await chat.button("Scroll to the end").click();
      await write();
      assert.ok(await isAtEnd());
    });

    it("shows a new question wherever the reader is, also where the clock has gone back", async () => {
      const before = [asked("old"), answered("word\n\n".repeat(100))];
      chat = await showChat(snapshot(before), { height: 400 });
      // Not by a key: the browser moves there bit by bit, and goes on with it from wherever the page has gone since.
      await chat.page.getByRole("log").evaluate((box) => {
        box.dispatchEvent(new WheelEvent("wheel"));
        box.scrollTop = 0;
      });
      await chat.button("Scroll to the end").waitFor();
      const turn = asked("new", { id: "new", at: start - 1 });
      await chat.send(...eventMessages([{ type: "asked", turn }, answering("newer")]));
      await chat.button("Scroll to the end").waitFor({ state: "detached" });
    });

    it("gives a letter that is typed a frame before the words that come with it", async () => {
      chat = await showChat(snapshot());
      const words = ["First.", " Second.", " Third."];
      const [begin, ...texts] = eventMessages(
        [answering()],
        ...words.map((text) => [{ type: "text", turn: "answer", text, at: start } as const]),
      );
      if (begin) await chat.send(begin);
      await chat.settled();
      const framesUntil = (at: number, isTyped: boolean): Promise<number> =>
        chat.page.evaluate(
          ([data, whole, typed]) =>
            new Promise<number>((done) => {
              const key = new KeyboardEvent("keydown", { key: "a", bubbles: true });
              if (typed) document.querySelector("textarea")?.dispatchEvent(key);
              dispatchEvent(new MessageEvent("message", { data }));
              let frames = 0;
              const look = (): void => {
                frames += 1;
                if (document.querySelector(".markdown")?.textContent === whole) done(frames);
                else requestAnimationFrame(look);
              };
              requestAnimationFrame(look);
            }),
          [texts[at], words.slice(0, at + 1).join(""), isTyped] as const,
        );
      await framesUntil(0, false);
      await chat.settled();
      assert.equal(await framesUntil(1, false), 1);
      await chat.settled();
      assert.equal(await framesUntil(2, true), 2);
    });

    it("draws words that come with each frame in every third one, and all of them", async () => {
      chat = await showChat(snapshot());
      const words = Array.from({ length: 40 }, (_, at) => `word${at} `);
      const [begin, ...texts] = eventMessages(
        [answering()],
        ...words.map((text) => [{ type: "text", turn: "answer", text, at: start } as const]),
      );
      if (begin) await chat.send(begin);
      await chat.settled();
      const drawn = await chat.page.evaluate(async (messages) => {
        const shown = (): string => document.querySelector(".markdown")?.textContent ?? "";
        let before = shown();
        let changes = 0;
        for (const data of messages) {
          dispatchEvent(new MessageEvent("message", { data }));
          await new Promise(requestAnimationFrame);
          if (shown() !== before) changes += 1;
          before = shown();
        }
        return changes;
      }, texts);
      assert.ok(drawn > 1 && drawn <= Math.ceil(words.length / 3), `${drawn} of ${words.length} frames`);
      await chat.settled();
      assert.equal(await chat.page.locator(".markdown").textContent(), words.join("").trim());
    });

    it("asks for a snapshot when a message is missing, and goes on from it", async () => {
      chat = await showChat(snapshot());
      await chat.send(
        ...eventMessages(
          [answering()],
          [],
          [{ type: "text", turn: "answer", text: "lost", at: start }],
        ).filter((_, at) => at !== 1),
      );
      await chat.page.waitForFunction(
        () => window.postedToHost.filter(({ type }) => type === "ready").length === 2,
      );
      await chat.send(snapshot([answered("whole", { ending: undefined })], { sequence: 9 }));
      await chat.send({
        type: "events",
        sequence: 10,
        events: [{ type: "text", turn: "answer", text: " again", at: start }],
        failures: [],
      });
      await chat.page.getByRole("region", { name: "Answer" }).getByText("whole again").waitFor();
    });
  });
});
