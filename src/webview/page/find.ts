/**
 * Finds words in the conversation as it is drawn: questions, answers, code, and thinking whether it is open or not. The
 * page's elements are only read; matches are marked by ranges (CSS custom highlights), so that nothing is drawn anew.
 */
import type { HeldConversation } from "../../core/history/away.ts";
import { findsIn, placesIn, type TurnFinds } from "../../core/history/findWords.ts";
import { bringBack, textsIn } from "../markdown/offPage.ts";

/** A match. */
export interface Hit {
  readonly turn: string;
  readonly part: "asked" | "thinking" | "answer";
  /** Which match within the part, from 0. */
  readonly nth: number;
  /** Where it stands; missing where the turn is not drawn, and in a thinking that is folded. */
  readonly range?: Range | undefined;
}

/** Most matches that are looked for. */
export const mostHits = 2000;

/** The parts of a turn, in the order in which they are drawn. */
const parts = ["asked", "thinking", "answer"] as const;

const selectors = { asked: ".asked-text", thinking: ".thinking-text", answer: ".markdown" } as const;

/** Names of the two kinds of marks, as the sheet knows them. */
const marks = { all: "sonde-find", current: "sonde-find-current" } as const;

/**
 * The matches of one turn after the other, so that the search of a long conversation can be spread. `told` is what the
 * host has found in turns whose words are away.
 */
export function* hitsIn(
  box: ParentNode,
  { turns }: HeldConversation,
  words: string,
  told: ReadonlyMap<string, TurnFinds>,
): Generator<readonly Hit[]> {
  const elements = new Map(
    [...box.querySelectorAll<HTMLElement>("[data-turn]")].map((one) => [one.dataset["turn"], one]),
  );
  for (const turn of turns) {
    const element = elements.get(turn.id);
    if (!element || turn.kind === "away") {
      const finds = turn.kind === "away" ? told.get(turn.id) : findsIn(turn, words);
      if (finds)
        yield parts.flatMap((part) =>
          Array.from({ length: finds[part] }, (_, nth) => ({ turn: turn.id, part, nth })),
        );
      continue;
    }
    if (turn.kind === "user") {
      const drawn = drawnHits(element, turn.id, "asked", words);
      // Of a long question only the beginning may be drawn.
      const all = placesIn(turn.text, words).map((_, nth): Hit => ({ turn: turn.id, part: "asked", nth }));
      yield [...drawn, ...all.slice(drawn.length)];
      continue;
    }
    const isOpen = element.querySelector(selectors.thinking) !== null;
    const folded = isOpen ? [] : placesIn(turn.thinking?.text ?? "", words);
    yield [
      ...folded.map((_, nth): Hit => ({ turn: turn.id, part: "thinking", nth })),
      ...drawnHits(element, turn.id, "thinking", words),
      ...drawnHits(element, turn.id, "answer", words),
    ];
  }
}

function drawnHits(turn: Element, id: string, part: Hit["part"], words: string): readonly Hit[] {
  const element = turn.querySelector(selectors[part]);
  return element ? rangesIn(element, words).map((range, nth) => ({ turn: id, part, nth, range })) : [];
}

/**
 * The place of a match as it is drawn now, be it off the page; undefined while it is not drawn. Where fewer are drawn
 * than were written, it is the last.
 */
export function rangeOf(box: ParentNode, hit: Hit, words: string): Range | undefined {
  // Code that gets its colours is drawn anew, and the ranges in it fall together.
  if (hit.range?.startContainer.isConnected && !hit.range.collapsed) return hit.range;
  const element = turnElement(box, hit)?.querySelector(selectors[hit.part]);
  const ranges = element ? rangesIn(element, words) : [];
  return ranges[hit.nth] ?? ranges.at(-1);
}

/** The place of a match, put back on the page if it was off it. */
export function reached(box: ParentNode, hit: Hit, words: string): Range | undefined {
  const range = rangeOf(box, hit, words);
  if (!range || range.startContainer.isConnected) return range;
  bringBack(range.startContainer);
  return rangeOf(box, hit, words);
}

/** The places of all matches on the page. */
export function drawnRanges(box: ParentNode, words: string): readonly Range[] {
  const all = parts.map((part) => selectors[part]).join(", ");
  const ranges = [...box.querySelectorAll(all)].flatMap((element) => rangesIn(element, words));
  return ranges.filter(
    ({ startContainer, endContainer }) => startContainer.isConnected && endContainer.isConnected,
  );
}

/** Opens what a match is folded in: a thinking, or the rest of a long question. Gives true if it had to. */
export function unfold(box: ParentNode, hit: Hit, words: string): boolean {
  const turn = turnElement(box, hit);
  if (!turn || hit.part === "answer" || drawnHits(turn, hit.turn, hit.part, words)[hit.nth]) return false;
  const toggle = turn.querySelector<HTMLElement>(
    ".thinking-toggle[aria-expanded=false], .asked-text + .link-button",
  );
  toggle?.click();
  return toggle !== null;
}

function turnElement(box: ParentNode, { turn }: Hit): HTMLElement | undefined {
  return [...box.querySelectorAll<HTMLElement>("[data-turn]")].find((one) => one.dataset["turn"] === turn);
}

/** Marks matches, and one of them apart. */
export function mark(ranges: readonly Range[], current: Range | undefined): void {
  CSS.highlights.set(marks.all, new Highlight(...ranges));
  CSS.highlights.set(marks.current, new Highlight(...(current ? [current] : [])));
}

/** Takes all marks away. */
export function unmark(): void {
  for (const name of Object.values(marks)) CSS.highlights.delete(name);
}

/** Scrolls a place into sight, in every box that it stands in. Gives true if it was. */
export function scrollTo(range: Range): boolean {
  let isThere = true;
  const start = range.startContainer.parentElement;
  for (let box = start; box; box = box.parentElement) {
    if (box.scrollHeight <= box.clientHeight && box.scrollWidth <= box.clientWidth) continue;
    if (!/auto|scroll/.test(getComputedStyle(box).overflow)) continue;
    const place = range.getBoundingClientRect();
    const frame = box.getBoundingClientRect();
    if (place.top < frame.top + 40 || place.bottom > frame.bottom - 20) {
      const before = box.scrollTop;
      box.scrollTop += place.top - frame.top - frame.height / 3;
      isThere &&= Math.abs(box.scrollTop - before) < 1;
    }
    if (place.left < frame.left || place.right > frame.right) box.scrollLeft += place.left - frame.left - 40;
  }
  return isThere;
}

function rangesIn(element: Element, words: string): readonly Range[] {
  const nodes: { readonly node: Text; readonly start: number }[] = [];
  let text = "";
  for (const node of textsIn(element, ".code-bar")) {
    nodes.push({ node, start: text.length });
    text += node.data;
  }
  let index = 0;
  const placeOf = (at: number): readonly [Text, number] | undefined => {
    while (index + 1 < nodes.length && (nodes[index + 1]?.start ?? 0) <= at) index += 1;
    const found = nodes[index];
    return found && [found.node, at - found.start];
  };
  return placesIn(text, words).flatMap((at) => {
    const start = placeOf(at);
    const last = placeOf(at + words.length - 1);
    if (!start || !last) return [];
    const range = document.createRange();
    range.setStart(...start);
    range.setEnd(last[0], last[1] + 1);
    return [range];
  });
}
