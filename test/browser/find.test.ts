/** Finding words in the conversation, and going from turn to turn by keyboard. */
import assert from "node:assert/strict";
import { type ChatPage, closeBrowser, type PageOptions, showChat } from "./chatPage.ts";
import { answered, answering, asked, eventMessages, snapshot, start } from "./script.ts";

const thinking = { text: "The needle is in the hay.", startedAt: start, endedAt: start + 4000 };
const turns = [
  asked("Where is the Needle?"),
  answered("A **nee**dle:\n\n```ts\nconst needle = 1;\n```\n\nDone.", { thinking }),
  asked("Thanks", { id: "q2" }),
  answered("You are welcome.", { id: "a2" }),
];

describe("the conversation", function () {
  this.timeout(30_000);
  let chat: ChatPage;
  afterEach(() => chat.close());
  after(closeBrowser);

  const show = async (options?: PageOptions): Promise<void> => {
    chat = await showChat(snapshot(turns), options);
    await chat.page.getByText("Done.").waitFor();
  };
  const input = () => chat.page.getByRole("textbox", { name: "Find in Conversation" });
  const find = async (words: string): Promise<void> => {
    await chat.page.keyboard.press("Control+f");
    await input().fill(words);
    await chat.settled();
  };
  const said = () => chat.page.getByRole("search").getByRole("status").innerText();
  const marked = (name: string): Promise<readonly string[]> =>
    chat.page.evaluate(
      (key) => [...(CSS.highlights.get(key) ?? [])].map((range) => (range as Range).toString()),
      name,
    );
  const press = async (key: string): Promise<void> => {
    await chat.page.keyboard.press(key);
    await chat.settled();
  };
  const focused = (): Promise<string | undefined> =>
    chat.page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-turn]")?.dataset["turn"]);

  it("is searched in questions, answers, code and folded thinking, across marks and whatever the case", async () => {
    await show();
    await find("needle");
    assert.equal(await said(), "1 of 4");
    assert.deepEqual(await marked("sonde-find"), ["Needle", "needle", "needle"]);
    assert.deepEqual(await marked("sonde-find-current"), ["Needle"]);
  });

  it("is searched across the ends of lines that are drawn as blanks", async () => {
    chat = await showChat(snapshot([answered("one two\nthree four")]));
    await find("two three");
    assert.equal(await said(), "1 of 1");
    assert.deepEqual(await marked("sonde-find-current"), ["two\nthree"]);
  });

  it("opens a folded thinking when a match in it is shown", async () => {
    await show();
    await find("needle");
    assert.equal(await chat.page.getByText("in the hay").count(), 0);
    await press("Enter");
    assert.equal(await said(), "2 of 4");
    await chat.page.getByText("in the hay").waitFor();
    assert.deepEqual(await marked("sonde-find-current"), ["needle"]);
    await press("Shift+Enter");
    await press("Shift+Enter");
    assert.equal(await said(), "4 of 4");
  });

  it("is walked and left by the buttons of the search, with Enter on them", async () => {
    await show();
    await find("needle");
    await press("Tab");
    await press("Enter");
    assert.equal(await said(), "4 of 4");
    await press("Tab");
    await press("Enter");
    assert.equal(await said(), "1 of 4");
    await press("Tab");
    await press("Enter");
    assert.equal(await input().count(), 0);
  });

  it("is searched again once an answer has ended, or a snapshot come, and stays where it is", async () => {
    await show({ height: 300 });
    await find("needle");
    await press("Enter");
    await chat.page.getByText("in the hay").waitFor();
    await press("Enter");
    assert.equal(await said(), "3 of 4");
    const top = (): Promise<number> => chat.page.getByRole("log").evaluate((box) => box.scrollTop);
    await chat.settled();
    await chat.box().focus();
    const before = await top();
    const text = "One more needle.\n\n".repeat(40);
    await chat.send(
      ...eventMessages(
        [answering("a3"), { type: "text", turn: "a3", text, at: start }],
        [{ type: "ended", turn: "a3", ending: { reason: "stop" }, at: start }],
      ),
    );
    const status = chat.page.getByRole("search").getByRole("status");
    await status.getByText("3 of 44").waitFor();
    await chat.send(snapshot([...turns, answered("And a needle.", { id: "a4" })], { sequence: 9 }));
    await status.getByText("3 of 5").waitFor();
    assert.equal(await input().inputValue(), "needle");
    assert.equal(await chat.page.evaluate(() => document.activeElement?.localName), "textarea");
    assert.ok(Math.abs((await top()) - before) < 2);
    assert.deepEqual(await marked("sonde-find-current"), ["needle"]);
    await chat.send({
      type: "events",
      sequence: 10,
      failures: [],
      events: [{ type: "removed", turns: ["question", "answer"], at: start }],
    });
    await status.getByText("1 of 1").waitFor();
  });

  it("is searched in what comes, also where nothing was found before", async () => {
    await show();
    await find("haystack");
    assert.equal(await said(), "No results");
    const turn = asked("A haystack", { id: "q3" });
    await chat.send(...eventMessages([{ type: "asked", turn }]));
    await chat.page.getByRole("search").getByText("1 of 1").waitFor();
    await chat.settled();
    assert.deepEqual(await marked("sonde-find-current"), ["haystack"]);
  });

  it("finds what of a long question is folded, and opens it", async () => {
    const log = (words: string): string => `${"x ".repeat(1000)}${words}\n`;
    const text = `${log("needle").repeat(3)}${log("hay").repeat(4)}${log("The Needle").repeat(2)}`;
    chat = await showChat(snapshot([asked(text), answered("Done.")]));
    await chat.page.getByRole("button", { name: /^Show the whole message/ }).waitFor();
    await find("needle");
    assert.equal(await said(), "1 of 5");
    await press("Enter");
    await press("Enter");
    assert.equal((await marked("sonde-find")).length, 3, "nothing is opened before it has to be");
    await press("Enter");
    await chat.settled();
    assert.equal(await said(), "4 of 5");
    assert.deepEqual(await marked("sonde-find-current"), ["Needle"]);
    assert.equal((await marked("sonde-find")).length, 5);
  });

  it("shows what was found, however far it is, and lets go of it all", async () => {
    const long = Array.from({ length: 30 }, (_, at) => answered("word\n\n".repeat(20), { id: `a${at}` }));
    const code = `\`\`\`ts\n${" ".repeat(300)}const needle\n\`\`\``;
    chat = await showChat(snapshot([...long.slice(0, 3), answered(code, { id: "x" }), ...long.slice(3)]), {
      height: 400,
    });
    await chat.settled();
    await find("needle");
    await chat.page.waitForFunction(() => {
      const [range] = [...(CSS.highlights.get("sonde-find-current") ?? [])] as Range[];
      const place = range?.getBoundingClientRect();
      return (
        place && place.top > 0 && place.bottom < innerHeight && place.left > 0 && place.right < innerWidth
      );
    });
    // The code gets its colours now that it is near the screen: it is drawn anew, and the marks are still there.
    await chat.page.locator(".code-block .hljs-keyword").first().waitFor();
    await chat.settled();
    assert.deepEqual(await marked("sonde-find-current"), ["needle"]);
    await press("Escape");
    assert.equal(await input().count(), 0);
    assert.deepEqual(await marked("sonde-find"), []);
    assert.equal(await chat.page.evaluate(() => document.activeElement?.getAttribute("role")), "log");
  });

  it("says that nothing was found", async () => {
    await show();
    await find("haystack");
    assert.equal(await said(), "No results");
    await input().fill("");
    await chat.settled();
    assert.equal(await said(), "");
  });

  it("is walked turn by turn with Alt+Up and Alt+Down, from the composer and back", async () => {
    await show({ height: 300 });
    await chat.box().focus();
    for (const turn of ["a2", "q2", "answer", "question", "question"]) {
      await press("Alt+ArrowUp");
      assert.equal(await focused(), turn);
    }
    const top = await chat.page.locator("[data-turn=question]").boundingBox();
    assert.ok(top && top.y >= 0 && top.y < 40);
    for (const turn of ["answer", "q2", "a2"]) {
      await press("Alt+ArrowDown");
      assert.equal(await focused(), turn);
    }
    await press("Alt+ArrowDown");
    assert.ok(await chat.box().evaluate((element) => element === document.activeElement));
  });
});
