/**
 * What the webview asks of the host. The page shows text that a model wrote, so the host treats it as hostile:
 * every message is parsed here, and none of them names a command or an address to call. Files are named by `drop` alone,
 * and become chips that the person sees, through the same gate as everything that leaves.
 */
import * as v from "valibot";
import { longestWhole } from "../core/context/draftSample.ts";
import { efforts } from "../core/request.ts";

/** Most characters of a message that the host looks at; a longer one is refused with its size. */
export const messageLimit = 8_000_000;

const text = v.pipe(v.string(), v.maxLength(messageLimit + 1));
const id = v.pipe(v.string(), v.maxLength(100));
/** As many chips as nobody adds: one of `@Open Editors` holds hundreds at once. */
const ids = v.pipe(v.array(id), v.maxLength(10_000));
/** Most characters of an image: 20 MB of bytes. */
const imageLimit = 28_000_000;
/** The question whose place a draft takes, and what of its context stays. */
const edited = v.optional(v.object({ turn: id, keep: ids }));
const image = (limit: number) =>
  v.pipe(
    v.string(),
    v.maxLength(limit),
    v.regex(/^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*$/),
  );

const toHost = v.variant("type", [
  /** The page is up, or has lost a message: send a snapshot. `timeZone`: where it is. */
  v.object({ type: v.literal("ready"), timeZone: v.optional(v.pipe(v.string(), v.maxLength(100))) }),
  /** Send the words of these turns, which the page has without: the reader comes near. */
  v.object({ type: v.literal("turns"), ids: v.pipe(v.array(id), v.maxLength(100)) }),
  /** Say where words occur in the conversation. `request` comes back with the answer. */
  v.object({ type: v.literal("find"), words: v.pipe(v.string(), v.maxLength(1000)), request: v.number() }),
  /** Send a question with the context chips that stand in the composer, in the conversation that the page shows. */
  v.object({ type: v.literal("ask"), conversation: id, text, context: ids }),
  v.object({ type: v.literal("stop") }),
  v.object({ type: v.literal("retry"), turn: id }),
  /** Take a question and all that follows away, and ask this in its place. `keep`: context items of the old question. */
  v.object({ type: v.literal("resend"), conversation: id, turn: id, text, context: ids, keep: ids }),
  /** Take an answer and all that follows away, and answer again; a model that the host does not offer is ignored. */
  v.object({
    type: v.literal("regenerate"),
    turn: id,
    model: v.optional(v.pipe(v.string(), v.maxLength(200))),
    effort: v.optional(v.picklist(efforts)),
  }),
  /** The same, after the host has let the person pick model and effort. */
  v.object({ type: v.literal("regenerateWith"), turn: id }),
  /** Show a new conversation that holds everything up to this turn. */
  v.object({ type: v.literal("branch"), turn: id }),
  /** A question goes with its answers, an answer alone. */
  v.object({ type: v.literal("deleteTurn"), turn: id }),
  /** Go on with the last answer, which was cut. */
  v.object({ type: v.literal("continue"), turn: id }),
  /** Take the last resend, regenerate, retry or deleteTurn back. Does nothing once something was asked after it. */
  v.object({ type: v.literal("undo") }),
  /** Offer that no more. */
  v.object({ type: v.literal("dismissUndo") }),
  /**
   * What stands in the composer, so that the host can say what would be sent. At most a few a second. `text` is a
   * sample of a long draft; `length` counts the characters of all of it.
   */
  v.object({
    type: v.literal("draft"),
    text: v.pipe(v.string(), v.maxLength(longestWhole)),
    length: v.pipe(v.number(), v.minValue(0)),
    context: ids,
    edited,
  }),
  /** Open the exact request that sending this would make. */
  v.object({ type: v.literal("showRequest"), text, context: ids, edited }),
  /** The page got the focus, or lost it. One that goes away with the focus may say nothing. */
  v.object({ type: v.literal("focused"), isFocused: v.boolean() }),
  /** The composer got the focus: a good moment to open a connection. */
  v.object({ type: v.literal("composing") }),
  v.object({ type: v.literal("removeContext"), id }),
  /** Put a chip at another place, from 0, in the order of importance. */
  v.object({ type: v.literal("moveContext"), id, to: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  /** Say what can be mentioned by these letters. `request` comes back with the answer. */
  v.object({ type: v.literal("mention"), query: v.pipe(v.string(), v.maxLength(200)), request: v.number() }),
  /** Add a candidate of the last answer to the context. */
  v.object({ type: v.literal("addContext"), id }),
  /** Add what was dropped from the explorer or from editor tabs. */
  v.object({
    type: v.literal("drop"),
    uris: v.pipe(v.array(v.pipe(v.string(), v.maxLength(4000))), v.maxLength(100)),
  }),
  /** Make these chips again (`references` of toWebview.ts), which the page has kept while the window was loaded anew. */
  v.object({
    type: v.literal("bringBack"),
    references: v.pipe(v.array(v.pipe(v.string(), v.maxLength(8000))), v.maxLength(10_000)),
  }),
  /** Add an image that was pasted or dropped, with a small likeness of it. */
  v.object({
    type: v.literal("addImage"),
    name: v.pipe(v.string(), v.maxLength(200)),
    dataUrl: image(imageLimit),
    preview: image(100_000),
  }),
  /** Say which prompt files there are. */
  v.object({ type: v.literal("listPrompts") }),
  /** Put the words of a prompt file of the last list into the composer. */
  v.object({ type: v.literal("usePrompt"), id }),
  v.object({ type: v.literal("copy"), text }),
  /** Copy all that was asked and answered: the page holds the words of some turns alone. */
  v.object({ type: v.literal("copyConversation") }),
  v.object({ type: v.literal("insert"), text }),
  v.object({ type: v.literal("newFile"), text, language: v.pipe(v.string(), v.maxLength(60)) }),
  /** Propose code of an answer (`turn`) where it belongs; `path` is the file that the answer names, if any. */
  v.object({
    type: v.literal("apply"),
    text,
    language: v.pipe(v.string(), v.maxLength(60)),
    turn: id,
    path: v.optional(v.pipe(v.string(), v.maxLength(1000))),
  }),
  /** Put a command into the terminal, for the person to run. */
  v.object({ type: v.literal("runInTerminal"), text, language: v.pipe(v.string(), v.maxLength(60)) }),
  /** A link in an answer was pressed. The host shows the target and asks. */
  v.object({ type: v.literal("open"), href: v.pipe(v.string(), v.maxLength(8000)) }),
  /** `words`: what the person says with it. */
  v.object({
    type: v.literal("press"),
    words: v.optional(text),
    button: v.picklist([
      "setApiKey",
      "selectModel",
      "selectThinking",
      "selectProvider",
      "openSettings",
      "newChat",
      "compactChat",
      "showHistory",
      "renameChat",
      "exportChat",
      "topUp",
      "showLog",
      "useLocalServer",
      "tryOffline",
      "testConnection",
      "commitMessage",
      "switchInstructions",
    ]),
  }),
]);

/** A message from the webview that has been looked at. */
export type ToHost = v.InferOutput<typeof toHost>;

const sent = v.object({ type: v.picklist(["ask", "resend"]), text: v.string() });

/** The words of a question that can't be read otherwise: the page has no others, its composer is empty by now. */
export function unreadWords(message: unknown): string | undefined {
  const result = v.safeParse(sent, message);
  return result.success ? result.output.text : undefined;
}

/** The message, or undefined if it is none of ours. */
export function parseToHost(message: unknown): ToHost | undefined {
  const result = v.safeParse(toHost, message);
  return result.success ? result.output : undefined;
}
