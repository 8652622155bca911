/** What sending means: the words once a command is spelled out, what goes along, which question they replace. Pure. */
import type { ContextItem } from "../../core/conversation.ts";
import { chipName } from "../../protocol/chipName.ts";
import type { Strings } from "../../protocol/strings.ts";
import type { ToHost } from "../../protocol/toHost.ts";
import type { Draft } from "../parts/useDraft.ts";
import { commandOf, type Press } from "./mention.ts";
import type { PageState } from "./pageState.ts";

/** What a message says once its command is spelled out; a command that says nothing presses a button. */
export function sentText(text: string, strings: Strings): string | Press {
  const found = commandOf(text);
  if (!found) return text;
  const { does } = found.command;
  const { rest } = found;
  if ("says" in does) return rest === "" ? strings[does.says] : `${strings[does.says]} ${rest}`;
  if (does.presses === "compactChat") return { ...does, words: rest };
  // More words than the command are meant for the model.
  return rest === "" ? does : text;
}

/** What goes with the words of a draft: the ids of the chips, and the question whose place they take. */
export function goesAlong(
  { editing, kept }: Pick<Draft, "editing" | "kept">,
  { context, strings }: PageState,
): Pick<Extract<ToHost, { type: "draft" }>, "context" | "edited"> {
  const ids = context.map(({ id }) => id);
  if (!editing) return { context: ids };
  // What is offered anew goes as it is now, and not a second time as it was then. Another image, or another look at the
  // terminal, is something else of the same name.
  const names = new Set(context.map((chip) => chipName(chip, strings)));
  const isApart = ({ kind }: ContextItem): boolean => kind === "image" || kind === "terminal";
  const keep = kept.filter((item) => isApart(item) || !names.has(chipName(item, strings)));
  return { context: ids, edited: { turn: editing.id, keep: keep.map(({ id }) => id) } };
}
