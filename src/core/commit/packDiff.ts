/**
 * Fits changes into the space that a model has for them. The whole diff where it fits; else first what programs wrote
 * shrinks to a line, then big hunks to their edges, then the least telling files to a line, until it fits. Where nothing
 * but such lines would stay, some hunks of one file do. What was left out is told, never hidden.
 */
import { estimateTokens } from "../context/tokens.ts";
import type { FileChange } from "./change.ts";
import { changeText, hunkText, type Detail, type PartNames } from "./changeText.ts";
import { isGenerated, rankOf } from "./ranking.ts";

/** A file that the model did not see whole. */
export interface LeftOut {
  readonly path: string;
  /** `unlisted`: not even its name was told. */
  readonly how: Exclude<Detail, "whole"> | "unlisted";
}

export interface PackedDiff {
  readonly text: string;
  readonly leftOut: readonly LeftOut[];
  /** Whether people have written some of the changes, and there was no room for a single line of them. */
  readonly isBlind: boolean;
}

export interface PackOptions {
  /** Tokens that the text may take. */
  readonly budget: number;
  /** Files whose content must not be sent. */
  readonly isWithheld: (change: FileChange) => boolean;
  /** Names of a file's parts, where a model shall sort them. */
  readonly partsOf?: ((change: FileChange) => PartNames) | undefined;
}

interface Item {
  readonly change: FileChange;
  readonly index: number;
  detail: Detail | "unlisted";
  text: string;
  cost: number;
}

/**
 * The changes as text within the budget, in the order given. Megabytes take a while: each file is a step, after which
 * whoever runs this may do something else first.
 */
export function* packDiff(changes: readonly FileChange[], options: PackOptions): Generator<void, PackedDiff> {
  const items: Item[] = [];
  for (const [index, change] of changes.entries()) {
    const item = { change, index, detail: "whole", text: "", cost: 0 } as Item;
    show(item, options.isWithheld(change) ? "withheld" : "whole", options);
    items.push(item);
    yield;
  }
  yield* shrink(items, options);
  const isBlind = isBlindTo(items, options) && !(yield* showSome(items, options));
  const unlisted = items.filter(({ detail }) => detail === "unlisted").length;
  const shown = items.filter(({ detail }) => detail !== "unlisted").map(({ text }) => text);
  const rest = unlisted > 0 ? [`… and ${unlisted} more files`] : [];
  const leftOut = items.flatMap(({ change, detail }) =>
    detail === "whole" ? [] : [{ path: change.path, how: detail }],
  );
  return { text: [...shown, ...rest].join("\n"), leftOut, isBlind };
}

/** Whether people have written some of these changes, and nothing of that is shown. */
function isBlindTo(items: readonly Item[], options: PackOptions): boolean {
  const written = items.filter(({ change }) => isWritten(change, options));
  return written.length > 0 && written.every(({ detail }) => detail === "line" || detail === "unlisted");
}

/** Whether somebody has written lines that may be shown. */
function isWritten(change: FileChange, { isWithheld }: PackOptions): boolean {
  return change.hunks.length > 0 && !isWithheld(change) && !isGenerated(change);
}

/** Shows the first hunks of the most telling file of which any fit. False where there is none. */
function* showSome(items: readonly Item[], options: PackOptions): Generator<void, boolean> {
  const { budget, partsOf } = options;
  const free = budget - items.reduce((sum, { cost }) => sum + cost, 0);
  const order = items
    .filter(({ change }) => isWritten(change, options))
    .toSorted((a, b) => rankOf(a.change) - rankOf(b.change));
  for (const item of order) {
    const { change } = item;
    const names = partsOf?.(change);
    const most = free + item.cost;
    let cost = costOf(changeText(change, "edges", names, 0));
    const over = change.hunks.findIndex((hunk, index) => {
      cost += costOf(hunkText(hunk, "edges", names?.hunks[index]));
      return cost > most;
    });
    yield;
    if (over === 0) continue;
    item.text = changeText(change, "edges", names, over < 0 ? undefined : over);
    item.detail = item.text === changeText(change, "whole", names) ? "whole" : "edges";
    item.cost = costOf(item.text);
    return true;
  }
  return false;
}

function costOf(text: string): number {
  return text === "" ? 0 : estimateTokens(text) + 1;
}

function* shrink(items: readonly Item[], options: PackOptions): Generator<void, void> {
  let total = items.reduce((sum, { cost }) => sum + cost, 0);
  const step = (item: Item, detail: Detail | "unlisted"): void => {
    total -= item.cost;
    show(item, detail, options);
    total += item.cost;
  };
  // The least telling first; among equals the largest, so that few files have to give way.
  const order = items.toSorted(
    (a, b) => rankOf(b.change) - rankOf(a.change) || b.cost - a.cost || b.index - a.index,
  );
  const passes: readonly ((item: Item) => Detail | "unlisted" | undefined)[] = [
    ({ change, detail }) => (detail === "whole" && isGenerated(change) ? "line" : undefined),
    ({ detail }) => (detail === "whole" ? "edges" : undefined),
    ({ detail }) => (detail === "whole" || detail === "edges" ? "line" : undefined),
    () => "unlisted",
  ];
  for (const next of passes) {
    for (const item of order) {
      if (total <= options.budget) return;
      const detail = next(item);
      if (detail === undefined) continue;
      step(item, detail);
      yield;
    }
  }
}

function show(item: Item, detail: Detail | "unlisted", { partsOf }: PackOptions): void {
  const text = detail === "unlisted" ? "" : changeText(item.change, detail, partsOf?.(item.change));
  // The edges of a small hunk are the hunk, and a file without hunks is but a line: nothing is left out then.
  const isWhole = detail !== "withheld" && item.detail === "whole" && text === item.text;
  item.detail = isWhole ? "whole" : detail;
  item.text = text;
  item.cost = costOf(text);
}
