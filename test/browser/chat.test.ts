/** The chat as a person sees it, found by role and name: these are a public contract (UX.md). */
import assert from "node:assert/strict";
import { type ChatPage, closeBrowser, showChat } from "./chatPage.ts";
import {
  answered,
  answering,
  asked,
  card,
  chips,
  eventMessages,
  readyStatus,
  richAnswer,
  snapshot,
  start,
} from "./script.ts";

describe("the chat page", function () {
  this.timeout(30_000);
  let chat: ChatPage;
  afterEach(() => chat.close());
  after(closeBrowser);

  describe("shows a conversation", () => {
    it("with the roles and names of the contract", async () => {
      chat = await showChat(
        snapshot(
          [
            asked("Why?", { context: [{ ...chips[1], language: "typescript", text: "x" }] }),
            answered(richAnswer, { thinking: { text: "hm", startedAt: start, endedAt: start + 12_000 } }),
          ],
          { context: chips },
        ),
      );
      const log = chat.page.getByRole("log", { name: "Conversation" });
      const you = log.getByRole("article", { name: "You" });
      const sonde = log.getByRole("article", { name: "Sonde" });
      await you.getByText("Why?").waitFor();
      await you.getByRole("list", { name: "Sent with this message" }).getByText("lines 3–9").waitFor();
      await sonde.getByRole("region", { name: "Thinking" }).waitFor();
      const answer = sonde.getByRole("region", { name: "Answer" });
      const code = answer.getByRole("group", { name: "Code: typescript" });
      for (const name of ["Copy", "Insert at Cursor", "Apply", "New File"])
        await chat.button(name, code).waitFor();
      await answer.getByRole("group", { name: "Code: bash" }).waitFor();
      assert.equal(
        (await sonde.getByRole("note", { name: "Usage" }).innerText()).replaceAll("\u00A0", " "),
        "deepseek-v4.1-flash · 12,480 in · 1,730 out · 92% cached · $0.0012 · 21 s",
      );
      const context = chat.page.getByRole("list", { name: "Context", exact: true });
      assert.equal(await context.getByRole("listitem").count(), 3);
      for (const name of ["Remove src/a.ts", "Remove src/b.ts lines 3–9", "Remove src/c.ts line 5"]) {
        await chat.button(name, context).waitFor();
      }
      for (const name of ["Model: deepseek-v4.1-flash", "Thinking: high", "Send"])
        await chat.button(name).waitFor();
      assert.equal(await chat.page.getByRole("status").count(), 1);
      assert.equal(await log.getAttribute("aria-live"), "off");
    });

    it("with an outline for every icon that its style names", async () => {
      chat = await showChat(snapshot([]));
      const icons = await chat.page.evaluate(async () => {
        const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
        const named = rules.flatMap(
          (rule) => /^\.(codicon-\S+?)::?before .*content: "(.)"/.exec(rule.cssText) ?? [],
        );
        await document.fonts.load("32px codicon");
        const drawn = (sign: string): string => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 40 });
          const context = canvas.getContext("2d");
          if (context) context.font = "32px codicon";
          context?.fillText(sign, 2, 36);
          return canvas.toDataURL();
        };
        const [nothing, missing] = [drawn(" "), drawn("\uE000")];
        return named.flatMap((name, at) => {
          if (at % 3 !== 1) return [];
          const looks = drawn(named[at + 1] ?? "");
          return [{ name, isThere: looks !== nothing && looks !== missing }];
        });
      });
      assert.ok(icons.length > 40, `only ${icons.length} icons`);
      assert.deepEqual(
        icons.filter(({ isThere }) => !isThere).map(({ name }) => name),
        [],
      );
    });

    it("in a column that can be read, however wide the tab is", async () => {
      chat = await showChat(snapshot([asked("Why?"), answered(richAnswer)]), { width: 1800 });
      const answer = await chat.page.getByRole("region", { name: "Answer" }).boundingBox();
      const box = await chat.box().boundingBox();
      assert.ok(answer && box && answer.width <= 920 && box.width <= 920);
      assert.ok(Math.abs(answer.x - box.x) < 8 && Math.abs(answer.x - (1800 - answer.width) / 2) < 20);
    });

    it("in the words of the host", async () => {
      const { english } = await import("../../src/protocol/strings.ts");
      const shouted = Object.fromEntries(Object.entries(english).map(([key, text]) => [key, `¡${text}!`]));
      chat = await showChat(
        snapshot([asked("x"), answered("```ts\na\n```")], { strings: shouted as unknown as typeof english }),
      );
      await chat.page.getByRole("log", { name: "¡Conversation!" }).waitFor();
      await chat.page.getByRole("group", { name: "¡Code: ts!" }).waitFor();
      const plain = await chat.page.evaluate(() =>
        [...document.querySelectorAll("[aria-label], button")]
          .map((element) => element.getAttribute("aria-label") ?? element.textContent ?? "")
          .filter((name) => name !== "" && !name.startsWith("¡")),
      );
      assert.deepEqual(plain, []);
    });

    it("with its code as it was written", async () => {
      chat = await showChat(
        snapshot([
          answered("```ts\nconst a = `<b>`;\n\tx();\n\n\n```\n\n- item\n\n  ```\n  in a list\n  ```\n"),
        ]),
      );
      const [first, second] = await chat.page.getByRole("group", { name: /^Code/ }).all();
      if (!first || !second) assert.fail("two blocks of code");
      await chat.button("Copy", first).click();
      await chat.button("Insert at Cursor", first).click();
      await chat.button("New File", first).click();
      await chat.button("Copy", second).click();
      const text = "const a = `<b>`;\n\tx();\n\n";
      assert.deepEqual((await chat.posted()).slice(-4), [
        { type: "copy", text },
        { type: "insert", text },
        { type: "newFile", text, language: "ts" },
        { type: "copy", text: "in a list" },
      ]);
      await chat.page.getByRole("status").getByText("Copied").waitFor({ state: "attached" });
    });

    it("with the code of a line in its own order, also where the line runs the other way", async () => {
      chat = await showChat(snapshot([asked("איך?"), answered("הריצו את `foo()` ואז `--force` כאן.")]));
      const drawn = await chat.page.locator(".markdown code").evaluateAll((all) =>
        all.map((code) => {
          const text = code.firstChild as Text;
          const lefts = Array.from(text.data, (_, at) => {
            const range = document.createRange();
            range.setStart(text, at);
            range.setEnd(text, at + 1);
            return [range.getBoundingClientRect().left, text.data[at]] as const;
          });
          return lefts
            .toSorted(([a], [b]) => a - b)
            .map(([, sign]) => sign)
            .join("");
        }),
      );
      assert.deepEqual(drawn, ["foo()", "--force"]);
    });

    it("with marks on what can't be seen, by what stands around it", async () => {
      const england = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}";
      const text = "**a**\u200D**b**, `if (x\u200E)` and `x\u0008`\n\n**می**\u200Cخواهم";
      chat = await showChat(
        snapshot([answered(`${england} ${text}\n\n\`\`\`js\n"a"\u200C + "b"\n\`\`\`\n`)]),
      );
      const marks = chat.page.locator(".markdown .unseen");
      assert.deepEqual(
        await marks.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset["mark"])),
        ["U+200D", "U+200E", "U+0008", "U+200C"],
      );
    });

    it("and copies an answer whole", async () => {
      chat = await showChat(snapshot([answered("**one**\n\ntwo")]));
      await chat.button("Copy answer").click();
      assert.deepEqual(await chat.posted("copy"), [{ type: "copy", text: "**one**\n\ntwo" }]);
    });

    for (const [reason, note] of [
      ["cancelled", "Stopped."],
      ["length", "The answer reached the length limit and stops here."],
      ["filtered", "The host filtered the rest of this answer."],
    ] as const) {
      it(`and says that an answer was ${reason}`, async () => {
        chat = await showChat(snapshot([answered("half", { ending: { reason } })]));
        await chat.page.getByRole("article", { name: "Sonde" }).getByText(note).waitFor();
      });
    }
  });

  describe("shows a failure", () => {
    const failed = answered("", {
      ending: { reason: "failed", failure: { kind: "key-refused" } },
      usage: undefined,
    });

    it("with its cause and what mends it", async () => {
      chat = await showChat(snapshot([asked("x"), failed], { failures: [card()] }));
      const alert = chat.page.getByRole("alert");
      await alert.getByText(card().sentence).waitFor();
      await alert.getByText(card().cause).waitFor();
      for (const name of ["Set API Key", "Select Provider", "Show Log", "Retry"])
        await chat.button(name, alert).click();
      assert.deepEqual((await chat.posted()).slice(-4), [
        { type: "press", button: "setApiKey" },
        { type: "press", button: "selectProvider" },
        { type: "press", button: "showLog" },
        { type: "retry", turn: "answer" },
      ]);
    });

    it("and keeps the text that had arrived", async () => {
      chat = await showChat(snapshot([]));
      await chat.send(
        ...eventMessages([answering(), { type: "text", turn: "answer", text: "half of it", at: start }]),
        {
          type: "events",
          sequence: 3,
          events: [
            {
              type: "ended",
              turn: "answer",
              ending: { reason: "failed", failure: { kind: "truncated" } },
              at: start,
            },
          ],
          failures: [card({ remedies: ["retry"] })],
        },
      );
      await chat.page.getByRole("alert").waitFor();
      await chat.page.getByRole("region", { name: "Answer" }).getByText("half of it").waitFor();
    });

    it("without a Retry that would take later turns away", async () => {
      chat = await showChat(
        snapshot([failed, asked("y", { id: "q2" }), answered("z", { id: "a2" })], { failures: [card()] }),
      );
      await chat.page.getByText(card().sentence).waitFor();
      assert.equal(await chat.button("Retry").count(), 0);
      // It is no news any more.
      assert.equal(await chat.page.getByRole("alert").count(), 0);
    });
  });

  describe("begins", () => {
    it("with a welcome where there is no key", async () => {
      chat = await showChat(snapshot([], { status: { ...readyStatus, needsKey: true } }));
      const welcome = chat.page.getByRole("region", { name: "Welcome" });
      for (const name of ["Set API Key", "Use a Local Server", "Try Offline"])
        await chat.button(name, welcome).click();
      assert.deepEqual(await chat.posted("press"), [
        { type: "press", button: "setApiKey" },
        { type: "press", button: "useLocalServer" },
        { type: "press", button: "tryOffline" },
      ]);
      await chat.send({ type: "status", status: readyStatus });
      await welcome.waitFor({ state: "detached" });
    });

    it("with a test of the connection where there is a key", async () => {
      chat = await showChat(snapshot([]));
      await chat.button("Test Connection").click();
      assert.deepEqual(await chat.posted("press"), [{ type: "press", button: "testConnection" }]);
    });

    it("with the beginning of the welcome where there is little room, and the first answer's end", async () => {
      const status = { ...readyStatus, needsKey: true };
      chat = await showChat(snapshot([], { status }), { width: 300, height: 320 });
      const top = async (text: string): Promise<number> =>
        (await chat.page.getByText(text, { exact: true }).boundingBox())?.y ?? Number.NaN;
      await chat.settled();
      assert.ok((await top("Ask about your code")) >= 0);
      assert.equal(await chat.button("Scroll to the end").count(), 0);
      const lines = Array.from({ length: 60 }, (_, at) => `Line ${at}.`).join("\n\n");
      const text = { type: "text", turn: "answer", text: lines, at: start } as const;
      await chat.send(...eventMessages([{ type: "asked", turn: asked("Why?") }, answering(), text]));
      await chat.page.getByText("Line 59.").waitFor();
      await chat.settled();
      assert.ok((await top("Line 59.")) < 320);
    });

    it("with a hint where a conversation stands but no key", async () => {
      chat = await showChat(
        snapshot([asked("x"), answered("y")], { status: { ...readyStatus, needsKey: true } }),
      );
      await chat.page.getByText("DeepSeek has no API key yet.").waitFor();
      assert.equal(await chat.page.getByRole("region", { name: "Welcome" }).count(), 0);
    });

    it("anew with another conversation, keeping the draft", async () => {
      chat = await showChat(snapshot([asked("old"), answered("text")]));
      await chat.box().fill("draft");
      await chat.send(snapshot([], { conversation: { id: "other", createdAt: start, turns: [] } }));
      await chat.page.getByRole("article").first().waitFor({ state: "detached" });
      assert.equal(await chat.box().inputValue(), "draft");
    });
  });
});
