/** What is to be reached, by the names of the numbers that the benchmark makes. */
import { shapes } from "./shapes.ts";

/** Numbers by their names; those of parts that did not run are missing. */
export type Ratios = Readonly<Record<string, number>>;

/** A bound of a number. */
export interface Goal {
  readonly name: string;
  readonly sign: "≤" | "<";
  readonly bound: number;
}

const atMost = (name: string, bound: number): Goal => ({ name, sign: "≤", bound });

const oneBlock = shapes.slice(1);

/**
 * The goals in the order of the rows R1 to R8, and those of a long conversation. Time is the processor's; where it is the
 * person's that counts, there is a second row by the clock.
 */
export const goals: readonly Goal[] = [
  atMost("R1 1MB/100KB", 11),
  atMost("R1 100KB/20KB", 6),
  atMost("R2 sonde/streamdown", 0.5),
  atMost("R2 sonde/react-markdown", 0.1),
  ...oneBlock.flatMap((shape) => [
    atMost(`R3 ${shape} 100KB/20KB`, 7),
    atMost(`R3 ${shape} sonde/streamdown`, 0.4),
    atMost(`R3 ${shape} sonde/react-markdown`, 0.1),
  ]),
  atMost("R3 fence sonde/react-markdown that colours", 0.1),
  atMost("R4 long tasks, mixed to 1MB", 0),
  atMost("R4 long tasks, mixed to 1MB, by the clock", 0),
  atMost("R4 long tasks, worst shape", 0),
  atMost("R4 long tasks, worst shape, by the clock", 10),
  atMost("R5 elements/full parse", 1.1),
  atMost("R5 MB kept after 1MB", 10),
  { name: "elements after 1MB", sign: "<", bound: 5000 },
  atMost("R6 streams that differ", 0),
  atMost("R7 5000/1000 lines coloured", 6),
  atMost("R8 longest task", 1000),
  atMost("open 10000/100 turns", 4),
  atMost("seen 10000/100 turns", 4),
  atMost("heap 10000/1000 turns", 1.2),
  { name: "nodes of 10000 turns", sign: "<", bound: 5000 },
  atMost("key handled p95 in frames", 1),
  atMost("key work p95 in frames", 1),
];

/** Whether a goal is reached, in a word. */
export function verdict({ name, sign, bound }: Goal, ratios: Ratios): string {
  const measured = ratios[name];
  if (measured === undefined) return "not measured";
  const isReached = sign === "<" ? measured < bound : measured <= bound;
  return isReached ? "reached" : "MISSED";
}
