/**
 * Measures the token estimate on files that the table was not learnt from.
 *
 *   node out/test/bench/tokens/measure.js <tokenizer folder> <folder>…
 */
import { estimateTokens } from "../../../src/core/context/tokens.ts";
import { corpus } from "./corpus.ts";
import { tokenizerIn } from "./tokenizer.ts";

const share = (value: number): string => `${(100 * value).toFixed(1)}%`;

async function measure([tokenizerFolder = "", ...folders]: readonly string[]): Promise<void> {
  const encode = await tokenizerIn(tokenizerFolder);
  const measured = corpus(folders)
    .filter((sample) => sample.isHeldOut)
    .map(({ path, kind, text }) => ({
      path,
      kind,
      tokens: encode(text).length,
      estimate: estimateTokens(text),
    }))
    .filter(({ tokens }) => tokens >= 1000)
    .map((one) => ({ ...one, error: one.estimate / one.tokens - 1 }));
  const kinds = groupedBy(measured, ({ kind }) => kind);
  const say = (name: string, all: typeof measured): void => {
    const errors = all.map(({ error }) => Math.abs(error)).toSorted((a, b) => a - b);
    const at = (part: number): string => share(errors[Math.floor(errors.length * part)] ?? 0);
    const within = errors.filter((error) => error <= 0.03).length / errors.length;
    const whole = all.reduce((sum, { estimate }) => sum + estimate, 0);
    const off = whole / all.reduce((sum, { tokens }) => sum + tokens, 0) - 1;
    console.log(
      `${name}: ${all.length} files, median ${at(0.5)}, p90 ${at(0.9)}, together ${share(off)}, within 3% ${share(within)}`,
    );
  };
  say("all", measured);
  for (const [kind, all] of kinds) say(kind, all);
  const worst = measured.toSorted((a, b) => Math.abs(b.error) - Math.abs(a.error)).slice(0, 12);
  for (const { path, tokens, error } of worst) console.log(`  ${share(error)} of ${tokens}: ${path}`);
}

function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

void measure(process.argv.slice(2));
