/**
 * Runs contenders in turn and keeps what each round measured. The machine's mood changes from minute to minute, so a
 * ratio is made of numbers of the same round, and the median of the rounds is what is told.
 */

/** Numbers by what was measured, one for each round. */
export class Rounds {
  readonly #numbers = new Map<string, number[]>();

  add(name: string, number: number): void {
    this.#numbers.set(name, [...(this.#numbers.get(name) ?? []), number]);
  }

  has(name: string): boolean {
    return this.#numbers.has(name);
  }

  median(name: string): number {
    return median(this.#of(name));
  }

  /** The median of what the rounds make of two numbers; rounds that have only one of them don't count. */
  compare(a: string, b: string, how: (a: number, b: number) => number): number {
    return median(this.#each(a, b, how));
  }

  ratio(a: string, b: string): number {
    return median(this.#each(a, b, quotient));
  }

  /** Between which ratios the middle half of the rounds lies: how far to trust the median. */
  middleHalf(a: string, b: string): readonly [low: number, high: number] {
    const sorted = this.#each(a, b, quotient).toSorted((one, other) => one - other);
    const half = Math.ceil(sorted.length / 2);
    return [median(sorted.slice(0, half)), median(sorted.slice(-half))];
  }

  #each(a: string, b: string, how: (a: number, b: number) => number): readonly number[] {
    const others = this.#of(b);
    return this.#of(a).flatMap((one, round) =>
      others.slice(round, round + 1).map((other) => how(one, other)),
    );
  }

  #of(name: string): readonly number[] {
    const numbers = this.#numbers.get(name);
    if (!numbers) throw new Error(`Nothing was measured of ${name}.`);
    return numbers;
  }
}

function quotient(one: number, other: number): number {
  return one / other;
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** Rows with a head, in columns as wide as they need; all but the first flush right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  return all
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join("  "),
    )
    .join("\n");
}
