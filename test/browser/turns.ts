/** Turns that a person does something with, and how. */
import type { Locator } from "playwright-core";
import type { ConversationEvent } from "../../src/core/conversation.ts";
import type { ChatPage } from "./chatPage.ts";
import { answered, asked } from "./script.ts";

/** A file that went along with the first question. */
export const item = {
  id: "i1",
  kind: "file",
  path: "src/old.ts",
  language: "typescript",
  text: "x",
} as const;
const other = { ...item, id: "i2", path: "src/a.ts" };
/** Two questions, each with its answer. */
export const turns = [
  asked("first", { context: [item, other] }),
  answered("**one** word"),
  asked("second", { id: "q2" }),
  answered("two", { id: "a2" }),
];

/** What a person does with the turns of a page; each test of a suite shows its own. */
export function turnsOf(chat: () => ChatPage) {
  return {
    /** A turn by who says it, counted from 0. */
    turn: (name: "You" | "Sonde", at: number): Locator =>
      chat().page.getByRole("article", { name, exact: true }).nth(at),
    /** Presses a button, and waits until the page has drawn what comes of it. */
    press: async (name: string, where: Locator): Promise<void> => {
      await chat().button(name, where).click();
      await chat().settled();
    },
    /** Tells the page what has happened. */
    say: async (sequence: number, ...events: readonly ConversationEvent[]): Promise<void> => {
      await chat().send({ type: "events", sequence, events, failures: [] });
      await chat().settled();
    },
    /** The name of what has the focus. */
    focused: (): Promise<string | null> =>
      chat().page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? null),
  };
}
