/** Asks before a question leaves that holds what looks like a secret, or goes with an earlier one that does. */
import * as vscode from "vscode";
import { unsentQuestions } from "../../../core/context/unsent.ts";
import type { ContextItem, Conversation, Turn, UserTurn } from "../../../core/conversation.ts";
import { guardSecrets, type Leaving } from "../../platform/secretGuard.ts";

const { l10n } = vscode;

interface Asking extends Pick<UserTurn, "text" | "context"> {
  /** What is said before it, and goes along. */
  readonly turns: readonly Turn[];
}

/** The context that may go, after the person was asked where that is needed; undefined: nothing may. */
export async function confirmSecrets({
  text,
  context,
  turns,
}: Asking): Promise<readonly ContextItem[] | undefined> {
  const fixed = (name: string, said: string): Leaving => ({ name, text: said, isOptional: false });
  const before = unsentQuestions(turns).flatMap((turn) => [
    fixed(l10n.t("An earlier message"), turn.text),
    ...turn.context.map((item) => leaving(item, false)),
  ]);
  const pieces = context.map((item) => ({ ...leaving(item, true), item }));
  const agreed = await guardSecrets([fixed(l10n.t("Your message"), text), ...before, ...pieces]);
  return agreed && context.filter((item) => agreed.some((piece) => "item" in piece && piece.item === item));
}

/** The turns in front of one; all of them where it isn't there. */
export function turnsBefore({ turns }: Conversation, turn: string | undefined): readonly Turn[] {
  const at = turns.findIndex(({ id }) => id === turn);
  return at < 0 ? turns : turns.slice(0, at);
}

/** Whether an answer may be asked for once more, after the person was asked where that is needed. */
export async function confirmTurns(turns: readonly Turn[]): Promise<boolean> {
  return (await confirmSecrets({ text: "", context: [], turns })) !== undefined;
}

/** An image has no words. */
function leaving({ kind, path, text, lines }: ContextItem, isOptional: boolean): Leaving {
  const firstLine = kind === "file" ? 1 : lines?.[0];
  return { name: path, text: kind === "image" ? "" : text, firstLine, isOptional };
}
