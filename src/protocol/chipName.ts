/** What a chip is called. Pure. */
import { filled, type Strings } from "./strings.ts";

/** A file, a part of one, or what is no part of any. */
export interface NamedChip {
  readonly path: string;
  readonly lines?: readonly [number, number] | undefined;
}

/** Path and lines in words: "src/a.ts lines 3–9". */
export function chipName(chip: NamedChip, strings: Strings): string {
  const lines = chipLines(chip, strings);
  return lines === "" ? chip.path : `${chip.path} ${lines}`;
}

/** The lines alone; empty where the chip has none. */
export function chipLines({ lines }: NamedChip, strings: Strings): string {
  if (!lines) return "";
  const [from, to] = lines;
  return from === to ? filled(strings.line, { from }) : filled(strings.lines, { from, to });
}
