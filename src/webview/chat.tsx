/** The chat page's front door: opens the door to the editor, takes messages in, draws the page once a frame. */
import { render } from "preact";
import { createDecoder } from "../protocol/posting.ts";
import { listenForAnswerActions } from "./page/answerActions.ts";
import { ChatStore } from "./page/chatStore.ts";
import { openEditor } from "./page/editor.ts";
import { inNextFrame, letTypingPass } from "./page/frame.ts";
import { isMoreMarked } from "./page/marked.ts";
import { Memory } from "./page/memory.ts";
import { App } from "./parts/app.tsx";
import { PageContext, type Page } from "./parts/pageContext.ts";
import "./style/chat.css";

const root = document.getElementById("sonde-chat");
if (!root) throw new Error('The page has no element "sonde-chat": see the page shell in the host.');

const editor = openEditor();
const memory = new Memory(editor);
const { post } = editor;
const store = new ChatStore(post, () => inNextFrame("update", draw));

/** All parts share one object while the words stay the same, so that only a snapshot draws them all anew. */
let page: Page | undefined;

function draw(): void {
  const { state } = store;
  if (!state || !root) return;
  if (page?.strings !== state.strings) {
    page = { store, memory, post, strings: state.strings, locale: state.locale };
  }
  render(
    <PageContext.Provider value={page}>
      <App state={state} />
    </PageContext.Provider>,
    root,
  );
}

const decode = createDecoder();
window.addEventListener("message", (event: MessageEvent<unknown>) => {
  const message = decode(event.data);
  if (!message) return;
  if (message.type === "snapshot") {
    const references = memory.meet(message);
    if (references.length > 0) post({ type: "bringBack", references: [...references] });
  } else if (message.type === "context") memory.hold(message.references);
  else if (message.type === "focus") memory.take(message);
  else if (message.type === "events" && message.events.some(({ type }) => type === "asked")) memory.asked();
  store.receive(message);
});
const tellFocus = (isFocused: boolean): void => post({ type: "focused", isFocused });
window.addEventListener("focus", () => tellFocus(true));
window.addEventListener("blur", () => tellFocus(false));
if (document.hasFocus()) tellFocus(true);
letTypingPass(root);
const copied = (): void => store.say("copied");
listenForAnswerActions(root, { post, copied });
document.addEventListener("copy", (event) => {
  if (!isMoreMarked()) return;
  event.preventDefault();
  post({ type: "copyConversation" });
  copied();
});
store.start();
