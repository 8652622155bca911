/** Images, files, links and prompt files on their way into the composer. */
import assert from "node:assert/strict";
import { type ChatPage, closeBrowser, showChat } from "./chatPage.ts";
import { asked, readyStatus, snapshot } from "./script.ts";

/** A red picture of 2 × 1 pixels. */
const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4z8AARAAI/gH/xp559wAAAABJRU5ErkJggg==";

/** Pastes or drops files of these types and texts, in the page. */
async function give(
  chat: ChatPage,
  event: "paste" | "drop",
  files: readonly (readonly [string, string])[],
  texts: Readonly<Record<string, string>> = {},
): Promise<void> {
  await chat.box().evaluate(
    (box, wish) => {
      const data = new DataTransfer();
      for (const [type, base64] of wish.files) {
        const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
        data.items.add(new File([bytes], "x", { type }));
      }
      for (const [type, text] of Object.entries(wish.texts)) data.setData(type, text);
      const options = { bubbles: true, cancelable: true };
      box.dispatchEvent(
        wish.event === "paste"
          ? new ClipboardEvent("paste", { ...options, clipboardData: data })
          : new DragEvent("drop", { ...options, dataTransfer: data }),
      );
    },
    { event, files, texts },
  );
}

describe("the composer takes", function () {
  this.timeout(30_000);
  let chat: ChatPage;
  afterEach(() => chat.close());
  after(closeBrowser);

  const posted = async (type: "addImage" | "drop" | "usePrompt" | "listPrompts") => {
    await chat.page.waitForFunction(
      (wanted) => window.postedToHost.some((message) => message.type === wanted),
      type,
    );
    return chat.posted(type);
  };

  it("a pasted image, with its name and a likeness", async () => {
    chat = await showChat(snapshot());
    await give(chat, "paste", [["image/png", png]]);
    const [image] = await posted("addImage");
    assert.ok(image?.type === "addImage");
    assert.equal(image.name, "Image 1");
    assert.equal(image.dataUrl, `data:image/png;base64,${png}`);
    assert.match(image.preview, /^data:image\/png;base64,/);
    assert.deepEqual(chat.strangeRequests, []);
    assert.deepEqual(await chat.violations(), []);
  });

  it("an image before the question that Enter sends while it is read, and no question where it is broken", async () => {
    chat = await showChat(snapshot());
    const pasteAndEnter = async (text: string, bytes: string): Promise<void> => {
      await chat.box().fill(text);
      await chat.box().evaluate((box, base64) => {
        const data = new DataTransfer();
        data.items.add(
          new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], "x", { type: "image/png" }),
        );
        const options = { bubbles: true, cancelable: true };
        box.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: data }));
        box.dispatchEvent(new KeyboardEvent("keydown", { ...options, key: "Enter" }));
      }, bytes);
    };
    await pasteAndEnter("What is wrong here?", btoa("no picture"));
    await chat.page.getByRole("alert").getByText("This is no picture that can be sent").waitFor();
    assert.equal(await chat.box().inputValue(), "What is wrong here?");
    await pasteAndEnter("And here?", png);
    await chat.page.waitForFunction(() => document.querySelector("textarea")?.value === "");
    const all = await chat.page.evaluate(() => window.postedToHost.map(({ type }) => type));
    assert.deepEqual(
      all.filter((type) => type === "addImage" || type === "ask"),
      ["addImage", "ask"],
    );
  });

  it("an image beside those of an edited message, with a name of its own", async () => {
    const kept = { id: "i", kind: "image", path: "Image 1", language: "", text: "" } as const;
    chat = await showChat(snapshot([asked("What is it?", { context: [kept] })]));
    await chat.button("Edit and Resend").click();
    await give(chat, "paste", [["image/png", png]]);
    const [image] = await posted("addImage");
    assert.ok(image?.type === "addImage" && image.name === "Image 2");
  });

  it("the words of a table or document, which are pasted with their picture, as words", async () => {
    chat = await showChat(snapshot([], { status: { ...readyStatus, seesImages: false } }));
    const words = "a long table\n".repeat(5000);
    await give(chat, "paste", [["image/png", png]], { "text/plain": words, "text/html": "<table></table>" });
    await chat.settled();
    assert.ok((await chat.box().inputValue()) === words);
    assert.equal(await chat.page.getByRole("alert").count(), 0);
  });

  it("a picture that is pasted with its name, as a picture", async () => {
    chat = await showChat(snapshot());
    await give(chat, "paste", [["image/png", png]], { "text/plain": "x.png" });
    assert.equal((await posted("addImage")).length, 1);
  });

  it("no image for a model that sees none, and says so in a sentence", async () => {
    chat = await showChat(snapshot([], { status: { ...readyStatus, seesImages: false } }));
    await give(chat, "paste", [["image/png", png]]);
    await chat.page
      .getByRole("alert")
      .getByText("deepseek-v4.1-flash does not see images. Choose a model that does.")
      .waitFor();
    assert.deepEqual(await chat.posted("addImage"), []);
  });

  it("no picture of another kind, and none that is broken", async () => {
    chat = await showChat(snapshot());
    for (const [type, bytes] of [
      ["image/svg+xml", btoa("<svg onload=ran()>")],
      ["image/png", btoa("no picture")],
    ] as const) {
      await give(chat, "drop", [[type, bytes]]);
      await chat.page.getByRole("alert").getByText("This is no picture that can be sent").waitFor();
      assert.deepEqual(await chat.posted("addImage"), []);
      await chat.box().fill("x");
      await chat.page.getByRole("alert").waitFor({ state: "detached" });
    }
  });

  it("dropped files by their addresses", async () => {
    chat = await showChat(snapshot());
    await give(chat, "drop", [], { "application/vnd.code.uri-list": "file:///w/a.ts\nfile:///w/src" });
    assert.deepEqual(await posted("drop"), [{ type: "drop", uris: ["file:///w/a.ts", "file:///w/src"] }]);
  });

  it("no file from outside of the editor, and says where files can be dropped from", async () => {
    chat = await showChat(snapshot());
    await give(chat, "drop", [["text/plain", btoa("a text")]]);
    await chat.page.getByRole("alert").getByText("Drop files from VS Code's Explorer.").waitFor();
    assert.deepEqual(await chat.posted("drop"), []);
    await give(chat, "drop", [["image/png", png]]);
    await posted("addImage");
  });

  it("a dropped or pasted web address as text, and loads nothing", async () => {
    chat = await showChat(snapshot());
    await give(chat, "drop", [], { "text/uri-list": "https://evil.test/x.png" });
    await chat.page.waitForFunction(() => document.querySelector("textarea")?.value !== "");
    assert.equal(await chat.box().inputValue(), "https://evil.test/x.png");
    assert.deepEqual(await chat.posted("drop"), []);
    assert.deepEqual(chat.strangeRequests, []);
  });

  it("the words of a prompt file, which the host puts in", async () => {
    chat = await showChat(snapshot());
    await chat.box().pressSequentially("/re");
    assert.equal((await posted("listPrompts")).length, 1);
    await chat.send({ type: "prompts", prompts: [{ id: "p", name: "review", detail: "Look hard" }] });
    const option = chat.page.getByRole("option", { name: "/review" });
    await option.waitFor();
    await chat.box().press("Enter");
    assert.deepEqual(await posted("usePrompt"), [{ type: "usePrompt", id: "p" }]);
    await chat.send({ type: "focus", text: "Look hard at this." });
    await chat.settled();
    assert.equal(await chat.box().inputValue(), "Look hard at this.");
    assert.deepEqual(await chat.posted("ask"), []);
  });

  it("and shows an image that was sent by its likeness, whatever else a file claims to be one", async () => {
    const likeness = `data:image/png;base64,${png}`;
    const image = { id: "i", kind: "image", path: "Image 1", language: "", text: "" } as const;
    const turn = asked("What is it?", {
      context: [
        { ...image, preview: likeness },
        { ...image, id: "j", path: "Image 2", preview: "https://evil.test/x.png" },
      ],
    });
    chat = await showChat(snapshot([turn]));
    const images = chat.page.locator(".chip img");
    assert.deepEqual(await images.evaluateAll((all) => all.map((one) => one.getAttribute("src"))), [
      likeness,
    ]);
    assert.deepEqual(chat.strangeRequests, []);
  });

  it("a press on the instructions", async () => {
    const status = { ...readyStatus, instructions: { names: ["AGENTS.md", "x.md"], on: 1 } };
    chat = await showChat(snapshot([], { status }));
    await chat.button("Instructions: 1 of 2").click();
    assert.deepEqual(await chat.posted("press"), [{ type: "press", button: "switchInstructions" }]);
  });
});
