/**
 * `npm run bench:client`: what our client costs beside the floor (UTF-8 decoding and JSON.parse of the same lines),
 * a bare undici with eventsource-parser, and the packages people use. Every number of a table comes from this run.
 *
 *   --only=A,B    some of flood, paced, first, distant, posts, memory; all unless told. Ratios that the others would
 *                 measure are left out
 *   --json        the last line is one object, whose `ratios` are what the goals are about
 *   --rounds=N    5 unless told, and three times as many at a real pace, where they are short and noisy
 *   --events=A,B  lengths of the streams: 20000,100000,500000 unless told
 */
import { contenderNames } from "./client/contenders.ts";
import { startCrew, type Crew, type Worker } from "./client/crew.ts";
import { isJson, lengths, parts, rounds } from "./client/options.ts";
import { roundTripMs } from "./client/relay.ts";
import { over, postedWays, ratiosOf } from "./client/ratios.ts";
import { Rounds, median, table } from "./client/rounds.ts";

/** Bytes of a write; 0: one write for each event. */
const sizes = [0, 16_384, 65_536];
const sizeName = (bytes: number): string => (bytes === 0 ? "1 event" : `${bytes / 1024} KiB`);
const all = ["floor", ...contenderNames] as const;
/**
 * A process that is woken up for every event costs more or less by where its code and data happen to lie, for as long
 * as it lives, and by what the machine does in these seconds. So rounds are short, and every few have fresh processes.
 */
const pace = { perSecond: 500, events: 1000, roundsOfProcess: 3 };
/** Questions of a round, for the time to the first event. */
const asked = 200;
/** Questions before those that count: code that runs once in a while is compiled late. */
const askedBefore = 1000;

const say = (text: string): void => void (isJson ? process.stderr : process.stdout).write(`${text}\n`);
const two = (number: number): string => number.toFixed(2);
const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

interface Bench {
  readonly crew: Crew;
  readonly workers: ReadonlyMap<string, Worker>;
  readonly cpu: Rounds;
  readonly wall: Rounds;
}

/** Everybody's code is loaded and compiled before anything counts. */
async function warmUp({ crew, workers }: Bench): Promise<void> {
  const events = 20_000;
  for (const bytes of sizes) {
    for (const [name, worker] of workers) {
      const baseUrl = `${crew.plain}/flood/${events}/${bytes}`;
      const order = { do: "stream", baseUrl, events, liveHeap: false } as const;
      await worker.measure(name === "floor" ? { do: "floor", events, bytes } : order);
    }
  }
}

/** Streams as fast as they go. */
async function flood({ crew, workers, cpu, wall }: Bench, events: number, bytes: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const [name, worker] of workers) {
      const baseUrl = `${crew.plain}/flood/${events}/${bytes}`;
      const order = { do: "stream", baseUrl, events, liveHeap: false } as const;
      const measured = await worker.measure(name === "floor" ? { do: "floor", events, bytes } : order);
      cpu.add(`${name} ${events} ${bytes}`, measured.cpu / events);
      wall.add(`${name} ${events} ${bytes}`, measured.wall);
    }
  }
  const key = (name: string): string => `${name} ${events} ${bytes}`;
  say(`\n${events} events, writes of ${sizeName(bytes)}`);
  const rows = all.map((name) => [
    name,
    two(cpu.median(key(name))),
    two(cpu.ratio(key(name), key("floor"))),
    two(cpu.ratio(key(name), key("sonde"))),
    String(Math.round(events / wall.median(key(name)))),
  ]);
  say(table(["", "µs CPU/event", "/ floor", "/ sonde", "1000 events/s"], rows));
}

/** A stream at a model's pace, each event its own wake-up. */
async function atPace(bench: Bench): Promise<void> {
  const { cpu } = bench;
  const { events, perSecond, roundsOfProcess } = pace;
  for (let round = 0; round < rounds; round++) await paceRounds(bench);
  say(
    `\n${perSecond} events/s, ${rounds * roundsOfProcess} rounds of ${events} events, ${rounds} processes each`,
  );
  const rows = contenderNames.map((name) => {
    const [low, high] = cpu.middleHalf(`${name} paced`, "by hand paced");
    return [
      name,
      two(cpu.median(`${name} paced`)),
      two(cpu.ratio(`${name} paced`, "raw socket paced")),
      two(cpu.ratio(`${name} paced`, "by hand paced")),
      `${two(low)} to ${two(high)}`,
    ];
  });
  say(table(["", "µs CPU/event", "/ raw socket", "/ by hand", "half of the rounds"], rows));
  say(
    "By hand: a socket that parses the same frames, which is what the goal is about. Raw: one that is drained.",
  );
}

/** Some rounds with fresh processes. Who begins a round changes from one to the next. */
async function paceRounds(bench: Bench): Promise<void> {
  const { crew, cpu } = bench;
  const { events, perSecond, roundsOfProcess } = pace;
  const workers = new Map(contenderNames.map((name) => [name as string, crew.hire(name)]));
  await warmUp({ ...bench, workers });
  const baseUrl = `${crew.plain}/pace/${events}/${perSecond}`;
  const names = [...workers.keys()];
  for (let round = 0; round < roundsOfProcess; round++) {
    for (const name of names) {
      const measured = await workers.get(name)?.measure({ do: "stream", baseUrl, events, liveHeap: false });
      cpu.add(`${name} paced`, (measured?.cpu ?? Number.NaN) / events);
    }
    names.push(...names.splice(0, 1));
  }
  for (const worker of workers.values()) worker.end();
}

/** The wait for the first event, by a connection that is kept. */
async function firstEvents({ crew, workers, cpu, wall }: Bench): Promise<void> {
  const ways = { plain: `${crew.plain}/first`, TLS: `${crew.secure}/first` };
  // What comes before the rounds finds a connection and compiled code, and is not counted.
  for (let round = -1; round < rounds; round++) {
    const times = round < 0 ? askedBefore : asked;
    for (const name of contenderNames) {
      for (const [way, baseUrl] of Object.entries(ways)) {
        const measured = await workers.get(name)?.measure({ do: "first", baseUrl, times });
        if (round >= 0) wall.add(`${name} first ${way}`, median(measured?.first ?? []));
      }
    }
  }
  say(`\nMilliseconds to the first event, ${asked} questions a round, and over the raw socket`);
  const rows = contenderNames.map((name) => [
    name,
    ...Object.keys(ways).flatMap((way) => [
      wall.median(`${name} first ${way}`).toFixed(3),
      over({ cpu, wall }, name, way).toFixed(3),
    ]),
  ]);
  say(table(["", "plain", "over raw", "TLS", "over raw"], rows));
}

/** Clients of a round that have never asked before. */
const newcomers = 3;

/** The wait for the first event from far away, by clients that opened their connection in advance or did not. */
async function distantEvents({ crew, workers, wall }: Bench): Promise<void> {
  const rests = { fresh: 0, warmed: 6 * roundTripMs };
  for (let round = 0; round < rounds; round++) {
    for (const [how, restMs] of Object.entries(rests)) {
      const baseUrl = `${crew.distant}/first`;
      const measured = await workers.get("sonde")?.measure({ do: "new", baseUrl, times: newcomers, restMs });
      wall.add(`${how} distant`, median(measured?.first ?? []) / roundTripMs);
    }
  }
  say(`\nWays there and back until the first event, TLS, ${roundTripMs} ms each`);
  const rows = Object.keys(rests).map((how) => [how, wall.median(`${how} distant`).toFixed(2)]);
  say(table(["connection", ""], rows));
}

/** Milliseconds between two frames of a page: no more than one message is posted in each. */
const frameMs = 16;

/** Events of the answers whose messages are counted: what begins and ends an answer is a part of it. */
const posted = { paced: 6000, flood: 100_000 };

/** What the chat posts to its page, at a model's pace and as fast as it goes. */
async function posts({ crew, workers, wall }: Bench): Promise<void> {
  const ways = {
    paced: `${crew.plain}/pace/${posted.paced}/${pace.perSecond}`,
    flood: `${crew.plain}/flood/${posted.flood}/16384`,
  };
  for (let round = 0; round < rounds; round++) {
    for (const way of postedWays) {
      const measured = await workers.get("sonde")?.measure({ do: "post", baseUrl: ways[way] });
      if (!measured) continue;
      const { messages, bytes, escapedBytes, textBytes } = measured.posted;
      wall.add(`messages ${way}`, messages / Math.ceil(measured.wall / frameMs));
      wall.add(`bytes ${way}`, bytes / textBytes);
      wall.add(`escaped ${way}`, escapedBytes / textBytes);
    }
  }
  say(`\nWhat the chat posts to its page`);
  const rows = postedWays.map((way) => [
    `${way}, ${posted[way]} events`,
    two(wall.median(`messages ${way}`)),
    two(wall.median(`bytes ${way}`)),
    two(wall.median(`escaped ${way}`)),
  ]);
  say(table(["", `messages / ${frameMs} ms`, "bytes / text", "JSON's escapes alone"], rows));
}

interface Weight {
  readonly name: string;
  /** By length of the stream. */
  readonly heap: readonly number[];
  readonly resident: readonly number[];
}

/** What is alive near the end of a stream, each in a fresh process: a stream that is kept shows. */
async function weigh({ crew }: Bench): Promise<readonly Weight[]> {
  const weights: Weight[] = [];
  for (const name of contenderNames.slice(2)) {
    const heap: number[] = [];
    const resident: number[] = [];
    for (const events of lengths) {
      const worker = crew.hire(name);
      const baseUrl = (count: number): string => `${crew.plain}/flood/${count}/16384`;
      // Loads what is loaded at the first question only.
      await worker.measure({ do: "stream", baseUrl: baseUrl(1000), events: 1000, liveHeap: false });
      const measured = await worker.measure({
        do: "stream",
        baseUrl: baseUrl(events),
        events,
        liveHeap: true,
      });
      heap.push(measured.heap);
      resident.push(measured.resident);
      worker.end();
    }
    weights.push({ name, heap, resident });
  }
  say("\nMB alive after 95 % of the stream, beyond those before it; largest resident set");
  const columns = lengths.flatMap((events) => [`${events / 1000}k alive`, "resident"]);
  const rows = weights.map(({ name, heap, resident }) => [
    name,
    ...lengths.flatMap((_, at) => [megabytes(heap[at] ?? 0), megabytes(resident[at] ?? 0)]),
  ]);
  say(table(["", ...columns], rows));
  return weights;
}

async function main(): Promise<void> {
  const crew = await startCrew();
  try {
    const workers = new Map(all.map((name) => [name as string, crew.hire(name)]));
    const bench: Bench = { crew, workers, cpu: new Rounds(), wall: new Rounds() };
    await warmUp(bench);
    say(`Node ${process.version}, ${rounds} rounds, medians; ratios are made within a round.`);
    if (parts.has("flood"))
      for (const events of lengths) for (const bytes of sizes) await flood(bench, events, bytes);
    if (parts.has("paced")) await atPace(bench);
    if (parts.has("first")) await firstEvents(bench);
    if (parts.has("distant")) await distantEvents(bench);
    if (parts.has("posts")) await posts(bench);
    const memory = parts.has("memory") ? await weigh(bench) : [];
    const ratios = ratiosOf(bench, parts, { lengths, sizes });
    say(
      `\n${table(
        ["ratio", ""],
        Object.entries(ratios).map(([name, ratio]) => [name, two(ratio)]),
      )}`,
    );
    if (!isJson) return;
    const rows = (parts.has("flood") ? lengths : []).flatMap((events) =>
      sizes.flatMap((bytes) =>
        all.map((name) => ({
          name,
          events,
          bytes,
          cpuMicroseconds: bench.cpu.median(`${name} ${events} ${bytes}`),
          eventsPerSecond: (events / bench.wall.median(`${name} ${events} ${bytes}`)) * 1000,
        })),
      ),
    );
    const paces = (parts.has("paced") ? contenderNames : []).map((name) => ({
      name,
      cpuMicroseconds: bench.cpu.median(`${name} paced`),
    }));
    console.log(
      JSON.stringify({ node: process.version, rounds, ratios, rows, paced: paces, lengths, memory }),
    );
  } finally {
    crew.end();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
