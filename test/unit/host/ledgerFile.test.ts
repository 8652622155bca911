/** The ledger on disk: what was recorded is there, whatever a crash or another window did. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LedgerEntry } from "../../../src/core/ledger.ts";
import { silentLog } from "../../../src/core/log.ts";
import { createLedger } from "../../../src/host/platform/ledgerFile.ts";

const entry = (at: number): LedgerEntry => ({
  at,
  purpose: "edit",
  provider: "deepseek",
  model: "deepseek-flash",
  usage: { input: 10, output: 2 },
  cost: { usd: 0.5, source: "table" },
  retries: 1,
  outcome: "stop",
});

describe("ledger file", () => {
  let folder = "";
  let path = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sonde-"));
    path = join(folder, "new", "ledger.jsonl");
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("keeps what two windows record at once", async () => {
    const [one, two] = [createLedger(path, silentLog), createLedger(path, silentLog)];
    const moments = Array.from({ length: 50 }, (_, index) => index);
    await Promise.all(moments.map((at) => (at % 2 ? one : two).record(entry(at))));
    const all = await createLedger(path, silentLog).entries();
    assert.deepEqual(
      all.map(({ at }) => at).toSorted((a, b) => a - b),
      moments,
    );
    assert.deepEqual(all[0], entry(all[0]?.at ?? -1));
  });

  it("tells a file that can't be read from one that is not there yet", async () => {
    assert.equal(await createLedger(path, silentLog).spentOn(1), 0);
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (line: string) => void warnings.push(line) };
    // A folder is no file.
    const ledger = createLedger(folder, log);
    assert.equal(await ledger.spentOn(1), undefined);
    assert.match(warnings.join(), /could not be read.*EISDIR/);
    assert.deepEqual(await ledger.entries(), []);
  });

  it("loses only a line that was torn, at every byte of it", async () => {
    const ledger = createLedger(path, silentLog);
    await ledger.record(entry(1));
    const { length: first } = await readFile(path);
    await ledger.record(entry(2));
    const whole = await readFile(path);
    for (let size = first; size < whole.length; size++) {
      await writeFile(path, whole);
      await truncate(path, size);
      await ledger.record(entry(3));
      assert.deepEqual(
        (await ledger.entries()).map(({ at }) => at),
        [1, 3],
      );
    }
  });

  it("keeps that a cost is an estimate, and counts it", async () => {
    const ledger = createLedger(path, silentLog);
    const stopped: LedgerEntry = {
      ...entry(1),
      usage: undefined,
      cost: { usd: 0.6, source: "table", isEstimated: true },
      isAbandoned: true,
    };
    await ledger.record(stopped);
    const { usage: _none, ...kept } = stopped;
    assert.deepEqual(await ledger.entries(), [kept]);
    assert.equal(await ledger.spentOn(1), 0.6);
  });

  it("sums a day", async () => {
    const ledger = createLedger(path, silentLog);
    const noon = new Date(2026, 5, 1, 12).getTime();
    await ledger.record(entry(noon));
    await ledger.record(entry(noon + 60_000));
    await ledger.record(entry(noon + 24 * 3_600_000));
    assert.equal(await ledger.spentOn(noon), 1);
    assert.equal(await ledger.spentOn(0), 0);
  });

  it("sums the day of the person's own time zone", async () => {
    const ledger = createLedger(path, silentLog, () => "Asia/Shanghai");
    const utc = (hour: number, minute = 0) => Date.UTC(2026, 10, 30, hour, minute);
    for (const at of [utc(15, 59), utc(16), utc(23)]) await ledger.record(entry(at));
    assert.equal(await ledger.spentOn(utc(23, 30)), 1);
    assert.equal(await ledger.spentOn(utc(12)), 0.5);
  });
});
