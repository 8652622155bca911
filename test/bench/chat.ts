/**
 * `npm run bench:chat`: what the chat page costs in a real Chromium, beside what others draw answers with, on the same
 * text in the same run. Ours draws words as it ships, in every tenth frame where they come as fast as here; the others
 * draw when they are told to, which is in each. The rows are R1 to R8 of the goals, and what a long conversation costs.
 *
 *   --only=A,B    some of conversations, typing, mixed, shapes, code, bad, equality; all unless told. Goals that the
 *                 others would measure stay open
 *   --json        the last line is one object, whose `ratios` are what the goals are about
 *   --rounds=N    5 unless told; of what takes long (a megabyte, react-markdown, code) 3 at most, of a peer's worst
 *                 shapes 1
 *   --limit=MS    longest time of a peer's run, 60,000 unless told: what is beyond is scaled up from what was drawn,
 *                 which flatters the peer, because the rest would cost more
 *   --own-limit=MS  longest time of a run of ours, 120,000 unless told. One that is not over by then is a failure: its
 *                 goals are missed, whatever was drawn
 *   --sizes=A,B,C   characters of the answers: 20000,100000,1000000 unless told. Of others no goal is judged
 */
import { closeBrowser } from "../browser/chatPage.ts";
import { openDrawingPage } from "../browser/drawingPage.ts";
import {
  colouringPeer,
  createContenders,
  openBareBox,
  type ContenderName,
  peerNames,
} from "./chat/contenders.ts";
import { conversations, open } from "./chat/conversations.ts";
import { goals, type Ratios, verdict } from "./chat/goals.ts";
import {
  isAboutGoals,
  isJson,
  limit,
  long,
  middle,
  ownLimit,
  parts,
  rounds,
  roundsOfSlow,
  short,
} from "./chat/options.ts";
import { besideLong, key, ratiosOf } from "./chat/ratios.ts";
import { play, type Run } from "./chat/measure.ts";
import { badLines, codeOf, cut, shapes, textOf, type Shape } from "./chat/shapes.ts";
import { percentile, typeWhileStreaming, waitNames } from "./chat/typing.ts";
import { Rounds, table } from "./client/rounds.ts";
import { installPeers } from "./peers.ts";

/** Characters that come with each frame: 2,000 tokens a second at 60 frames. */
const perFrame = 133;
/** Bad lines come faster: they are about the longest task, and some take a frame of seconds in any drawing. */
const perFrameOfBad = 50_000;
const lengths = [100, 1000, 10_000] as const;
const oneBlock = shapes.slice(1);

const say = (text: string): void => void (isJson ? process.stderr : process.stdout).write(`${text}\n`);
const two = (number: number): string => number.toFixed(2);
const whole = (number: number): string => Math.round(number).toString();

/** With whom a shape is compared. */
const peersOf = (shape: Shape): readonly ContenderName[] =>
  shape === "fence" ? [...peerNames, colouringPeer] : peerNames;

interface Bench {
  readonly open: (name: ContenderName) => Promise<import("playwright-core").Page>;
  readonly net: Rounds;
  readonly count: Rounds;
  readonly isCut: Set<string>;
}

/** Draws a text, so many characters a frame, and notes what that took. */
async function stream(
  bench: Bench,
  name: ContenderName,
  shape: string,
  text: string,
  size = perFrame,
): Promise<Run> {
  const page = await bench.open(name);
  const isOurs = name === "sonde";
  const run = await play(page, cut(text, size), isOurs ? ownLimit : limit);
  const at = key(name, shape, text.length);
  const isWhole = run.share === 1;
  bench.net.add(at, isOurs && !isWhole ? Infinity : run.net / run.share);
  bench.count.add(`long ${at}`, run.long.length);
  bench.count.add(`by clock ${at}`, run.longByClock);
  bench.count.add(`longest ${at}`, Math.max(0, ...run.long));
  bench.count.add(`elements ${at}`, run.elements);
  bench.count.add(`heap ${at}`, run.heap / 2 ** 20);
  if (!isWhole) bench.isCut.add(at);
  return run;
}

/** Runs a part of the benchmark, round by round. */
async function inRounds(part: string, many: number, run: (round: number) => Promise<void>): Promise<void> {
  if (!parts.has(part)) return;
  for (let round = 0; round < many; round++) {
    const began = Date.now();
    await run(round);
    say(`${part}: round ${round + 1} of ${many} took ${whole((Date.now() - began) / 1000)} s`);
  }
}

async function streams(bench: Bench): Promise<void> {
  await inRounds("mixed", rounds, async (round) => {
    const ours = (size: number, shape = "mixed"): Promise<Run> =>
      stream(bench, "sonde", shape, textOf("mixed", size));
    await ours(short);
    const before = await ours(middle);
    if (round < roundsOfSlow) {
      await ours(long);
      // The machine's mood changes within such a time: the long one is compared with what stands on both sides of it.
      const after = await ours(middle, "mixed, once more");
      bench.net.add(besideLong, (before.net + after.net) / 2);
    }
    await stream(bench, "streamdown", "mixed", textOf("mixed", middle));
    if (round < roundsOfSlow) await stream(bench, "react-markdown", "mixed", textOf("mixed", middle));
  });
  await inRounds("shapes", rounds, async (round) => {
    for (const shape of oneBlock) {
      for (const size of [short, middle]) await stream(bench, "sonde", shape, textOf(shape, size));
      if (round > 0) continue;
      for (const name of peersOf(shape)) await stream(bench, name, shape, textOf(shape, middle));
    }
  });
  await inRounds("code", roundsOfSlow, async () => {
    // Colours for the shorter one take no longer than chance makes a run differ from the next: it is drawn several times.
    for (const lines of [1000, 1000, 1000, 1000, 5000]) {
      const code = codeOf(lines);
      for (const language of ["ts", "text"]) {
        await stream(bench, "sonde", `${language} ${lines}`, `\`\`\`${language}\n${code}\n\`\`\`\n`);
      }
    }
  });
}

function showStreams({ net, count, isCut }: Bench): void {
  const row = (name: ContenderName, shape: Shape, size: number): readonly (readonly string[])[] => {
    const at = key(name, shape, size);
    if (!net.has(at)) return [];
    const cells = [
      `${shape}, ${size / 1000} KB, ${name}`,
      `${isCut.has(at) ? "> " : ""}${whole(net.median(at))}`,
      whole(count.median(`long ${at}`)),
      whole(count.median(`longest ${at}`)),
      whole(count.median(`by clock ${at}`)),
      whole(count.median(`elements ${at}`)),
      two(count.median(`heap ${at}`)),
    ];
    return [cells];
  };
  const rows = [
    ...[short, middle, long].flatMap((size) => row("sonde", "mixed", size)),
    ...peerNames.flatMap((name) => row(name, "mixed", middle)),
    ...oneBlock.flatMap((shape) => [
      ...row("sonde", shape, short),
      ...row("sonde", shape, middle),
      ...peersOf(shape).flatMap((name) => row(name, shape, middle)),
    ]),
  ];
  if (rows.length === 0) return;
  say(
    `\n${table(["", "ms of work", "tasks > 50 ms", "longest", "by the clock", "elements", "MB kept"], rows)}`,
  );
}

/** Whether a streamed answer is what a parse of the whole would draw (R6), and how many elements that has (R5). */
async function equality(): Promise<Ratios> {
  if (!parts.has("equality")) return {};
  const { page } = await openDrawingPage();
  let different = 0;
  for (const shape of shapes) {
    const text = textOf(shape, short);
    for (const pieces of [cut(text, 800), cut(text, perFrame)]) {
      const found = await page.evaluate(([list, each]) => drawing.firstDifference(list, each), [
        pieces,
        pieces.length < 30,
      ] as const);
      if (found) different += 1;
    }
  }
  const elements = await page.evaluate(
    (text) => {
      // Colours come to code when it is painted, and are no part of a parse.
      const count = (root: Element): number => root.querySelectorAll(":not([class^=hljs])").length;
      const into = document.createElement("div");
      drawing.drawStreamed(into, text);
      return count(into) / count(drawing.drawWhole(text));
    },
    textOf("mixed", middle),
  );
  await page.close();
  return { "R5 elements/full parse": elements, "R6 streams that differ": different };
}

/** Lines that are meant badly, each as a whole answer (R8). */
async function badAnswers(bench: Bench): Promise<Ratios> {
  if (!parts.has("bad")) return {};
  const rows: (readonly string[])[] = [];
  let longest = 0;
  for (const [name, line] of Object.entries(badLines)) {
    const run = await stream(bench, "sonde", `bad ${name}`, line, perFrameOfBad);
    const slowest = run.share === 1 ? Math.max(0, ...run.long) : Infinity;
    longest = Math.max(longest, slowest);
    rows.push([name, whole(run.net), whole(slowest)]);
  }
  say(`\n${table(["200,000 characters of", "ms of work", "longest task"], rows)}`);
  return { "R8 longest task": longest };
}

async function conversationRows(bench: Bench): Promise<void> {
  if (!parts.has("conversations")) return;
  const made = conversations(lengths);
  const { net, count } = bench;
  await inRounds("conversations", rounds, async () => {
    for (const [turns, conversation] of made) {
      const opened = await open(conversation);
      net.add(`open ${turns}`, opened.work);
      net.add(`shown ${turns}`, opened.shown);
      count.add(`heap of ${turns}`, opened.heap / 2 ** 20);
      count.add(`nodes of ${turns}`, opened.nodes);
      count.add(`long of ${turns}`, opened.long.length);
      count.add(`host of ${turns}`, opened.hostWork);
      count.add(`sent of ${turns}`, opened.sent / 1000);
    }
  });
  const rows = lengths.map((turns) => [
    `${turns} turns`,
    whole(net.median(`shown ${turns}`)),
    whole(net.median(`open ${turns}`)),
    ...["long", "nodes"].map((what) => whole(count.median(`${what} of ${turns}`))),
    two(count.median(`heap of ${turns}`)),
    two(count.median(`host of ${turns}`)),
    whole(count.median(`sent of ${turns}`)),
  ]);
  const head = [
    "",
    "ms to be seen",
    "ms of work",
    "tasks > 50 ms",
    "nodes",
    "MB alive",
    "host ms",
    "KB sent",
  ];
  say(`\n${table(head, rows)}`);
}

async function typing(bench: Bench): Promise<void> {
  if (!parts.has("typing")) return;
  await inRounds("typing", rounds, async () => {
    for (const where of ["sonde", "bare box"] as const) {
      const page = await (where === "sonde" ? bench.open(where) : openBareBox());
      const waits = await typeWhileStreaming(page);
      for (const what of waitNames) {
        bench.count.add(`${what} p50 ${where}`, percentile(waits[what], 0.5));
        bench.count.add(`${what} p95 ${where}`, percentile(waits[what], 0.95));
      }
    }
  });
  const columns = waitNames.flatMap((what) => [`${what} p50`, `${what} p95`]);
  const rows = ["sonde", "bare box"].map((where) => [
    where,
    ...columns.map((column) => bench.count.median(`${column} ${where}`).toFixed(1)),
  ]);
  say(`\n${table(["ms of a key while 300 tokens/s stream", ...columns], rows)}`);
}

async function main(): Promise<void> {
  const began = Date.now();
  const contenders = await createContenders(await installPeers("pagePeers"));
  try {
    const bench: Bench = { ...contenders, net: new Rounds(), count: new Rounds(), isCut: new Set() };
    say(`${rounds} rounds, medians; ratios are made within a round. ${perFrame} characters a frame.`);
    await conversationRows(bench);
    await typing(bench);
    await streams(bench);
    showStreams(bench);
    const bad = await badAnswers(bench);
    const ratios = { ...ratiosOf(bench, parts, { short, middle, long }), ...(await equality()), ...bad };
    const rows = goals.map((goal) => {
      const measured = ratios[goal.name];
      return [
        goal.name,
        `${goal.sign} ${goal.bound}`,
        measured === undefined ? "–" : two(measured),
        isAboutGoals ? verdict(goal, ratios) : "not judged",
      ];
    });
    say(`\n${table(["goal", "to reach", "measured", ""], rows)}`);
    say(`\nIt took ${whole((Date.now() - began) / 1000)} s.`);
    const unfinished = [...bench.isCut].filter((at) => at.startsWith("sonde"));
    if (unfinished.length > 0) say(`Not over in ${ownLimit} ms: ${unfinished.join(", ")}.`);
    if (isJson) console.log(JSON.stringify({ rounds, perFrame, ratios, cutShort: [...bench.isCut] }));
  } finally {
    await closeBrowser();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
