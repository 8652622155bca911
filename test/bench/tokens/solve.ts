/** Makes the filter of known tokens (src/core/context/tokenFilter.ts): finds bits with which all of them pass. */
import { emptyHash, locate, longerHash, places } from "../../../src/core/context/tokenFilter.ts";

/** A text and how many checks it is to pass; one that is no token is to fail its first. */
export interface Key {
  readonly text: string;
  readonly checks: number;
  readonly isToken: boolean;
}

/** One check: four bits, whose sum is to be odd or even. */
interface Check {
  readonly key: number;
  readonly at: readonly number[];
  readonly sum: number;
}

/**
 * So many bits that the keys pass, the dearest first. A check can be met last that alone has some bit; where none has,
 * the last key of those left is given up, and said to be.
 */
export function solve(keys: readonly Key[], bits: number): readonly [Uint8Array, number] {
  const checks = keys.flatMap((key, number) => checksFor(key, number, bits));
  const [order, dropped] = ordered(checks, keys.length, bits);
  const table = new Uint8Array(bits);
  for (const [check, free] of order.toReversed()) {
    table[free] = check.at.reduce((sum, at) => sum ^ (at === free ? 0 : (table[at] ?? 0)), check.sum);
  }
  return [table, dropped];
}

function checksFor({ text, checks, isToken }: Key, key: number, bits: number): readonly Check[] {
  let hash = emptyHash;
  for (let at = text.length - 1; at >= 0; at -= 1) hash = longerHash(hash, text.charCodeAt(at));
  return Array.from({ length: isToken ? checks : 1 }, (_, number) => {
    const sum = locate(hash, number, bits);
    return { key, at: [...places], sum: isToken ? sum : 1 - sum };
  });
}

/** The checks in an order in which each has a bit that no later one has, with that bit; and how many keys were dropped. */
function ordered(
  checks: readonly Check[],
  keyCount: number,
  bits: number,
): readonly [readonly (readonly [Check, number])[], number] {
  // For each bit: how many checks have it, and the numbers of those, taken together.
  const counts = new Uint16Array(bits);
  const numbers = new Uint32Array(bits);
  const change = (number: number, by: number): void => {
    for (const at of checks[number]?.at ?? []) {
      counts[at] = (counts[at] ?? 0) + by;
      numbers[at] = (numbers[at] ?? 0) ^ number;
    }
  };
  const ofKey: number[][] = Array.from({ length: keyCount }, () => []);
  for (const [number, { key }] of checks.entries()) {
    change(number, 1);
    ofKey[key]?.push(number);
  }
  const isLeft = new Uint8Array(checks.length).fill(1);
  const alone = Array.from({ length: bits }, (_, at) => at).filter((at) => counts[at] === 1);
  const order: (readonly [Check, number])[] = [];
  const take = (number: number): void => {
    isLeft[number] = 0;
    change(number, -1);
    alone.push(...(checks[number]?.at ?? []).filter((at) => counts[at] === 1));
  };
  let dropped = 0;
  let last = keyCount - 1;
  for (;;) {
    for (let at = alone.pop(); at !== undefined; at = alone.pop()) {
      const number = numbers[at] ?? 0;
      const check = checks[number];
      if (counts[at] !== 1 || !check) continue;
      order.push([check, at]);
      take(number);
    }
    while (last >= 0 && !(ofKey[last] ?? []).some((number) => isLeft[number])) last -= 1;
    if (last < 0) return [order, dropped];
    dropped += 1;
    for (const number of ofKey[last] ?? []) if (isLeft[number]) take(number);
  }
}
