/** axe-core finds nothing to say, in every state and theme; everything is reached by Tab; nothing is cut off. */
import assert from "node:assert/strict";
import type { ToWebview } from "../../src/protocol/toWebview.ts";
import { axeFinds } from "./axe.ts";
import { type ChatPage, closeBrowser, openChatPage, type PageOptions } from "./chatPage.ts";
import {
  answered,
  answering,
  asked,
  card,
  eventMessages,
  metered,
  readyStatus,
  richAnswer,
  snapshot,
  start,
  thought,
} from "./script.ts";
import { inChinese } from "./scenes.ts";
import type { Theme } from "./themes.ts";

const context = [{ id: "1", kind: "selection", path: "src/a.ts", lines: [3, 9] }] as const;
const thinking = { text: thought, startedAt: start, endedAt: start + 12_000 };
const question = asked("Why?", { context: [{ ...context[0], language: "typescript", text: "x" }] });
const failure = answered("half", { ending: { reason: "failed", failure: { kind: "server" } } });

const likeness =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4z8AARAAI/gH/xp559wAAAABJRU5ErkJggg==";

const states: Readonly<Record<string, readonly ToWebview[]>> = {
  "a finished answer": [snapshot([question, answered(richAnswer, { thinking })], { context })],
  "an open thinking": [
    snapshot(
      [
        question,
        answered(richAnswer, { thinking }),
        asked("And then?", { id: "q2" }),
        answered("x", { id: "a2", thinking }),
      ],
      { status: { ...readyStatus, thinkingDisplay: "open" } },
    ),
  ],
  "a running answer": [
    snapshot([question]),
    ...eventMessages([answering(), { type: "thinking", turn: "answer", text: thought, at: start }]),
  ],
  "a failure": [snapshot([question, failure], { failures: [card()] })],
  "a welcome": [snapshot([], { status: { ...readyStatus, needsKey: true } })],
  "a missing key": [snapshot([question, answered("x")], { status: { ...readyStatus, needsKey: true } })],
  "a meter, and something to undo": [
    snapshot([question, answered("x")], { context }),
    metered({ usd: 0.00123, cachedUsd: 0, context }),
    ...eventMessages([{ type: "removed", turns: ["answer"], at: start }]),
  ],
  "too much": [
    snapshot([question], { context }),
    metered({
      tokens: 1_200_000,
      usd: 0.0123,
      cachedUsd: 0,
      isPeak: true,
      isTight: true,
      cut: { "1": 0 },
      context,
      images: 2,
    }),
  ],
  "images, instructions and a missed cache": [
    snapshot(
      [
        asked("What is it?", {
          context: [
            { id: "i", kind: "image", path: "Image 1", language: "", text: "", preview: likeness },
            { id: "n", kind: "instructions", path: "AGENTS.md", language: "markdown", text: "" },
          ],
        }),
        answered("Red.", { cacheMiss: { cause: "late", after: 9 * 3_600_000 } }),
      ],
      {
        context: [{ id: "2", kind: "image", path: "Image 2", preview: likeness }],
        status: { ...readyStatus, instructions: { names: ["AGENTS.md"], on: 1 } },
      },
    ),
  ],
  "a summary": [
    snapshot([
      question,
      answered("x"),
      asked("Sum up.", { id: "c", compacts: true }),
      answered("y", { id: "s" }),
    ]),
  ],
  nothing: [snapshot()],
};

describe("accessibility", function () {
  this.timeout(60_000);
  after(closeBrowser);

  async function show(messages: readonly ToWebview[], options: PageOptions): Promise<ChatPage> {
    const chat = await openChatPage(options);
    await chat.send(...messages);
    await chat.settled();
    // Code gets its colours when it is near the screen.
    await chat.page.waitForFunction(() => {
      const code = document.querySelector(".code-block");
      code?.scrollIntoView();
      return !code || code.querySelector("[class^=hljs]");
    });
    return chat;
  }

  for (const theme of ["dark", "light", "highContrast"] satisfies readonly Theme[]) {
    for (const [name, messages] of Object.entries(states)) {
      it(`axe has nothing to say of ${name} in ${theme}`, async () => {
        const chat = await show(messages, { theme });
        assert.deepEqual(await axeFinds(chat), []);
        await chat.close();
      });
    }
  }

  for (const theme of ["dark", "light", "highContrast"] satisfies readonly Theme[]) {
    it(`shows where the focus is, wherever it is, in ${theme}`, async () => {
      const chat = await show(states["images, instructions and a missed cache"] ?? [], { theme });
      const hidden = await chat.page.evaluate(async () => {
        const looks = (element: Element): string => {
          // The composer's box shows the focus of what is written in it.
          const shown = element.closest("textarea") ? element.closest(".composer-box") : element;
          const { outlineStyle, outlineColor, boxShadow, borderColor } = getComputedStyle(shown ?? element);
          return [outlineStyle === "none" ? "" : outlineColor, boxShadow, borderColor].join(" ");
        };
        const all = [...document.querySelectorAll<HTMLElement>("button, a[href], textarea, [tabindex='0']")];
        const same: string[] = [];
        for (const element of all) {
          (document.activeElement as HTMLElement | null)?.blur();
          const before = looks(element);
          // As by keyboard: a focus that a script sets is visible too, unless the mouse was used last.
          element.focus({ focusVisible: true });
          await new Promise(requestAnimationFrame);
          if (looks(element) === before) same.push(element.outerHTML);
        }
        return same;
      });
      assert.deepEqual(hidden, []);
      await chat.close();
    });
  }

  it("reaches every button, link and scroll box by Tab, in the order of the page", async () => {
    const chat = await show(states["a finished answer"] ?? [], {});
    const all = await chat.page.evaluate(() => {
      const list = [...document.querySelectorAll<HTMLElement>("button, a[href], textarea, [tabindex='0']")];
      for (const [at, element] of list.entries()) element.dataset["order"] = String(at);
      (document.activeElement as HTMLElement | null)?.blur();
      return list.length;
    });
    const reached: number[] = [];
    for (let presses = 0; presses < all; presses++) {
      await chat.page.keyboard.press("Tab");
      reached.push(
        Number(
          await chat.page.evaluate(
            () => (document.activeElement as HTMLElement | null)?.dataset["order"] ?? -1,
          ),
        ),
      );
    }
    assert.deepEqual(
      reached,
      Array.from({ length: all }, (_, at) => at),
    );
    await chat.close();
  });

  for (const theme of ["dark", "light", "highContrast"] satisfies readonly Theme[]) {
    it(`axe has nothing to say of the search in ${theme}`, async () => {
      const chat = await show(states["a finished answer"] ?? [], { theme });
      await chat.page.keyboard.press("Control+f");
      await chat.page.keyboard.type("timer");
      await chat.settled();
      assert.deepEqual(await axeFinds(chat), []);
      await chat.close();
    });

    it(`axe has nothing to say of suggestions in ${theme}`, async () => {
      const chat = await show([snapshot()], { theme });
      await chat.box().pressSequentially("/");
      await chat.page.getByRole("listbox").waitFor();
      assert.deepEqual(await axeFinds(chat), []);
      await chat.close();
    });
  }

  for (const [name, options] of Object.entries({
    "250 px wide": { width: 250, height: 700 },
    "zoomed to 200%": { width: 500, height: 700, zoom: 2 },
  } satisfies Record<string, PageOptions>)) {
    for (const [state, messages] of Object.entries(states)) {
      it(`cuts nothing off ${name}: ${state}`, async () => {
        const chat = await show(messages, options);
        const cut = await chat.page.evaluate(() => {
          const isCut = (element: Element): boolean => {
            const { left, right } = element.getBoundingClientRect();
            return right > innerWidth + 1 || left < -1;
          };
          const wide = document.documentElement.scrollWidth > innerWidth;
          const cutOff = [...document.querySelectorAll("button, .turn > *, .status, .meter > *, h1")].filter(
            isCut,
          );
          return [
            ...(wide ? ["the page scrolls sideways"] : []),
            ...cutOff.map(({ outerHTML }) => outerHTML),
          ];
        });
        assert.deepEqual(cut, []);
        const box = await chat.page.getByRole("textbox").boundingBox();
        assert.ok(box && box.width > 100 && box.y + box.height <= 700);
        await chat.close();
      });
    }
  }

  it("cuts nothing of the search off 170 px wide, in Chinese", async () => {
    const text = "timer ".repeat(120);
    const chat = await show([inChinese(snapshot([question, answered(text)]))], { width: 170, height: 700 });
    await chat.page.keyboard.press("Control+f");
    await chat.page.keyboard.type("timer");
    await chat.settled();
    const search = chat.page.getByRole("search");
    assert.match(await search.getByRole("status").innerText(), /120/);
    for (const part of await search.locator("> *").all()) {
      const place = await part.boundingBox();
      assert.ok(
        place && place.x >= 0 && place.x + place.width <= 170 && place.width > 10,
        await part.innerHTML(),
      );
    }
    await chat.close();
  });

  it("speaks up for the last failure alone", async () => {
    const older = answered("", { id: "older", ending: failure.ending });
    const turns = [question, older, asked("And?", { id: "q2" }), failure];
    const chat = await show([snapshot(turns, { failures: [card({ turn: "older" }), card()] })], {});
    assert.equal(await chat.page.locator(".failure").count(), 2);
    assert.equal(await chat.page.getByRole("alert").count(), 1);
    assert.equal(await chat.page.locator("[data-turn=older]").getByRole("alert").count(), 0);
    await chat.close();
  });

  it("tells again what has happened again", async () => {
    const third = asked("And?", { id: "q2" });
    const chat = await show([snapshot([question, answered("x"), third])], {});
    const heard: () => Promise<readonly string[]> = () =>
      chat.page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    await chat.page.evaluate(() => {
      const all: string[] = Object.assign(window, { heard: [] as string[] }).heard;
      const status = document.querySelector("[role=log] [role=status]");
      if (!status) return;
      const note = (): void => void all.push(status.textContent.trim());
      new MutationObserver(note).observe(status, { childList: true, characterData: true, subtree: true });
    });
    for (const name of ["Copy answer", "Copy answer", "Copy answer"]) {
      await chat.button(name).click();
      await chat.settled();
    }
    for (const [at, turn] of ["answer", "q2"].entries()) {
      await chat.send({
        type: "events",
        sequence: at + 2,
        failures: [],
        events: [{ type: "removed", turns: [turn], at: start }],
      });
      await chat.settled();
    }
    // Nothing is told again by what only draws the page anew.
    await chat.send({ type: "status", status: { ...readyStatus, model: "other" } });
    await chat.settled();
    const gone = "Messages were taken away.";
    assert.deepEqual(await heard(), ["Copied", "Copied", "Copied", gone, gone]);
    await chat.close();
  });

  it("stands still for those who want it so", async () => {
    const chat = await show([snapshot(), ...eventMessages([answering()])], { reducedMotion: true });
    const names = await chat.page.evaluate(() => document.getAnimations().length);
    assert.equal(names, 0);
    await chat.close();
  });
});
