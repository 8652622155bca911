/** Makes of what was measured the numbers that the goals are about. */
import type { Rounds } from "../client/rounds.ts";
import { colouringPeer, type ContenderName } from "./contenders.ts";
import type { Ratios } from "./goals.ts";
import { codeOf, shapes } from "./shapes.ts";

/** What the rounds have measured. */
interface Measured {
  readonly net: Rounds;
  readonly count: Rounds;
}

/** Characters of the answers. */
interface Sizes {
  readonly short: number;
  readonly middle: number;
  readonly long: number;
}

/** Milliseconds of a frame. */
const frameMs = 1000 / 60;

const oneBlock = shapes.slice(1);

/** The name of what was measured of a contender with an answer of a shape and a size in characters. */
export const key = (name: ContenderName, shape: string, size: number): string => `${name} ${shape} ${size}`;

/** The name of what an answer of middle length took right before and after a long one, in the mean. */
export const besideLong = "beside the long one";

/** The goals' ratios, of the parts that ran. */
export function ratiosOf(
  { net, count }: Measured,
  parts: ReadonlySet<string>,
  { short, middle, long }: Sizes,
): Ratios {
  const ours = (shape: string, size: number): string => key("sonde", shape, size);
  const theirs = (name: ContenderName, shape: string): string => key(name, shape, middle);
  const colouring = (lines: number): number => {
    const at = (language: string): string =>
      ours(`${language} ${lines}`, codeOf(lines).length + language.length + 9);
    return net.compare(at("ts"), at("text"), (colour, plain) => Math.max(0, colour - plain));
  };
  const worst = (what: "long" | "by clock"): number =>
    Math.max(...oneBlock.map((shape) => count.median(`${what} ${ours(shape, middle)}`)));
  return {
    ...(parts.has("mixed") && {
      "R1 1MB/100KB": net.ratio(ours("mixed", long), besideLong),
      "R1 100KB/20KB": net.ratio(ours("mixed", middle), ours("mixed", short)),
      "R2 sonde/streamdown": net.ratio(ours("mixed", middle), theirs("streamdown", "mixed")),
      "R2 sonde/react-markdown": net.ratio(ours("mixed", middle), theirs("react-markdown", "mixed")),
      "R4 long tasks, mixed to 1MB": count.median(`long ${ours("mixed", long)}`),
      "R4 long tasks, mixed to 1MB, by the clock": count.median(`by clock ${ours("mixed", long)}`),
      "R5 MB kept after 1MB": count.median(`heap ${ours("mixed", long)}`),
      "elements after 1MB": count.median(`elements ${ours("mixed", long)}`),
    }),
    ...(parts.has("shapes") && {
      ...Object.fromEntries(
        oneBlock.flatMap((shape) => [
          [`R3 ${shape} 100KB/20KB`, net.ratio(ours(shape, middle), ours(shape, short))],
          [`R3 ${shape} sonde/streamdown`, net.ratio(ours(shape, middle), theirs("streamdown", shape))],
          [
            `R3 ${shape} sonde/react-markdown`,
            net.ratio(ours(shape, middle), theirs("react-markdown", shape)),
          ],
        ]),
      ),
      "R3 fence sonde/react-markdown that colours": net.ratio(
        ours("fence", middle),
        theirs(colouringPeer, "fence"),
      ),
      "R4 long tasks, worst shape": worst("long"),
      "R4 long tasks, worst shape, by the clock": worst("by clock"),
    }),
    ...(parts.has("code") && { "R7 5000/1000 lines coloured": colouring(5000) / colouring(1000) }),
    ...(parts.has("conversations") && {
      "open 10000/100 turns": net.ratio("open 10000", "open 100"),
      "seen 10000/100 turns": net.ratio("shown 10000", "shown 100"),
      "heap 10000/1000 turns": count.ratio("heap of 10000", "heap of 1000"),
      "nodes of 10000 turns": count.median("nodes of 10000"),
    }),
    ...(parts.has("typing") && {
      "key handled p95 in frames": count.median("handled p95 sonde") / frameMs,
      "key work p95 in frames": count.median("work p95 sonde") / frameMs,
      "key drawn p95 in frames": count.median("drawn p95 sonde") / frameMs,
      "key drawn p95 sonde/bare box": count.ratio("drawn p95 sonde", "drawn p95 bare box"),
    }),
  };
}
