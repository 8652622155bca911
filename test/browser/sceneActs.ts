/** What a person does on the page before a picture is taken. */
import type { ChatPage } from "./chatPage.ts";

export const lookAtMeter = (chat: ChatPage): Promise<void> => chat.page.getByRole("meter").focus();

export async function mention(chat: ChatPage): Promise<void> {
  await chat.box().pressSequentially("Why is @c");
  const last = (await chat.posted("mention")).at(-1);
  if (last?.type !== "mention") throw new Error("The page asked for no mentions.");
  const file = {
    kind: "file",
    label: "cart.ts",
    detail: "src/a-long-way/to-the/cart.ts",
    insert: "",
  } as const;
  await chat.send({
    type: "candidates",
    request: last.request,
    candidates: [
      { ...file, id: "1" },
      { ...file, id: "2", kind: "folder", label: "cart" },
      { ...file, id: "3", kind: "symbol", label: "Cart" },
      { ...file, id: "4", kind: "changes", label: "Git Changes", detail: "All that is not committed" },
    ],
  });
  await chat.box().press("ArrowDown");
}

export async function pasteImage(chat: ChatPage): Promise<void> {
  await chat.box().evaluate((box) => {
    const data = new DataTransfer();
    data.items.add(new File(["x"], "x.png", { type: "image/png" }));
    box.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }));
  });
}

export async function prompts(chat: ChatPage): Promise<void> {
  await chat.box().pressSequentially("/");
  await chat.send({
    type: "prompts",
    prompts: [{ id: "p", name: "review", detail: "Look hard at what has changed, and at what has not" }],
  });
}

export async function find(chat: ChatPage): Promise<void> {
  await chat.page.keyboard.press("Control+f");
  await chat.page.getByRole("textbox", { name: "Find in Conversation" }).fill("timer");
  await chat.settled();
  await chat.page.keyboard.press("Enter");
}
