/** Finds words in the conversation: Enter goes on, Shift+Enter back, Esc ends. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { filled } from "../../protocol/strings.ts";
import { count } from "../page/figures.ts";
import {
  hitsIn,
  isInPlace,
  mark,
  mostHits,
  rangeOf,
  rememberWords,
  scrollTo,
  unfold,
  unmark,
  type Hit,
} from "../page/find.ts";
import { inNextFrame } from "../page/frame.ts";
import { IconButton } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";

/** Milliseconds of a frame that searching may take. */
const budget = 8;

/** What was found so far. */
interface Finds {
  readonly hits: readonly Hit[];
  readonly at: number;
}

const nothing: Finds = { hits: [], at: -1 };

/** The bar. `scroller` is the box of the conversation; `close` ends the search. */
export function FindBar(properties: {
  readonly scroller: () => HTMLElement | null;
  readonly close: () => void;
}): JSX.Element {
  const { scroller, close } = properties;
  const page = usePage();
  const { store, strings } = page;
  const input = useRef<HTMLInputElement>(null);
  const run = useRef(0);
  const [words, setWords] = useState("");
  const [finds, setFinds] = useState(nothing);
  useLayoutEffect(() => {
    input.current?.focus();
    return unmark;
  }, []);

  const show = (hits: readonly Hit[], at: number): void => {
    const box = scroller();
    const hit = hits[at];
    setFinds({ hits, at });
    if (!box || !hit) return unmark();
    const paint = (): void => {
      const current = rangeOf(box, hit);
      mark(
        hits.flatMap(({ range }) => (range ? [range] : [])),
        current,
      );
      if (current) scrollTo(current);
    };
    // An opened thinking is drawn in the next frame.
    if (unfold(box, hit)) inNextFrame("update", () => inNextFrame("measure", paint));
    else paint();
  };
  useRedrawn(scroller, () => {
    const box = scroller();
    if (!box || finds.hits.every((hit) => hit.range === undefined || isInPlace(hit))) return;
    const hits = finds.hits.map((hit) => (hit.range ? { ...hit, range: rangeOf(box, hit) } : hit));
    rememberWords(hits, words);
    show(hits, finds.at);
  });
  const search = (text: string): void => {
    setWords(text);
    run.current += 1;
    const box = scroller();
    if (text === "" || !box || !store.state) return show([], -1);
    const mine = run.current;
    void searchInSteps(hitsIn(box, store.state.conversation, text), () => mine === run.current).then(
      (hits) => {
        if (!hits) return;
        rememberWords(hits, text);
        show(hits, firstInSight(box, hits));
      },
    );
  };
  const step = (by: number): void => {
    const { hits, at } = finds;
    if (hits.length > 0) show(hits, (at + by + hits.length) % hits.length);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") close();
    else step(event.shiftKey ? -1 : 1);
  };
  return (
    <div class="find" role="search" aria-label={strings.findLabel} onKeyDown={onKeyDown}>
      <input
        ref={input}
        type="text"
        aria-label={strings.findLabel}
        placeholder={strings.findLabel}
        value={words}
        onInput={(event) => search(event.currentTarget.value)}
      />
      <span class="find-count" role="status">
        {words === "" ? "" : countText(finds, page)}
      </span>
      <IconButton icon="arrow-up" label={strings.findPrevious} press={() => step(-1)} />
      <IconButton icon="arrow-down" label={strings.findNext} press={() => step(1)} />
      <IconButton icon="close" label={strings.findClose} press={close} />
    </div>
  );
}

/** Calls back in the next frame when something of the conversation was drawn anew. */
function useRedrawn(scroller: () => HTMLElement | null, callback: () => void): void {
  const latest = useRef(callback);
  latest.current = callback;
  useLayoutEffect(() => {
    const box = scroller();
    if (!box) return;
    const tell = (): void => latest.current();
    const observer = new MutationObserver(() => inNextFrame("measure", tell));
    observer.observe(box, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, []);
}

function countText({ hits, at }: Finds, page: ReturnType<typeof usePage>): string {
  const { strings } = page;
  if (hits.length === 0) return strings.findNone;
  const sentence = hits.length < mostHits ? strings.findCount : strings.findMore;
  return filled(sentence, { at: count(at + 1, page), all: count(hits.length, page) });
}

/** The first match of the turn at the top edge, or of one below it. */
function firstInSight(box: HTMLElement, hits: readonly Hit[]): number {
  const { top } = box.getBoundingClientRect();
  const above = new Set(
    [...box.querySelectorAll<HTMLElement>("[data-turn]")]
      .filter((one) => one.getBoundingClientRect().bottom <= top)
      .map((one) => one.dataset["turn"]),
  );
  const found = hits.findIndex(({ turn }) => !above.has(turn));
  return found < 0 ? Math.min(0, hits.length - 1) : found;
}

/** Searches some milliseconds of each frame. Gives nothing once somebody searches for something else. */
function searchInSteps(
  turns: Generator<readonly Hit[]>,
  isWanted: () => boolean,
): Promise<readonly Hit[] | undefined> {
  const hits: Hit[] = [];
  return new Promise((resolve) => {
    const some = (): void => {
      if (!isWanted()) return resolve(undefined);
      const end = performance.now() + budget;
      while (performance.now() < end) {
        const next = turns.next();
        if (!next.done) hits.push(...next.value);
        if (next.done || hits.length >= mostHits) return resolve(hits.slice(0, mostHits));
      }
      inNextFrame("measure", some);
    };
    some();
  });
}
