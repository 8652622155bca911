/**
 * Finds what a person means by a few letters: they must stand in the text in their order. Letters that begin a word, or
 * follow each other, say more; so does a match in the last part of a path. Pure.
 */

/** How well letters fit a text; higher is better, undefined where they don't. No letters fit everything, with 0. */
export function fuzzyScore(letters: string, text: string): number | undefined {
  const wanted = letters.toLowerCase();
  const low = text.toLowerCase();
  if (wanted === "") return 0;
  const name = low.lastIndexOf("/") + 1;
  const whole = low.indexOf(wanted, name);
  if (whole >= 0) return 1000 - (whole - name) - text.length / 100 + (whole === name ? 100 : 0);
  return scattered(wanted, low, text, name) ?? scattered(wanted, low, text, 0);
}

function scattered(wanted: string, low: string, text: string, from: number): number | undefined {
  let at = from - 1;
  let score = from > 0 ? 50 : 0;
  for (const letter of wanted) {
    const next = low.indexOf(letter, at + 1);
    if (next < 0) return undefined;
    if (next === at + 1) score += 8;
    else if (isStart(text, next)) score += 6;
    at = next;
  }
  return score - text.length / 100;
}

function isStart(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  if (before === "" || /[^\p{L}\p{N}]/u.test(before)) return true;
  return /\p{Lu}/u.test(text.charAt(at)) && /\p{Ll}/u.test(before);
}

/** The items that fit, best first, at most so many. Equal ones stay in their order. */
export function bestMatches<Item>(
  letters: string,
  items: readonly Item[],
  textOf: (item: Item) => string,
  most: number,
): readonly Item[] {
  return items
    .flatMap((item) => {
      const score = fuzzyScore(letters, textOf(item));
      return score === undefined ? [] : [{ item, score }];
    })
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ item }) => item);
}
