/**
 * A conversation of a week's work, 2,000 turns and 5 MB: taken in, found again, opened, read from end to end, searched,
 * branched and exported as a person does it. It is measured beside one of 100 turns in the same window.
 */
import assert from "node:assert/strict";
import { on } from "node:events";
import { readFileSync, statSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import type { Conversation } from "../../../../src/core/conversation.ts";
import { conversationMarkdown } from "../../../../src/core/history/markdown.ts";
import { momentText } from "../../../../src/core/text/moments.ts";
import { portableJson } from "../../../../src/core/history/portable.ts";
import { longConversation } from "../../../browser/longChat.ts";
import { openScripted, type Scripted } from "../../driver/scripted.ts";

const words = {
  you: "You",
  thinking: "Thinking",
  context: "Context",
  stopped: "This answer did not come to its end.",
  when: (at: number) => momentText(at, { locale: "en" }),
};

/** Words near the end of a chat's last answer, by which it is told: of a long answer only what is near is on the page. */
function endOf({ turns }: Conversation): string {
  return (
    turns
      .at(-1)
      ?.text.match(/(?:Part|step|hit) \d+|load\d+/g)
      ?.at(-1) ?? ""
  );
}

/** How much longer than the small one the long one may take; PERFORMANCE.md asks it of 10,000 turns. */
const most = 4;
/** How often each is measured: the quickest time is what the product takes, the rest is the machine's. */
const rounds = 3;

describe("a week's work", function () {
  this.timeout(300_000);
  const week = longConversation(2000, 2500);
  const day = longConversation(100, 2500);
  let scripted: Scripted;

  before(async () => {
    scripted = await openScripted({ settings: { "files.simpleDialog.enable": true } });
    const { workbench } = scripted;
    writeFileSync(join(workbench.folder, "week.json"), portableJson(week, "The week"));
    writeFileSync(join(workbench.folder, "day.json"), portableJson(day, "The day"));
    await workbench.chat.open();
  });
  after(() => scripted.close());

  /** Brings a chat in from a file of the folder. */
  const take = async (name: string, chat: Conversation): Promise<void> => {
    const { workbench } = scripted;
    await workbench.runCommand("Sonde: Import Chat");
    await workbench.quickInput.getByText("Import Chat").waitFor();
    await workbench.quickInput.locator("input").fill(`${workbench.folder}/`);
    await workbench.quickChoice(name).click();
    await isOnScreen(endOf(chat));
    await hasCaret();
  };
  /** The chat takes the caret when it shows another conversation; a list that is open then would be closed. */
  const hasCaret = (): Promise<void> => scripted.workbench.chat.view.locator("textarea:focus").waitFor();
  const question = (turn: number): Locator =>
    scripted.workbench.chat.view.getByRole("article", { name: "You" }).filter({
      hasText: `Question number ${turn}?`,
    });
  /** Waits until a turn with this text is on the screen, at least a part of it. */
  const isOnScreen = async (wanted: string): Promise<void> => {
    const frame = await scripted.workbench.chat.frame();
    await frame.waitForFunction((text) => {
      const turns = [...document.querySelectorAll("[data-turn]")];
      const place = turns.find((one) => one.textContent?.includes(text))?.getBoundingClientRect();
      return place !== undefined && place.bottom > 0 && place.top < innerHeight;
    }, wanted);
  };
  const offer = async (search: string): Promise<Locator> => {
    const { workbench } = scripted;
    await workbench.runCommand("Sonde: Chat History");
    await workbench.quickInput.getByText("Chat History").first().waitFor();
    await workbench.quickInput.locator("input").fill(search);
    const isBranch = search.endsWith("(branch)");
    const row = workbench
      .quickChoice(search)
      .filter(isBranch ? {} : { hasNotText: "(branch)" })
      .first();
    await row.waitFor();
    return row;
  };

  interface Cost {
    /** Until the end can be read, in milliseconds. */
    readonly time: number;
    /** The longest time that the page was busy without a break; what is shorter than 50 ms counts as 50. */
    readonly hitch: number;
  }
  /** What something costs until it is to be seen. */
  const cost = async (act: () => Promise<unknown>): Promise<Cost> => {
    const frame = await scripted.workbench.chat.frame();
    await frame.evaluate(watchTasks);
    const before = performance.now();
    await act();
    const time = performance.now() - before;
    return { time, hitch: Math.max(50, await frame.evaluate(longestTask)) };
  };
  const least = (costs: readonly Cost[]): Cost => ({
    time: Math.min(...costs.map(({ time }) => time)),
    hitch: Math.min(...costs.map(({ hitch }) => hitch)),
  });
  const compare = (what: string, long: readonly Cost[], short: readonly Cost[]): void => {
    const [one, other] = [least(long), least(short)];
    const said = `${what}: ${JSON.stringify(one)} of 2,000 turns, ${JSON.stringify(other)} of 100`;
    assert.ok(one.time < most * other.time, said);
    assert.ok(one.hitch < most * other.hitch, said);
  };

  it("is taken in, and found by words of a turn in its middle", async () => {
    await take("day.json", day);
    await take("week.json", week);
    const row = await offer("Question number 1234");
    assert.match(await row.innerText(), /The week/);
    await row.click();
    await isOnScreen("Question number 1234?");
    await hasCaret();
  });

  it("is opened there also where the chat was put away", async () => {
    const { chat, page } = scripted.workbench;
    await page
      .getByRole("tab", { name: /^Explorer/ })
      .first()
      .click();
    await chat.message.waitFor({ state: "hidden" });
    await (await offer("Question number 568")).click();
    await isOnScreen("Question number 568?");
    await hasCaret();
  });

  it("opens, and is read from its end to its beginning and back, as one of 100 turns is", async () => {
    const { chat } = scripted.workbench;
    const costs = { week: [] as Cost[], day: [] as Cost[] };
    const reading = { week: [] as Cost[], day: [] as Cost[] };
    for (let round = 0; round < rounds; round++) {
      for (const [name, last] of [
        ["day", endOf(day)],
        ["week", endOf(week)],
      ] as const) {
        const row = await offer(`The ${name}`);
        costs[name].push(
          await cost(async () => {
            await row.click();
            await isOnScreen(last);
          }),
        );
        await hasCaret();
        reading[name].push(
          await cost(async () => {
            await chat.view.locator(".scroller").press("Home");
            await isOnScreen("Question number 0?");
            await chat.view.locator(".scroller").press("End");
            await isOnScreen(last);
          }),
        );
      }
    }
    compare("opening", costs.week, costs.day);
    compare("reading", reading.week, reading.day);
  });

  it("is searched, and branched from a turn in its middle", async () => {
    const { workbench } = scripted;
    await (await offer("The week")).click();
    await isOnScreen(endOf(week));
    await hasCaret();
    await workbench.chat.message.press("Control+F");
    const find = workbench.chat.view.getByRole("textbox", { name: "Find in Conversation" });
    await find.fill("question number 1000?");
    await workbench.chat.view.getByText("1 of 1", { exact: true }).waitFor();
    await isOnScreen("Question number 1000?");
    await workbench.screenshot("week-found");
    await question(1000).hover();
    await question(1000).getByRole("button", { name: "Branch from Here" }).click();
    const behind = workbench.chat.view.getByText("Answer number 1001.");
    await behind.waitFor({ state: "detached" });
    await isOnScreen("Question number 1000?");
    await hasCaret();
    await (await offer("The week (branch)")).waitFor();
    await workbench.page.keyboard.press("Escape");
  });

  it("is exported whole, and so is the branch", async () => {
    const turns = week.turns.slice(0, 1001);
    await compareExport(
      "The week branch.md",
      conversationMarkdown({ ...week, turns }, "The week (branch)", words),
    );
    await (await offer("The week")).click();
    await isOnScreen(endOf(week));
    await hasCaret();
    await compareExport("The week.md", conversationMarkdown(week, "The week", words));
  });

  /** Exports the shown chat, and compares the file with what it is to hold. */
  const compareExport = async (name: string, expected: string): Promise<void> => {
    const { workbench } = scripted;
    const path = join(workbench.folder, name);
    await workbench.runCommand("Sonde: Export Chat");
    await workbench.quickInput.getByText("Export Chat").waitFor();
    await workbench.page.waitForFunction(
      (wanted) =>
        document.querySelector<HTMLInputElement>(".quick-input-widget input")?.value.endsWith(wanted),
      name,
    );
    const watcher = watch(workbench.folder);
    const changes = on(watcher, "change");
    await workbench.page.keyboard.press("Enter");
    const bytes = Buffer.byteLength(expected);
    for await (const _ of changes) {
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= bytes) break;
    }
    watcher.close();
    assert.equal(readFileSync(path, "utf8"), expected);
  };
});

declare global {
  var longTasks: number[] | undefined;
}

/** Runs in the page: from now on, how long each task takes that holds it up. */
function watchTasks(): void {
  const isWatching = globalThis.longTasks !== undefined;
  globalThis.longTasks = [];
  if (isWatching) return;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longTasks?.push(duration);
  }).observe({ type: "longtask" });
}

/** Runs in the page: the longest of them, once the page has come to rest. */
async function longestTask(): Promise<number> {
  await new Promise((done) => requestIdleCallback(done));
  return Math.max(0, ...(globalThis.longTasks ?? []));
}
