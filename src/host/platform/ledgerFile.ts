/**
 * The ledger on disk: one JSON line a request, only ever appended to, by every window. A crash in mid-write costs that
 * line and nothing else: each line begins with a line break, so what comes after a torn one is whole.
 */
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as v from "valibot";
import { parseJson } from "../../core/json.ts";
import { spendOf, type LedgerEntry } from "../../core/ledger.ts";
import { dayOf, type Zone } from "../../core/localDay.ts";
import type { Log } from "../../core/log.ts";

const amount = v.optional(v.number());

const ledgerEntry = v.object({
  at: v.number(),
  purpose: v.picklist(["chat", "compact", "explain", "edit", "fix", "commit", "complete", "test"]),
  provider: v.string(),
  model: v.string(),
  usage: v.optional(
    v.object({
      input: v.number(),
      output: v.number(),
      cachedInput: amount,
      thinking: amount,
      costUsd: amount,
      isUncounted: v.optional(v.boolean()),
    }),
  ),
  cost: v.optional(
    v.object({
      usd: v.number(),
      source: v.picklist(["host", "table"]),
      isEstimated: v.optional(v.boolean()),
    }),
  ),
  isAnswered: v.optional(v.boolean()),
  isAbandoned: v.optional(v.boolean()),
  retries: v.number(),
  outcome: v.string(),
});

export interface Ledger {
  /** Writes an entry down. Never rejects; trouble is logged. */
  record(entry: LedgerEntry): Promise<void>;
  /** Every entry that can be read, the oldest first; none where the file can't be read, which is logged. */
  entries(): Promise<readonly LedgerEntry[]>;
  /** US dollars spent on the day of a moment, as far as known; undefined where the file can't be read. */
  spentOn(at: number): Promise<number | undefined>;
}

/** The ledger in a file; its days are those of a time zone, by default the machine's. */
export function createLedger(path: string, log: Log, zone: () => Zone = () => undefined): Ledger {
  const read = async (): Promise<readonly LedgerEntry[] | undefined> => {
    const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      log.warn(`The ledger could not be read: ${String(error)}`);
      return undefined;
    });
    return text
      ?.split("\n")
      .map((line) => v.safeParse(ledgerEntry, parseJson(line)))
      .flatMap((result) => (result.success ? [result.output] : []));
  };
  return {
    async record(entry) {
      try {
        await mkdir(dirname(path), { recursive: true });
        await appendFile(path, `\n${JSON.stringify(entry)}`);
      } catch (error) {
        log.warn(`The ledger could not be written: ${String(error)}`);
      }
    },
    entries: async () => (await read()) ?? [],
    async spentOn(at) {
      const here = zone();
      const day = dayOf(at, here);
      const entries = await read();
      return entries && spendOf(entries.filter((entry) => dayOf(entry.at, here) === day)).usd;
    },
  };
}
