/**
 * Finds words in the conversation as it is drawn: questions, answers, code, and thinking whether it is open or not. The
 * page's elements are only read; matches are marked by ranges (CSS custom highlights), so that nothing is drawn anew.
 */
import type { Conversation } from "../../core/conversation.ts";
import { inNextFrame } from "./frame.ts";

/** A match. */
export interface Hit {
  readonly turn: string;
  readonly part: "asked" | "thinking" | "answer";
  /** Which match within the part, from 0. */
  readonly nth: number;
  /** Where it stands; missing in a thinking that is folded. */
  readonly range?: Range | undefined;
}

/** Most matches that are looked for. */
export const mostHits = 2000;

const selectors = { asked: ".asked-text", thinking: ".thinking-text", answer: ".markdown" } as const;

/** Names of the two kinds of marks, as the sheet knows them. */
const marks = { all: "sonde-find", current: "sonde-find-current" } as const;

/** The matches of one turn after the other, so that the search of a long conversation can be spread. */
export function* hitsIn(box: ParentNode, { turns }: Conversation, words: string): Generator<readonly Hit[]> {
  const elements = new Map(
    [...box.querySelectorAll<HTMLElement>("[data-turn]")].map((one) => [one.dataset["turn"], one]),
  );
  for (const turn of turns) {
    const element = elements.get(turn.id);
    if (!element) continue;
    if (turn.kind === "user") {
      yield drawnHits(element, turn.id, "asked", words);
      continue;
    }
    const isOpen = element.querySelector(selectors.thinking) !== null;
    const folded = isOpen ? [] : countOf(turn.thinking?.text ?? "", words);
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

/** Whether a match stands where it was found: code that gets its colours is drawn anew, and its ranges fall together. */
export function isInPlace({ range }: Hit): boolean {
  return range?.startContainer.isConnected === true && !range.collapsed;
}

/** The place of a match as it is drawn now; undefined while it is not drawn. */
export function rangeOf(box: ParentNode, hit: Hit): Range | undefined {
  if (isInPlace(hit)) return hit.range;
  const element = turnElement(box, hit)?.querySelector(selectors[hit.part]);
  return element ? rangesIn(element, hitWords.get(hit) ?? "")[hit.nth] : undefined;
}

/** The words that each folded match was found by. */
const hitWords = new WeakMap<Hit, string>();

/** Remembers by which words a match was found, for when its thinking is opened. */
export function rememberWords(hits: readonly Hit[], words: string): void {
  for (const hit of hits) hitWords.set(hit, words);
}

/** Opens the thinking of a match, if it is folded. Gives true if it had to. */
export function unfold(box: ParentNode, hit: Hit): boolean {
  if (hit.part !== "thinking") return false;
  const toggle = turnElement(box, hit)?.querySelector<HTMLElement>(".thinking-toggle[aria-expanded=false]");
  toggle?.click();
  return toggle !== undefined && toggle !== null;
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

/** Most frames in which a place is scrolled to: parts that come near the screen get their true heights only then. */
const mostFrames = 6;

/** Scrolls a place into sight, in every box that it stands in, and looks again once what is around it is laid out. */
export function scrollTo(range: Range, frames = mostFrames): void {
  if (!bringNear(range) || frames === 1) return;
  inNextFrame("measure", () => {
    if (range.startContainer.isConnected) scrollTo(range, frames - 1);
  });
}

/** Scrolls; gives false where there was nothing to scroll. */
function bringNear(range: Range): boolean {
  let hasMoved = false;
  const start = range.startContainer.parentElement;
  for (let box = start; box; box = box.parentElement) {
    if (box.scrollHeight <= box.clientHeight && box.scrollWidth <= box.clientWidth) continue;
    if (!/auto|scroll/.test(getComputedStyle(box).overflow)) continue;
    const place = range.getBoundingClientRect();
    const frame = box.getBoundingClientRect();
    if (place.top < frame.top + 40 || place.bottom > frame.bottom - 20) {
      const before = box.scrollTop;
      box.scrollTop += place.top - frame.top - frame.height / 3;
      hasMoved ||= box.scrollTop !== before;
    }
    if (place.left < frame.left || place.right > frame.right) {
      const before = box.scrollLeft;
      box.scrollLeft += place.left - frame.left - 40;
      hasMoved ||= box.scrollLeft !== before;
    }
  }
  return hasMoved;
}

/** Where words stand in a text, whatever their case. */
function countOf(text: string, words: string): readonly number[] {
  const low = lowered(text);
  const wanted = lowered(words);
  const found: number[] = [];
  if (wanted === "") return found;
  let at = low.indexOf(wanted);
  while (at >= 0) {
    found.push(at);
    at = low.indexOf(wanted, at + wanted.length);
  }
  return found;
}

/** Small letters, where that leaves every letter in its place. */
function lowered(text: string): string {
  const low = text.toLowerCase();
  return low.length === text.length ? low : text;
}

function rangesIn(element: Element, words: string): readonly Range[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(".code-bar") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const nodes: { readonly node: Text; readonly start: number }[] = [];
  let text = "";
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!(node instanceof Text)) continue;
    nodes.push({ node, start: text.length });
    text += node.data;
  }
  let index = 0;
  const placeOf = (at: number): readonly [Text, number] | undefined => {
    while (index + 1 < nodes.length && (nodes[index + 1]?.start ?? 0) <= at) index += 1;
    const found = nodes[index];
    return found && [found.node, at - found.start];
  };
  return countOf(text, words).flatMap((at) => {
    const start = placeOf(at);
    const last = placeOf(at + words.length - 1);
    if (!start || !last) return [];
    const range = document.createRange();
    range.setStart(...start);
    range.setEnd(last[0], last[1] + 1);
    return [range];
  });
}
