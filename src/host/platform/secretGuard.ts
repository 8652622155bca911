/**
 * Asks before something leaves the machine that holds what looks like a secret. What somebody has agreed to send is not
 * asked about again while the window lives, where it goes to the same place.
 */
import { createHash } from "node:crypto";
import * as vscode from "vscode";
import { findSecrets, type SecretFind } from "../../core/context/secrets.ts";

const { l10n } = vscode;

/** A text that is to leave. */
export interface Leaving {
  /** What it is called, for the person. */
  readonly name: string;
  readonly text: string;
  /** The number of its first line, where the person can look its lines up. */
  readonly firstLine?: number | undefined;
  /** Whether the rest can go without it. */
  readonly isOptional: boolean;
}

interface Find extends SecretFind {
  readonly piece: Leaving;
  /** Stands for what was found, which is kept nowhere. */
  readonly mark: string;
}

/** Most finds that are listed. */
const listed = 4;

/** Origins and what may go there. */
const agreed = new Set<string>();

/** Those that may go to these origins, after the person was asked where that is needed; undefined: nothing may. */
export async function guardSecrets<Piece extends Leaving>(
  pieces: readonly Piece[],
  to: readonly string[],
): Promise<readonly Piece[] | undefined> {
  // Nothing leaves the machine.
  if (to.length === 0) return pieces;
  const all = pieces.flatMap((piece) => newFinds(piece, to));
  const held = new Set(all.map(({ piece }) => piece));
  const finds = unrepeated(all);
  const [first] = finds;
  if (!first) return pieces;
  const canDoWithout = [...held].every(({ isOptional }) => isOptional);
  const places = finds.slice(0, listed).map(placeOf);
  const more = finds.length > listed ? [l10n.t("… and {0} more", finds.length - listed)] : [];
  const goAnyway = { label: l10n.t("Send Anyway"), detail: [...places, ...more].join(l10n.t(", ")) };
  const without = {
    label: l10n.t("Send Without It"),
    detail: l10n.t("Leaves out: {0}", [...held].map(({ name }) => name).join(l10n.t(", "))),
  };
  const pick = await vscode.window.showQuickPick(canDoWithout ? [without, goAnyway] : [goAnyway], {
    title:
      finds.length === 1
        ? l10n.t("{0} holds what looks like a secret: {1}", first.piece.name, l10n.t(first.rule))
        : l10n.t("{0} lines hold what looks like a secret", finds.length),
    placeHolder: l10n.t(
      "To {0}: nothing was sent yet; Esc sends nothing",
      to.map((origin) => origin.replace(/^https?:\/\//, "")).join(", "),
    ),
    ignoreFocusOut: true,
  });
  if (!pick) return undefined;
  if (pick === without) return pieces.filter((piece) => !held.has(piece));
  for (const { mark } of finds) for (const origin of to) agreed.add(`${origin} ${mark}`);
  return pieces;
}

function newFinds(piece: Leaving, to: readonly string[]): readonly Find[] {
  const finds = findSecrets(piece.text);
  if (finds.length === 0) return [];
  const lines = piece.text.split("\n");
  return (
    finds
      // A heading is that of many keys: who agrees to one has not agreed to another.
      .map((find) => {
        const secret = find.isHeading ? piece.text : (lines[find.line - 1] ?? "");
        return { ...find, piece, mark: markOf(secret) };
      })
      .filter(({ mark }) => to.some((origin) => !agreed.has(`${origin} ${mark}`)))
  );
}

/** What stands under one name twice, such as in a file and in the part of it that is meant, is told once. */
function unrepeated(finds: readonly Find[]): readonly Find[] {
  return [
    ...new Map(finds.toReversed().map((find) => [`${find.piece.name} ${find.mark}`, find])).values(),
  ].toReversed();
}

/** Such as `src/key.ts:3 (GitHub token)`. */
function placeOf({ piece: { name, firstLine }, line, rule }: Find): string {
  const what = l10n.t(rule);
  return firstLine === undefined ? `${name} (${what})` : `${name}:${firstLine + line - 1} (${what})`;
}

function markOf(line: string): string {
  return createHash("sha256").update(line.trim()).digest("base64");
}
