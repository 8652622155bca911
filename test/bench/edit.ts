/**
 * `npm run bench:edit`: what it costs to diff and paint an edit while it streams, and to judge it at the end, beside a
 * full diff of all that has arrived after every tenth line. Row D1 of PERFORMANCE.md. Every number is from this run.
 *
 *   --json      the last line is one object with all rows
 *   --rounds=N  5 unless told; the medians count
 */
import { parseArgs } from "node:util";
import { diffArrays } from "diff";
import { createAnswerStream } from "../../src/core/edit/answerStream.ts";
import { meaningSteps } from "../../src/core/edit/answer.ts";
import { streamRows } from "../../src/core/edit/diffRows.ts";
import { lineFitter } from "../../src/core/edit/fit.ts";
import { lineChangeSteps } from "../../src/core/edit/lineDiff.ts";
import { createStreamDiff } from "../../src/core/edit/streamDiff.ts";

const { values } = parseArgs({
  options: { json: { type: "boolean", default: false }, rounds: { type: "string", default: "5" } },
});
const rounds = Number(values.rounds);
const sizes = [10, 100, 1_000, 10_000];
const shares = [0.001, 0.1, 0.5, 1];
const style = { useTabs: false, size: 2 };
/** Characters of one read from the socket, and lines between two paints: a paint each 100 ms at 2,000 tokens a second. */
const readSize = 133;
const linesBetweenPaints = 20;
/** Milliseconds after which the full diffs are stopped; the rest is told from what they had done. */
const patience = 3_000;

interface Row {
  readonly lines: number;
  readonly share: number;
  /** Milliseconds in all: diff and paint while it streams, judging at the end. */
  readonly streaming: number;
  readonly ending: number;
  /** The longest stretch without a break; the least of all rounds, because whoever else runs here only adds to it. */
  readonly longest: number;
  readonly fullDiff: number;
}

/** The same file each time: names that stand once, and lines that stand everywhere. */
function files(
  count: number,
  share: number,
): { readonly old: readonly string[]; readonly wanted: readonly string[] } {
  let seed = 42;
  const chance = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const old = Array.from({ length: count }, (_, at) => {
    if (at % 8 === 7) return "  }";
    if (at % 8 === 0) return `  method${at}(value: number): number {`;
    return at % 8 === 6
      ? "    return value;"
      : `    const name${at} = this.call${at % 13}(value, ${at % 7});`;
  });
  const wanted = old.map((line) => (chance() < share ? `${line} // ${Math.floor(chance() * 1e9)}` : line));
  return { old, wanted };
}

function ours(old: readonly string[], wanted: readonly string[]): Omit<Row, "lines" | "share" | "fullDiff"> {
  const answer = `\`\`\`typescript\n${wanted.join("\n")}\n\`\`\`\n`;
  let longest = 0;
  const timed = (step: () => void): number => {
    const from = performance.now();
    step();
    const took = performance.now() - from;
    longest = Math.max(longest, took);
    return took;
  };
  let streaming = 0;
  const fresh: string[] = [];
  const stream = createAnswerStream([]);
  let diff: ReturnType<typeof createStreamDiff> | undefined;
  streaming += timed(() => {
    diff = createStreamDiff(old);
  });
  const fit = lineFitter(wanted.slice(0, 1), old, style);
  let painted = 0;
  for (let at = 0; at < answer.length; at += readSize) {
    streaming += timed(() => {
      for (const line of stream.push(answer.slice(at, at + readSize))) {
        const own = fit(line);
        fresh.push(own);
        diff?.push(own);
      }
      if (diff && fresh.length >= painted + linesBetweenPaints) {
        painted = fresh.length;
        streamRows(old, fresh, diff.view, 24);
      }
    });
  }
  let ending = 0;
  let understanding: ReturnType<typeof meaningSteps> | undefined;
  let steps: ReturnType<typeof lineChangeSteps> | undefined;
  ending += timed(() => {
    const asked = { file: old, start: 0, end: old.length, style, language: "typescript" };
    understanding = meaningSteps(answer, true, asked);
  });
  for (;;) {
    let isUnderstood = false;
    ending += timed(() => {
      const step = understanding?.next();
      if (!step?.done) return;
      const meaning = step.value;
      if (meaning.kind !== "code" || meaning.lines.length !== wanted.length)
        throw new Error("Not understood.");
      steps = lineChangeSteps(old, meaning.lines);
      isUnderstood = true;
    });
    if (isUnderstood) break;
  }
  for (;;) {
    let isDone = true;
    ending += timed(() => {
      isDone = steps?.next().done ?? true;
    });
    if (isDone) break;
  }
  return { streaming, ending, longest };
}

/** A diff of everything that has arrived, after every tenth line. */
function fullDiff(old: readonly string[], wanted: readonly string[]): number {
  const from = performance.now();
  let done = 0;
  let work = 0;
  let all = 0;
  for (let count = 10; count <= wanted.length; count += 10) all += count;
  for (let count = 10; count <= wanted.length; count += 10) {
    diffArrays(old.slice(0, count), wanted.slice(0, count), { timeout: patience });
    work += count;
    done = performance.now() - from;
    if (done > patience) break;
  }
  return work === 0 ? done : (done * all) / work;
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
const ms = (number: number): string => (number < 10 ? number.toFixed(2) : number.toFixed(0)).padStart(9);
const say = (text: string): void => void (values.json ? process.stderr : process.stdout).write(`${text}\n`);

// Everything is compiled before it counts.
for (const share of shares) ours(files(1_000, share).old, files(1_000, share).wanted);

const rows: Row[] = [];
say("  lines  changed   stream ms    end ms   longest   full diff each 10 lines");
for (const lines of sizes) {
  for (const share of shares) {
    const { old, wanted } = files(lines, share);
    const runs = Array.from({ length: rounds }, () => ours(old, wanted));
    const row = {
      lines,
      share,
      streaming: median(runs.map((run) => run.streaming)),
      ending: median(runs.map((run) => run.ending)),
      longest: Math.min(...runs.map((run) => run.longest)),
      fullDiff: fullDiff(old, wanted),
    };
    rows.push(row);
    const { streaming, ending, longest } = row;
    say(
      `${String(lines).padStart(7)}${`${share * 100} %`.padStart(9)}   ${ms(streaming)} ${ms(ending)} ${ms(longest)}   ${ms(row.fullDiff)}`,
    );
  }
}
if (values.json) process.stdout.write(`${JSON.stringify({ rows })}\n`);
