/** What the buttons of a code block ask for: where code is meant to go, and what a terminal gets. */
import assert from "node:assert/strict";
import { type ChatPage, closeBrowser, openChatPage, showChat } from "./chatPage.ts";
import { answered, answering, eventMessages, snapshot, start } from "./script.ts";

const fence = "```";

describe("the buttons of code", function () {
  this.timeout(30_000);
  let chat: ChatPage;
  afterEach(() => chat.close());
  after(closeBrowser);

  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ["the fence names by a title", `${fence}ts title="src/a.ts"\nlet a\n${fence}`, "src/a.ts"],
    ["the fence names alone", `${fence}ts src/b.ts\nlet a\n${fence}`, "src/b.ts"],
    ["the line before names", `Words.\n\nIn \`src/c.ts\`:\n\n${fence}ts\nlet a\n${fence}`, "src/c.ts"],
    ["a heading names", `### lib/d.py\n\n${fence}python\nlet a\n${fence}`, "lib/d.py"],
    ["its first line names", `${fence}ts\n// src/e.ts\nlet a\n${fence}`, "src/e.ts"],
    ["nobody names", `Like so:\n\n${fence}ts\nlet a\n${fence}`, undefined],
    [
      "only an earlier block was named for",
      `In a.ts:\n\n${fence}ts\nx\n${fence}\n\n${fence}ts\nlet a\n${fence}`,
      undefined,
    ],
  ];
  for (const [name, answer, path] of cases) {
    it(`propose code for the file that ${name}`, async () => {
      chat = await showChat(snapshot([answered(answer)]));
      await chat.button("Apply").last().click();
      const [message] = await chat.posted("apply");
      assert.ok(message?.type === "apply");
      assert.deepEqual([message.turn, message.path], ["answer", path]);
      assert.ok(message.text.endsWith("let a"));
    });
  }

  it("do so for code that streamed in", async () => {
    chat = await openChatPage();
    await chat.send(
      snapshot(),
      ...eventMessages(
        [
          answering(),
          { type: "text", turn: "answer", text: `In x.ts:\n\n${fence}ts path=y.ts\nlet`, at: start },
        ],
        [{ type: "text", turn: "answer", text: ` a;\n${fence}\n`, at: start }],
      ),
    );
    await chat.settled();
    await chat.button("Apply").click();
    assert.deepEqual(await chat.posted("apply"), [
      { type: "apply", turn: "answer", path: "y.ts", language: "ts", text: "let a;" },
    ]);
  });

  it("bring a command into the terminal, and only a command", async () => {
    chat = await showChat(
      snapshot([answered(`${fence}bash\nnpm test\n${fence}\n\n${fence}ts\nx\n${fence}\n`)]),
    );
    await chat.button("Run in Terminal").click();
    assert.deepEqual(await chat.posted("runInTerminal"), [
      { type: "runInTerminal", text: "npm test", language: "bash" },
    ]);
  });
});
