/**
 * What is measured of a page: the processor's time on the main thread beyond that of empty frames, tasks that are too
 * long, memory, nodes. A task is as long as the processor was at it: by the clock, a busy machine makes any task long.
 */
import type { CDPSession, Page } from "playwright-core";

/** One run. */
export interface Run {
  /**
   * Milliseconds of the processor's on the main thread, style, layout and paint included, without what as many empty
   * frames take.
   */
  readonly net: number;
  /** Milliseconds of the processor's of the tasks over 50 ms. */
  readonly long: readonly number[];
  /** How many tasks were over 50 ms by the clock. */
  readonly longByClock: number;
  /** How much of the text was drawn before the time was up: 1 is all, 0 where the page no longer answered. */
  readonly share: number;
  readonly elements: number;
  /** Bytes alive afterwards beyond those before. */
  readonly heap: number;
}

/** How often its time a run may take before its page is given up: one task may be longer than all its time. */
const patience = 3;

/** Draws pieces, one a frame, until all are drawn or so many milliseconds are over. Closes the page. */
export async function play(page: Page, pieces: readonly string[], limit: number): Promise<Run> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const empty = await emptyFrame(page, session);
  const heapBefore = await heapOf(session);
  const traced = await trace(page, session);
  const before = await taskTime(session);
  const played = await inTime(page.evaluate(playInPage, [pieces, limit] as const), limit * patience);
  if (!played) {
    await closeContext(page);
    return { net: Infinity, long: [Infinity], longByClock: 1, share: 0, elements: Infinity, heap: Infinity };
  }
  const { frames, share, longByClock, elements } = played;
  const net = (await taskTime(session)) - before - frames * empty;
  const { tasks } = await traced();
  const long = tasks.map(({ processor }) => processor).filter((length) => length > 50);
  const heap = (await heapOf(session)) - heapBefore;
  await closeContext(page);
  return { net, long, longByClock, share, elements, heap };
}

/** An event of the browser's tracing; times in microseconds, `tdur` of the processor's. */
interface Traced {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

/** What a page's main thread did; all in milliseconds of one clock. */
export interface Doings {
  /** `processor` is how long the processor was at it. */
  readonly tasks: readonly { readonly start: number; readonly length: number; readonly processor: number }[];
  /** When the page set marks of a name. */
  readonly marks: (name: string) => readonly number[];
}

/** Traces a page's main thread from now on. Gives what ends it and tells. */
export async function trace(page: Page, session: CDPSession): Promise<() => Promise<Doings>> {
  const here = "the main thread is here";
  const events: Traced[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const event of value as unknown as readonly Traced[]) {
      if (event.tdur === undefined || event.name.endsWith("RunTask")) events.push(event);
    }
  });
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "blink.user_timing"], excludedCategories: ["*"] },
  });
  await page.evaluate((name) => void performance.mark(name), here);
  return async () => {
    const isOver = new Promise<void>((done) => void session.once("Tracing.tracingComplete", () => done()));
    await session.send("Tracing.end");
    await isOver;
    const home = events.find(({ name }) => name === here);
    const own = events.filter(({ pid, tid }) => pid === home?.pid && tid === home.tid);
    const tasks = own.flatMap(({ ts, dur = 0, tdur }) =>
      // Where the system counts the processor's time in ticks, a task of 3 ms may be told to have taken 30 of it.
      tdur === undefined
        ? []
        : [{ start: ts / 1000, length: dur / 1000, processor: Math.min(tdur, dur) / 1000 }],
    );
    const marks = (wanted: string): readonly number[] =>
      own.flatMap(({ name, ts }) => (name === wanted ? [ts / 1000] : []));
    return { tasks, marks };
  };
}

/** What a promise gives, unless that takes longer than so many milliseconds. */
async function inTime<Value>(promise: Promise<Value>, limit: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => (timer = setTimeout(done, limit, undefined)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
    // Its page is closed under it.
    promise.catch(() => undefined);
  }
}

/** Milliseconds of main-thread work since the page began. */
export async function taskTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1000;
}

/** Bytes that are alive. */
export async function heapOf(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize;
}

/** Milliseconds of main-thread work of a frame in which nothing happens. */
async function emptyFrame(page: Page, session: CDPSession): Promise<number> {
  const frames = 200;
  const before = await taskTime(session);
  await page.evaluate(
    (count) =>
      new Promise<void>((done) => {
        let left = count;
        const next = (): void => void (--left > 0 ? requestAnimationFrame(next) : done());
        next();
      }),
    frames,
  );
  return ((await taskTime(session)) - before) / frames;
}

/** Runs in the page. */
async function playInPage([pieces, limit]: readonly [readonly string[], number]): Promise<{
  readonly frames: number;
  readonly share: number;
  readonly longByClock: number;
  readonly elements: number;
}> {
  const frame = (): Promise<number> => new Promise((next) => void requestAnimationFrame(next));
  // The message that brought the pieces is a long task of its own, by the clock: the next frame is after it.
  await frame();
  let longByClock = 0;
  const tasks = new PerformanceObserver((list) => void (longByClock += list.getEntries().length));
  tasks.observe({ type: "longtask" });
  let changes = 0;
  const mutations = new MutationObserver(() => (changes += 1));
  mutations.observe(document.body, { subtree: true, childList: true, characterData: true });
  const end = performance.now() + limit;
  let frames = 0;
  let fed = 0;
  while (fed < pieces.length && performance.now() < end) {
    contender.append(pieces[fed] ?? "");
    fed += 1;
    frames += 1;
    await frame();
  }
  contender.end();
  // At rest: nothing has changed for a second, idle moments included. Ours waits for less before it colours code that came
  // fast (`pause` in highlight/paint.ts), so that this is measured too.
  const restBy = performance.now() + limit;
  for (let quiet = performance.now(), seen = changes; performance.now() - quiet < 1000; frames++) {
    if (performance.now() > restBy) break;
    await frame();
    if (changes !== seen) quiet = performance.now();
    seen = changes;
  }
  tasks.disconnect();
  mutations.disconnect();
  return {
    frames,
    share: fed / pieces.length,
    longByClock,
    elements: document.getElementsByTagName("*").length,
  };
}

/** Waits until nothing on a page has changed for a third of a second. */
export async function untilRest(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        let quiet = performance.now();
        const mutations = new MutationObserver(() => (quiet = performance.now()));
        mutations.observe(document.body, { subtree: true, childList: true, characterData: true });
        const look = (): void => {
          if (performance.now() - quiet < 300) return void requestAnimationFrame(look);
          mutations.disconnect();
          done();
        };
        look();
      }),
  );
}

/** Watches for tasks over 50 ms from now on. Gives what ends it and tells their milliseconds. */
export async function longTasks(page: Page): Promise<() => Promise<readonly number[]>> {
  const seen = await page.evaluateHandle(() => {
    const long: number[] = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) long.push(duration);
    }).observe({ type: "longtask" });
    return long;
  });
  return () => seen.jsonValue();
}

/** Closes a page and all that belongs to it. */
export async function closeContext(page: Page): Promise<void> {
  await page.context().close();
}
