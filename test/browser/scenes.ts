/** What pictures are taken of: each state of the page that a person can meet, in themes and sizes. */
import { readFileSync } from "node:fs";
import { english, type Strings } from "../../src/protocol/strings.ts";
import type { ToWebview } from "../../src/protocol/toWebview.ts";
import { openChatPage, type ChatPage, type PageOptions } from "./chatPage.ts";
import { find, lookAtMeter, mention, pasteImage, prompts } from "./sceneActs.ts";
import {
  answered,
  answering,
  asked,
  card,
  eventMessages,
  metered,
  readyStatus,
  richAnswer,
  snapshot,
  start,
  thought,
} from "./script.ts";

const chinese = JSON.parse(readFileSync("l10n/bundle.l10n.zh-cn.json", "utf8")) as Record<string, string>;
/** The page's words in Chinese. */
const chineseWords = Object.fromEntries(
  Object.entries(english).map(([name, words]) => [name, chinese[words] ?? words]),
) as Strings;

/** A message as the host sends it to a Chinese VS Code. */
export const inChinese = (message: ToWebview): ToWebview =>
  message.type === "snapshot" ? { ...message, strings: chineseWords, locale: "zh-cn" } : message;

/** A state of the page. */
interface Scene {
  readonly options?: PageOptions;
  readonly messages: readonly ToWebview[];
  /** Text put into the composer. */
  readonly draft?: string;
  /** What a person does before the picture is taken. */
  readonly act?: (chat: ChatPage) => Promise<unknown>;
}

const item = { id: "c", language: "typescript", text: "…" };
const question = asked("Why does this debounce call the function for every key? Keep it small.", {
  context: [{ ...item, kind: "selection", path: "src/webview/page/debounce.ts", lines: [12, 31] }],
});
const thinking = { text: thought, startedAt: start + 900, endedAt: start + 12_900 };
const finished = snapshot([question, answered(richAnswer, { thinking })], {
  context: [
    { id: "1", kind: "file", path: "src/extension.ts" },
    { id: "2", kind: "selection", path: "src/host/features/chat/a-rather-long-file-name.ts", lines: [3, 9] },
  ],
});
/** An edited question that was not asked; `words` are those of another language. */
const returned = (words: Readonly<Record<string, string>>): ToWebview => {
  const why = "Your message was not sent, because another one is on its way.";
  const edited = { turn: "question", keep: ["c"] };
  return { type: "focus", text: "Why does it call the function twice?", edited, why: words[why] ?? why };
};
const streaming = [
  snapshot([]),
  ...eventMessages([
    { type: "asked", turn: question },
    answering(),
    { type: "phase", turn: "answer", phase: "thinking", at: start + 900 },
    { type: "thinking", turn: "answer", text: thought, at: start + 900 },
  ]),
];
const writing = [
  ...streaming,
  ...eventMessages(
    [],
    [{ type: "text", turn: "answer", text: richAnswer.slice(0, 420), at: start + 12_900 }],
  ).slice(1),
];
const failed = snapshot(
  [
    question,
    answered("", {
      ending: { reason: "failed", failure: { kind: "key-refused" } },
      usage: undefined,
      cost: undefined,
    }),
  ],
  { failures: [card()] },
);
const welcome = snapshot([], { status: { ...readyStatus, needsKey: true } });
const rtl = answered(
  "שלום, הנה רשימה:\n\n- פריט ראשון\n- פריט `code` שני\n\nAnd hidden: `if (a\u202E // admin)\u2066`, zero\u200Bwidth.\n\n```python\nx = 1\u200B\n```\n",
  { ending: { reason: "length" }, cost: undefined },
);

const facts = { cached: 11_520, usd: 0.00041, cachedUsd: 0.00003, isPeak: true, images: 1 };
const meter = metered(facts);
const chineseMeter = metered({ ...facts, isPeak: false }, { strings: chineseWords, locale: "zh-cn" });
const over = metered({
  tokens: 1_100_000,
  usd: 0.31,
  cachedUsd: 0,
  isTight: true,
  chips: { "1": 600_000, "2": 96_000 },
  cut: { "1": 12_000, "2": 0 },
});
const picture =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4z8AARAAI/gH/xp559wAAAABJRU5ErkJggg==";
const rich = snapshot(
  [
    asked("What does this screenshot show, and does the code fit?", {
      context: [
        { ...item, id: "i", kind: "image", path: "Image 1", preview: picture },
        { ...item, id: "b", kind: "branch", path: "Branch Diff" },
        { ...item, id: "k", kind: "commit", path: "1592db5" },
        { ...item, id: "n", kind: "instructions", path: "AGENTS.md" },
      ],
    }),
    answered("It shows a red button.", { cacheMiss: { cause: "edited", message: 3 } }),
  ],
  {
    context: [
      { id: "1", kind: "instructions", path: ".github/copilot-instructions.md" },
      { id: "2", kind: "image", path: "Image 2", preview: picture },
    ],
    status: { ...readyStatus, instructions: { names: ["AGENTS.md", "sonde.instructions"], on: 1 } },
  },
);
const compacted = (sentence: string): ToWebview =>
  snapshot([
    question,
    answered("Because its timer is never cleared.", { id: "a1" }),
    asked(sentence, { id: "c", compacts: true }),
    answered(
      "You want `debounce` to call once.\n\n- **Found:** in `src/webview/page/debounce.ts` the timer is never cleared.\n- **Left:** clear it before the next one is set.",
      { id: "s" },
    ),
  ]);
const blind = snapshot([question], { status: { ...readyStatus, seesImages: false } });
const short = snapshot([
  question,
  answered("Because its timer is never cleared."),
  answered("x", { id: "a2" }),
]);
const cut = snapshot([question, answered("Because its timer is", { ending: { reason: "length" } })]);

const kinds = ["dark", "light", "highContrast"] as const;

/** All of them, by the names of their pictures. */
export const scenes: Readonly<Record<string, Scene>> = {
  ...Object.fromEntries(
    kinds.flatMap((theme) => [
      [`${theme}-context`, { messages: [rich, meter], options: { theme } } satisfies Scene],
      [
        `${theme}-blind`,
        { messages: [blind], options: { theme, width: 250 }, act: pasteImage } satisfies Scene,
      ],
      [`${theme}-prompts`, { messages: [snapshot()], options: { theme }, act: prompts } satisfies Scene],
    ]),
  ),
  "chinese-finished": { messages: [inChinese(finished), chineseMeter], options: { height: 1400 } },
  "chinese-context": {
    messages: [inChinese(rich), chineseMeter],
    options: { theme: "light", width: 250 },
    act: lookAtMeter,
  },
  ...Object.fromEntries(
    kinds.map((theme) => [
      `${theme}-meter`,
      {
        messages: [finished, meter],
        options: { theme, width: 250, height: 700 },
        act: lookAtMeter,
      } satisfies Scene,
    ]),
  ),
  "chinese-failed": { messages: [inChinese(failed)], options: { theme: "highContrast" } },
  "chinese-welcome": { messages: [inChinese(welcome)], options: { theme: "light", width: 250 } },
  "chinese-empty": { messages: [inChinese(snapshot())] },
  "chinese-thinking": { messages: streaming.map(inChinese), options: { theme: "light" } },
  "chinese-edit": {
    messages: [inChinese(short)],
    options: { width: 250 },
    act: (chat) => chat.button(chineseWords.editTurn).click(),
  },
  "chinese-command": {
    messages: [inChinese(snapshot())],
    act: (chat) => chat.page.getByRole("textbox").pressSequentially("/"),
  },
  "contrast-narrow": {
    messages: [finished, meter],
    options: { theme: "highContrast", width: 250, height: 900 },
  },
  "dark-zoomed-narrow": { messages: [rich, meter], options: { width: 500, height: 900, zoom: 2 } },
  "dark-finished": { messages: [finished, meter], options: { height: 1400 } },
  "light-finished": { messages: [finished, meter], options: { theme: "light", height: 1400 } },
  "contrast-finished": { messages: [finished, meter], options: { theme: "highContrast", height: 1400 } },
  "dark-thinking": { messages: streaming, draft: "And a leading call?" },
  "light-writing": { messages: [...writing, over], options: { theme: "light" } },
  "dark-failed": { messages: [failed] },
  "light-failed": { messages: [failed], options: { theme: "light" } },
  "contrast-failed": { messages: [failed], options: { theme: "highContrast" } },
  "dark-welcome": { messages: [welcome] },
  "light-welcome": { messages: [welcome], options: { theme: "light" } },
  "contrast-welcome": { messages: [welcome], options: { theme: "highContrast" } },
  "dark-empty": { messages: [snapshot()] },
  "light-tab": { messages: [finished, meter], options: { theme: "light", width: 1400, height: 900 } },
  "dark-narrow": { messages: [finished, meter], options: { width: 250, height: 900 } },
  "light-zoomed": { messages: [finished], options: { theme: "light", width: 500, height: 900, zoom: 2 } },
  "dark-edit": { messages: [short], act: (chat) => chat.button("Edit and Resend").click() },
  "light-edit": {
    messages: [short],
    options: { theme: "light", width: 250 },
    act: (chat) => chat.button("Edit and Resend").click(),
  },
  ...Object.fromEntries(
    (["dark", "light", "highContrast"] as const).map((theme) => [
      `${theme}-mention`,
      {
        messages: [finished],
        options: { theme, width: theme === "light" ? 250 : 400 },
        act: mention,
      } satisfies Scene,
    ]),
  ),
  ...Object.fromEntries(
    (["dark", "light", "highContrast"] as const).map((theme) => [
      `${theme}-find`,
      {
        messages: [finished],
        options: { theme, width: theme === "light" ? 250 : 400 },
        act: find,
      } satisfies Scene,
    ]),
  ),
  ...Object.fromEntries(
    (["dark", "light", "highContrast"] as const).map((theme) => [
      `${theme}-importance`,
      {
        messages: theme === "light" ? [inChinese(finished), over] : [finished, over],
        options: { theme, width: theme === "dark" ? 250 : 400 },
      } satisfies Scene,
    ]),
  ),
  ...Object.fromEntries(
    (["dark", "light", "highContrast"] as const).map((theme) => [
      `${theme}-returned`,
      {
        messages: theme === "light" ? [inChinese(finished), returned(chinese)] : [finished, returned({})],
        options: { theme, width: theme === "dark" ? 400 : 250 },
      } satisfies Scene,
    ]),
  ),
  "dark-compacted": { messages: [compacted(english.askCompact), meter] },
  "light-compacted": {
    messages: [compacted(english.askCompact), meter],
    options: { theme: "light", width: 250 },
  },
  "contrast-compacted": {
    messages: [compacted(english.askCompact), meter],
    options: { theme: "highContrast" },
  },
  "chinese-compacted": { messages: [inChinese(compacted(chineseWords.askCompact)), chineseMeter] },
  "dark-command": { messages: [snapshot()], act: (chat) => chat.box().pressSequentially("/") },
  "contrast-cut": { messages: [cut], options: { theme: "highContrast" } },
  "dark-quote": {
    messages: [short],
    act: (chat) =>
      chat.page
        .getByText("Because", { exact: false })
        .last()
        .evaluate((element) => getSelection()?.selectAllChildren(element)),
  },
  "light-undo": {
    messages: [short, ...eventMessages([{ type: "removed", turns: ["a2"], at: start }])],
    options: { theme: "light" },
    act: (chat) => chat.page.getByRole("article").last().hover(),
  },
  "dark-mixed": { messages: [snapshot([question, rtl], { status: { ...readyStatus, needsKey: true } })] },
};

/** Opens a page in a state, with nothing left to be drawn. */
export async function showScene({ options, messages, draft, act }: Scene): Promise<ChatPage> {
  const chat = await openChatPage(options);
  await chat.send(...messages);
  if (draft !== undefined) await chat.page.getByRole("textbox").fill(draft);
  await chat.settled();
  await act?.(chat);
  await chat.settled();
  await chat.page.evaluate(() => document.fonts.ready.then(() => undefined));
  await chat.page.evaluate(() => new Promise((done) => requestIdleCallback(() => requestIdleCallback(done))));
  return chat;
}
