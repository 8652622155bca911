/** A question that is edited in the composer and sent again, and the draft that it displaces. */
import assert from "node:assert/strict";
import { type ChatPage, closeBrowser, showChat } from "./chatPage.ts";
import { asked, chips, snapshot, start } from "./script.ts";
import { item, turns, turnsOf } from "./turns.ts";

describe("turn actions", function () {
  this.timeout(30_000);
  let chat: ChatPage;
  const { turn, press, say, focused } = turnsOf(() => chat);
  afterEach(() => chat.close());
  after(closeBrowser);

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
});
