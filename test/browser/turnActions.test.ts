/** What a person does with turns: edit and resend, answer again, branch, delete, undo, continue, quote. */
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { ConversationEvent } from "../../src/core/conversation.ts";
import { type ChatPage, closeBrowser, showChat } from "./chatPage.ts";
import { answered, answering, asked, chips, eventMessages, readyStatus, snapshot, start } from "./script.ts";

const item = { id: "i1", kind: "file", path: "src/old.ts", language: "typescript", text: "x" } as const;
const other = { ...item, id: "i2", path: "src/a.ts" };
const turns = [
  asked("first", { context: [item, other] }),
  answered("**one** word"),
  asked("second", { id: "q2" }),
  answered("two", { id: "a2" }),
];

describe("turn actions", function () {
  this.timeout(30_000);
  let chat: ChatPage;
  afterEach(() => chat.close());
  after(closeBrowser);

  const turn = (name: "You" | "Sonde", at: number): Locator =>
    chat.page.getByRole("article", { name, exact: true }).nth(at);
  const press = async (name: string, where: Locator): Promise<void> => {
    await chat.button(name, where).click();
    await chat.settled();
  };
  const say = async (sequence: number, ...events: readonly ConversationEvent[]): Promise<void> => {
    await chat.send({ type: "events", sequence, events, failures: [] });
    await chat.settled();
  };
  const focused = (): Promise<string | null> =>
    chat.page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? null);

  for (const [name, by, message] of [
    ["Answer Again", "Sonde", { type: "regenerate", turn: "answer" }],
    ["Answer Again with Another Model", "Sonde", { type: "regenerateWith", turn: "answer" }],
    ["Branch from Here", "Sonde", { type: "branch", turn: "answer" }],
    ["Delete", "Sonde", { type: "deleteTurn", turn: "answer" }],
    ["Delete", "You", { type: "deleteTurn", turn: "question" }],
    ["Branch from Here", "You", { type: "branch", turn: "question" }],
  ] as const) {
    it(`asks for "${name}" of a turn of ${by}, by keyboard, and keeps the focus`, async () => {
      chat = await showChat(snapshot(turns));
      await chat.button(name, turn(by, 0)).focus();
      await chat.page.keyboard.press("Enter");
      assert.deepEqual((await chat.posted()).at(-1), message);
      assert.ok((await focused()) !== null);
    });
  }

  it("are seen with the pointer or the focus in the turn, and quiet elsewhere", async () => {
    chat = await showChat(snapshot(turns));
    const opacity = (): Promise<string> =>
      turn("Sonde", 0)
        .getByRole("group", { name: "Actions for this message" })
        .evaluate((element) => getComputedStyle(element).opacity);
    await chat.box().hover();
    assert.equal(await opacity(), "0");
    await turn("Sonde", 0).hover();
    assert.equal(await opacity(), "1");
    await chat.box().hover();
    await chat.button("Delete", turn("Sonde", 0)).focus();
    assert.equal(await opacity(), "1");
  });

  for (const [why, message] of [
    ["while an answer runs", snapshot([...turns, asked("third", { id: "q3" })])],
    ["where nothing may change", snapshot(turns, { status: { ...readyStatus, isReadOnly: true } })],
  ] as const) {
    it(`leaves only what changes nothing ${why}`, async () => {
      chat = await showChat(message);
      if (why.startsWith("while")) await chat.send(...eventMessages([answering("a3")]));
      await chat.settled();
      const names = await turn("Sonde", 0)
        .getByRole("button")
        .evaluateAll((all) => all.map((one) => one.ariaLabel));
      assert.deepEqual(names, ["Copy answer", "Quote answer", "Branch from Here"]);
    });
  }

  it("edits a question in the composer, and sends it in the old one's place", async () => {
    chat = await showChat(snapshot(turns, { context: chips.slice(0, 1) }));
    await chat.box().fill("half a thought");
    await press("Edit and Resend", turn("You", 0));
    assert.equal(await chat.box().inputValue(), "first");
    assert.equal(await focused(), "Message");
    const kept = chat.page.getByRole("list", { name: "Context of the edited message" });
    assert.equal(await kept.getByRole("listitem").count(), 2);
    await chat.box().fill("first, better");
    await chat.box().press("Enter");
    // src/a.ts is offered anew: it goes as it is now, once.
    assert.deepEqual(await chat.posted("resend"), [
      {
        type: "resend",
        conversation: "conversation",
        turn: "question",
        text: "first, better",
        context: ["1"],
        keep: ["i1"],
      },
    ]);
    assert.equal(await chat.page.getByRole("group", { name: "Editing an earlier message" }).count(), 0);
    assert.deepEqual(await chat.posted("ask"), []);
  });

  it("sends an image and a look at the terminal beside new ones of the same name", async () => {
    const image = { ...item, kind: "image", path: "Image 1" } as const;
    const terminal = { ...item, id: "t1", kind: "terminal", path: "Terminal" } as const;
    const anew = [image, terminal].map(({ kind, path }, at) => ({ id: `n${at}`, kind, path }));
    chat = await showChat(snapshot([asked("first", { context: [image, terminal] })], { context: anew }));
    await press("Edit and Resend", turn("You", 0));
    await chat.box().press("Enter");
    const [message] = await chat.posted("resend");
    assert.ok(message?.type === "resend");
    assert.deepEqual(
      [message.context, message.keep],
      [
        ["n0", "n1"],
        ["i1", "t1"],
      ],
    );
  });

  it("leaves what goes along out of an edited question where the person says so", async () => {
    chat = await showChat(snapshot(turns));
    await press("Edit and Resend", turn("You", 0));
    await chat.button("Remove src/old.ts").click();
    await chat.settled();
    assert.equal(await focused(), "Message");
    await chat.box().press("Enter");
    assert.deepEqual(await chat.posted("resend"), [
      {
        type: "resend",
        conversation: "conversation",
        turn: "question",
        text: "first",
        context: [],
        keep: ["i2"],
      },
    ]);
  });

  it("brings the draft back when editing is left, also after a reload", async () => {
    chat = await showChat(snapshot(turns));
    await chat.box().fill("half a thought");
    await press("Edit and Resend", turn("You", 1));
    await chat.page.waitForFunction(() => JSON.stringify(sessionStorage).includes("q2"));
    await chat.reload();
    await chat.send(snapshot(turns));
    await chat.page.getByRole("group", { name: "Editing an earlier message" }).waitFor();
    assert.equal(await chat.box().inputValue(), "second");
    await chat.box().press("Escape");
    await chat.settled();
    assert.equal(await chat.box().inputValue(), "half a thought");
    assert.deepEqual(await chat.posted("stop"), []);
  });

  it("brings the draft back with Esc also where the edited question has gone", async () => {
    chat = await showChat(snapshot(turns));
    await chat.box().fill("half a thought");
    await press("Edit and Resend", turn("You", 1));
    await say(2, { type: "removed", turns: ["q2", "a2"], at: start });
    assert.equal(await chat.box().inputValue(), "second");
    await chat.box().press("Escape");
    await chat.settled();
    assert.equal(await chat.box().inputValue(), "half a thought");
  });

  it("brings the draft back behind an edited question that was sent", async () => {
    chat = await showChat(snapshot(turns));
    await chat.box().fill("half a thought");
    await press("Edit and Resend", turn("You", 0));
    await chat.box().press("Enter");
    await chat.settled();
    assert.equal((await chat.posted("resend")).length, 1);
    assert.equal(await chat.box().inputValue(), "half a thought");
  });

  it("shows the draft in another chat, and what was edited once its own is back", async () => {
    chat = await showChat(snapshot(turns));
    await chat.box().fill("half a thought");
    await press("Edit and Resend", turn("You", 0));
    await chat.button("Remove src/old.ts").click();
    await chat.box().fill("first, better");
    const another = { id: "other", createdAt: start, turns: [asked("elsewhere", { id: "q9" })] };
    await chat.send(snapshot([], { conversation: another, sequence: 2 }));
    await chat.settled();
    assert.equal(await chat.box().inputValue(), "half a thought");
    await chat.box().fill("half a thought, here");
    await chat.send(snapshot(turns, { sequence: 3 }));
    await chat.settled();
    assert.equal(await chat.box().inputValue(), "first, better");
    await chat.box().press("Enter");
    assert.deepEqual(await chat.posted("resend"), [
      {
        type: "resend",
        conversation: "conversation",
        turn: "question",
        text: "first, better",
        context: [],
        keep: ["i2"],
      },
    ]);
    assert.equal(await chat.box().inputValue(), "half a thought, here");
  });

  it("keeps what was edited while another question is, in the same chat or in another", async () => {
    chat = await showChat(snapshot(turns));
    const text = (): Promise<string> => chat.box().inputValue();
    const leave = async (): Promise<void> => {
      await chat.box().press("Escape");
      await chat.settled();
    };
    await press("Edit and Resend", turn("You", 0));
    await chat.box().fill("first, better");
    await press("Edit and Resend", turn("You", 0));
    assert.equal(await text(), "first, better");
    const another = { id: "other", createdAt: start, turns: [asked("elsewhere")] };
    await chat.send(snapshot([], { conversation: another, sequence: 2 }));
    await chat.settled();
    await press("Edit and Resend", turn("You", 0));
    assert.equal(await text(), "elsewhere");
    await chat.send(snapshot(turns, { sequence: 3 }));
    await chat.settled();
    assert.equal(await text(), "first, better");
    await press("Edit and Resend", turn("You", 1));
    assert.equal(await text(), "second");
    await leave();
    assert.equal(await text(), "first, better");
    await leave();
    assert.equal(await text(), "");
    await press("Edit and Resend", turn("You", 0));
    assert.equal(await text(), "first");
  });

  it("goes on editing a question that came back unsent, and says why it did", async () => {
    chat = await showChat(snapshot(turns));
    await chat.box().fill("half a thought");
    const edited = { turn: "question", keep: ["i2"] };
    await chat.send({ type: "focus", text: "first, better", edited, why: "Not now." }, { type: "focus" });
    await chat.page.getByRole("group", { name: "Editing an earlier message" }).waitFor();
    assert.equal(await chat.box().inputValue(), "first, better");
    await chat.box().press("Enter");
    assert.deepEqual(await chat.posted("resend"), [
      {
        type: "resend",
        conversation: "conversation",
        turn: "question",
        text: "first, better",
        context: [],
        keep: ["i2"],
      },
    ]);
    await chat.settled();
    assert.equal(await chat.box().inputValue(), "half a thought");
  });

  it("edits the last question with Up in an empty box", async () => {
    chat = await showChat(snapshot(turns));
    await chat.box().press("ArrowUp");
    await chat.box().press("Enter");
    assert.deepEqual(await chat.posted("resend"), [
      { type: "resend", conversation: "conversation", turn: "q2", text: "second", context: [], keep: [] },
    ]);
  });

  it("offers to undo what took turns away, until something new is asked", async () => {
    chat = await showChat(snapshot(turns));
    const undo = chat.button("Undo");
    await say(2, { type: "removed", turns: ["a2"], at: start });
    await undo.click();
    await chat.settled();
    assert.equal((await chat.posted("undo")).length, 1);
    assert.equal(await focused(), "Message");
    await say(3, { type: "cut", from: "q2", at: start }, { type: "copied", turn: asked("x"), at: start });
    assert.equal(await undo.count(), 0);
    await say(4, { type: "cut", from: "answer", at: start });
    await undo.waitFor();
    await say(5, answering("a5"));
    assert.equal(await undo.count(), 0);
    await say(6, { type: "ended", turn: "a5", ending: { reason: "stop" }, at: start });
    await undo.waitFor();
    await say(7, { type: "asked", turn: asked("new", { id: "q9" }) });
    assert.equal(await undo.count(), 0);
  });

  it("offers it again when the page comes back, unless it was dismissed", async () => {
    chat = await showChat(snapshot(turns, { isUndoable: true }));
    await chat.button("Undo").waitFor();
    await say(2, answering("a5"));
    assert.equal(await chat.button("Undo").count(), 0);
    await say(3, { type: "ended", turn: "a5", ending: { reason: "stop" }, at: start });
    await chat.button("Dismiss").click();
    await chat.settled();
    assert.equal((await chat.posted("dismissUndo")).length, 1);
    assert.equal(await chat.button("Undo").count(), 0);
    assert.equal(await focused(), "Message");
  });

  it("offers no undo for an answer that failed", async () => {
    const failed = answered("", { ending: { reason: "failed", failure: { kind: "server" } } });
    chat = await showChat(snapshot([asked("x"), failed]));
    await say(2, { type: "cut", from: "answer", at: start });
    assert.equal(await chat.button("Undo").count(), 0);
  });

  it("goes on with the last answer if it was cut, in one text", async () => {
    const half = "Look:\n\n```ts\nlet a";
    chat = await showChat(snapshot([...turns, answered(half, { id: "cut", ending: { reason: "length" } })]));
    await chat.button("Continue").click();
    assert.deepEqual(await chat.posted("continue"), [{ type: "continue", turn: "cut" }]);
    await say(2, { type: "continuing", turn: "cut", model: "m", effort: "high", at: start });
    assert.equal(await chat.button("Continue").count(), 0);
    await say(3, { type: "text", turn: "cut", text: " = 1;\n```\n\nDone.", at: start });
    await say(4, { type: "ended", turn: "cut", ending: { reason: "stop" }, at: start });
    const answer = turn("Sonde", 2).getByRole("region", { name: "Answer" });
    await answer.getByText("Done.").waitFor();
    assert.equal(
      await answer.getByRole("group", { name: "Code: ts" }).locator("code").innerText(),
      "let a = 1;\n",
    );
    assert.equal(await chat.button("Continue").count(), 0);
  });

  it("offers nothing to continue where another turn follows or nothing was said", async () => {
    const cut = { ending: { reason: "cancelled" } } as const;
    chat = await showChat(snapshot([answered("half", cut), asked("x"), answered("", { ...cut, id: "a2" })]));
    await chat.settled();
    assert.equal(await chat.button("Continue").count(), 0);
  });

  it("quotes what is marked in an answer or a thinking", async () => {
    const thinking = { text: "deep thoughts", startedAt: start, endedAt: start + 4000 };
    chat = await showChat(
      snapshot([asked("first"), answered("one\n\ntwo", { thinking })], {
        status: { ...readyStatus, thinkingDisplay: "open" },
      }),
    );
    const mark = (text: string): Promise<void> =>
      chat.page
        .getByText(text, { exact: true })
        .evaluate((element) => getSelection()?.selectAllChildren(element));
    await mark("first");
    await chat.settled();
    assert.equal(await chat.button("Quote").count(), 0);
    await chat.box().fill("See:");
    await mark("deep thoughts");
    const marked = await chat.page.getByText("deep thoughts", { exact: true }).boundingBox();
    const button = await chat.button("Quote").boundingBox();
    assert.ok(marked && button && button.y > marked.y && button.y < marked.y + 60);
    await press("Quote", chat.page.locator("body"));
    assert.equal(await chat.box().inputValue(), "See:\n> deep thoughts\n\n");
    assert.equal(await focused(), "Message");
    assert.equal(await chat.button("Quote").count(), 0);
    await mark("two");
    await chat.button("Quote").focus();
    await chat.page.keyboard.press("Enter");
    await chat.settled();
    assert.equal(await chat.box().inputValue(), "See:\n> deep thoughts\n\n> two\n\n");
  });

  it("quotes a last paragraph that three clicks have marked, but not what is marked beyond it", async () => {
    const thinking = { text: "deep thoughts", startedAt: start, endedAt: start + 4000 };
    chat = await showChat(
      snapshot([asked("first"), answered("one\n\ntwo", { thinking }), asked("third", { id: "q2" })], {
        status: { ...readyStatus, thinkingDisplay: "open" },
      }),
    );
    for (const words of ["two", "deep thoughts"]) {
      await chat.page.getByText(words, { exact: true }).click({ clickCount: 3 });
      await press("Quote", chat.page.locator("body"));
      assert.equal(await chat.box().inputValue(), `> ${words}\n\n`);
      await chat.box().fill("");
    }
    const third = chat.page.getByText("third", { exact: true });
    for (const [from, to] of [
      ["two", 0],
      ["one", 1],
    ] as const) {
      await third.evaluate(
        (element, [word, offset]) => {
          const first = [...document.querySelectorAll("p")].find(({ textContent }) => textContent === word);
          if (first) getSelection()?.setBaseAndExtent(first, 0, element, offset);
        },
        [from, to] as const,
      );
      await chat.settled();
      assert.equal(await chat.button("Quote").count(), 0);
    }
  });

  it("quotes the code of a block that is marked from before it to behind it, and nothing of its bar", async () => {
    chat = await showChat(snapshot([answered("one\n\n```ts\nlet a = 1;\nlet b = 2;\n```\n\ntwo")]));
    await chat.page.locator(".hljs-keyword").first().waitFor();
    await chat.page.locator(".markdown").evaluate((text) => getSelection()?.selectAllChildren(text));
    await press("Quote", chat.page.locator("body"));
    assert.equal(await chat.box().inputValue(), "> one\n>\n> let a = 1;\n> let b = 2;\n> two\n\n");
  });

  it("quotes an answer by keyboard alone", async () => {
    chat = await showChat(snapshot([asked("first"), answered("one\n\n- two")]));
    await chat.button("Copy answer").focus();
    await chat.page.keyboard.press("Tab");
    await chat.page.keyboard.press("Enter");
    await chat.settled();
    assert.equal(await chat.box().inputValue(), "> one\n>\n> - two\n\n");
    assert.equal(await focused(), "Message");
  });

  it("shows the turn that a search has found", async () => {
    const long = Array.from({ length: 40 }, (_, at) => [
      asked(`q ${at}`, { id: `q${at}` }),
      answered("a line\n\n".repeat(8), { id: `a${at}` }),
    ]).flat();
    chat = await showChat(snapshot(long, { reveal: "q12" }), { height: 500 });
    await chat.page.waitForFunction(() => {
      const found = document.querySelector("[data-turn=q12]")?.getBoundingClientRect();
      return found && Math.abs(found.top) < 2;
    });
  });
});
