/** Makes of what was measured the numbers that the goals are about. */
import type { Rounds } from "./rounds.ts";

/** What the rounds have measured. */
export interface Measured {
  readonly cpu: Rounds;
  readonly wall: Rounds;
}

/** The streams that went as fast as they could. */
export interface Floods {
  readonly lengths: readonly number[];
  /** Bytes of a write. */
  readonly sizes: readonly number[];
}

/** How the wait for the first event was measured. */
const firstWays = ["plain", "TLS"] as const;

/** How what is posted was measured: at a real pace and as fast as it goes. */
export const postedWays = ["paced", "flood"] as const;

/** What a contender waits longer for the first event than the raw socket, in milliseconds. */
export function over({ wall }: Measured, name: string, way: string): number {
  return wall.compare(`${name} first ${way}`, `raw socket first ${way}`, (one, raw) => one - raw);
}

/**
 * The goals' ratios, of the parts that ran. Where they hold for several streams, the worst of those of 100,000 events
 * and more.
 */
export function ratiosOf(
  measured: Measured,
  parts: ReadonlySet<string>,
  { lengths, sizes }: Floods,
): Readonly<Record<string, number>> {
  const { cpu, wall } = measured;
  const long = lengths.filter((events) => events >= 100_000);
  const goal = long.length > 0 ? long : lengths;
  const each = (a: string, b: string): readonly number[] =>
    goal.flatMap((events) =>
      sizes.map((bytes) => cpu.ratio(`${a} ${events} ${bytes}`, `${b} ${events} ${bytes}`)),
    );
  const first = (how: (way: string) => number): number => Math.max(...firstWays.map(how));
  const posted = (what: string): number =>
    Math.max(...postedWays.map((way) => wall.median(`${what} ${way}`)));
  return {
    ...(parts.has("flood") && {
      "sonde/floor": Math.max(...each("sonde", "floor")),
      "openai/sonde": Math.min(...each("openai", "sonde")),
      "ai/sonde": Math.min(...each("ai", "sonde")),
    }),
    ...(parts.has("paced") && {
      "sonde/rawPaced": cpu.ratio("sonde paced", "by hand paced"),
      "sonde/drainPaced": cpu.ratio("sonde paced", "raw socket paced"),
      "openai/sondePaced": cpu.ratio("openai paced", "sonde paced"),
      "ai/sondePaced": cpu.ratio("ai paced", "sonde paced"),
    }),
    ...(parts.has("first") && {
      firstEventMs: first((way) => over(measured, "sonde", way)),
      "firstEvent/openai": first((way) => over(measured, "sonde", way) / over(measured, "openai", way)),
    }),
    ...(parts.has("distant") && {
      freshRoundTrips: wall.median("fresh distant"),
      warmedRoundTrips: wall.median("warmed distant"),
    }),
    ...(parts.has("posts") && { postsPerFrame: posted("messages"), "posted/text": posted("bytes") }),
  };
}
