/**
 * One contender in a process of its own: measures what its parent asks for, one measurement at a time. CPU is that of
 * the whole process, its garbage collector included.
 */
import { createContender, floor, type Contender, type ContenderName, type Hear } from "./contenders.ts";
import { firstOfNew, postedBy, type Posted } from "./ours.ts";
import { amountsIn, blocksOf, lastEvents, type Amounts } from "./recording.ts";

/** What the parent asks for. */
export type Order =
  /** A stream from the server; `liveHeap` also weighs what is alive when nearly all has come, which costs time. */
  | { readonly do: "stream"; readonly baseUrl: string; readonly events: number; readonly liveHeap: boolean }
  /** The floor: the same stream from memory, in pieces of so many bytes. */
  | { readonly do: "floor"; readonly events: number; readonly bytes: number }
  /** Answers of one event, one after the other. */
  | { readonly do: "first"; readonly baseUrl: string; readonly times: number }
  /** The same, each by a client of its own, `restMs` after it opened its connection in advance; 0: it did not. */
  | { readonly do: "new"; readonly baseUrl: string; readonly times: number; readonly restMs: number }
  /** A stream by way of the chat, which posts it to its page. */
  | { readonly do: "post"; readonly baseUrl: string };

export interface Measured {
  /** CPU time of the process, in microseconds. */
  readonly cpu: number;
  /** Wall time, in milliseconds. */
  readonly wall: number;
  /** Bytes alive after 95 % of the stream, beyond those before it. */
  readonly heap: number;
  /** The process's largest resident set, in bytes. */
  readonly resident: number;
  /** Milliseconds to the first event, one for each time. */
  readonly first: readonly number[];
  readonly posted: Posted;
}

const [, , name = "", peers = "", pem = ""] = process.argv;
let contender: Contender | undefined;

function ask(baseUrl: string, hear: Hear): Promise<void> {
  contender ??= createContender(name as ContenderName, peers, pem);
  return contender(baseUrl, hear);
}

/** Throws where a client did not deliver every character. The raw socket reads none. */
function check(heard: Amounts, events: number): void {
  const due = amountsIn(events);
  if (name === "raw socket" || (heard.thinking === due.thinking && heard.text === due.text)) return;
  throw new Error(`${name} delivered ${JSON.stringify(heard)} of ${JSON.stringify(due)}`);
}

async function measured(run: () => Promise<Partial<Measured>> | Partial<Measured>): Promise<Measured> {
  const cpu = process.cpuUsage();
  const wall = performance.now();
  const more = await run();
  const used = process.cpuUsage(cpu);
  return {
    cpu: used.user + used.system,
    wall: performance.now() - wall,
    heap: 0,
    resident: process.resourceUsage().maxRSS * 1024,
    first: [],
    posted: { messages: 0, bytes: 0, escapedBytes: 0, textBytes: 0 },
    ...more,
  };
}

function stream({ baseUrl, events, liveHeap }: Order & { do: "stream" }): Promise<Measured> {
  const heard: Amounts = { thinking: 0, text: 0 };
  const due = amountsIn(events);
  const nearly = liveHeap ? 0.95 * (due.thinking + due.text) : Infinity;
  // Not before what is timed: a full collection throws away compiled code too, and no program forces one.
  if (liveHeap) globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  let heap = 0;
  return measured(async () => {
    await ask(baseUrl, (kind, piece) => {
      heard[kind] += piece.length;
      if (heap > 0 || heard.thinking + heard.text < nearly) return;
      globalThis.gc?.();
      heap = Math.max(1, process.memoryUsage().heapUsed - before);
    });
    check(heard, events);
    return { heap };
  });
}

function fromMemory({ events, bytes }: Order & { do: "floor" }): Promise<Measured> {
  const pieces = piecesOf(events, bytes);
  const heard: Amounts = { thinking: 0, text: 0 };
  return measured(() => {
    floor(pieces, (kind, piece) => (heard[kind] += piece.length));
    check(heard, events);
    return {};
  });
}

/** The stream without HTTP's framing. The pieces of a block are shared: they are read, not kept. */
function piecesOf(events: number, bytes: number): readonly Buffer[] {
  const size = bytes === 0 ? 306 : bytes;
  const cut = new Map<unknown, readonly Buffer[]>();
  const pieces: Buffer[] = [];
  for (const block of blocksOf(events)) {
    let parts = cut.get(block);
    if (!parts) {
      const whole = Buffer.from(block.events.join(""));
      parts = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
        whole.subarray(at * size, (at + 1) * size),
      );
      cut.set(block, parts);
    }
    for (const part of parts) pieces.push(part);
  }
  pieces.push(Buffer.from(lastEvents.join("")));
  return pieces;
}

/** The wait from asking to the first word, again and again on what should be one kept connection. */
function first({ baseUrl, times }: Order & { do: "first" }): Promise<Measured> {
  const waits: number[] = [];
  return measured(async () => {
    for (let time = 0; time < times; time++) {
      const start = performance.now();
      let wait: number | undefined;
      await ask(baseUrl, () => (wait ??= performance.now() - start));
      if (wait === undefined) throw new Error(`${name} heard nothing`);
      waits.push(wait);
    }
    return { first: waits };
  });
}

function firstOfEach({ baseUrl, times, restMs }: Order & { do: "new" }): Promise<Measured> {
  return measured(async () => {
    const waits: number[] = [];
    for (let time = 0; time < times; time++) waits.push(await firstOfNew(baseUrl, restMs));
    return { first: waits };
  });
}

function obey(order: Order): Promise<Measured> {
  switch (order.do) {
    case "stream":
      return stream(order);
    case "floor":
      return fromMemory(order);
    case "first":
      return first(order);
    case "new":
      return firstOfEach(order);
    case "post":
      return measured(async () => ({ posted: await postedBy(order.baseUrl) }));
  }
}

// Not outlived by what it serves: a parent that was killed could not end it.
process.once("disconnect", () => process.exit());
process.on("message", (order: Order) => {
  obey(order).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
