/**
 * `npm test`: runs the stages, adds up what passed and failed, and says so in the last line. One comes after the other,
 * but for the pages: a VS Code waits more than it works, so they run beside those in VS Code and are told of at the end.
 */
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../machine/lifetime.ts";
import { npm } from "../machine/npm.ts";
import { compiledFolder, root } from "../machine/repository.ts";
import { installedServer } from "../machine/vscodeServer.ts";
import { runInDesktop } from "../stages/desktopHost.ts";
import { runMocha } from "../stages/mochaStage.ts";
import { runInServer } from "../stages/serverHost.ts";
import type { Totals } from "../stages/totals.ts";

export interface TestOptions {
  /** A stage, or `vscode` for all that start one. */
  readonly only?: string | undefined;
  /** What runs the in-host suites: `server` or `desktop`. */
  readonly host: string;
  /** Runs only the tests with this text in their names. */
  readonly grep?: string | undefined;
}

interface Stage {
  readonly name: string;
  readonly title: string;
  /** `report` is an open file that gets what it prints; without one it prints as it goes. */
  readonly run: (options: TestOptions, report?: number) => Promise<Totals | undefined>;
  /** Whether it runs beside the stages behind it. */
  readonly isBeside?: boolean;
}

const second = 1000;
const minute = 60 * second;
const outside = { testLimit: 2 * minute, limit: 25 * minute };
const compiled = (folder: string) => [`${compiledFolder.replaceAll("\\", "/")}/${folder}/**/*.test.js`];
const suites = (folder: string) => compiled(`vscode/suites/${folder}`);

const stages: readonly Stage[] = [
  {
    name: "unit",
    title: "Unit and wire tests",
    run: ({ grep }) => runMocha({ specs: [], testLimit: 10 * second, limit: 15 * minute, grep }),
  },
  {
    name: "vsix",
    title: "The packaged extension",
    run: async ({ grep }) =>
      (await npm(["run", "--silent", "package"], { folder: root }))
        ? runMocha({ specs: suites("vsix"), ...outside, grep })
        : undefined,
  },
  {
    // Behind the package, whose making empties the folder that the pages are in.
    name: "browser",
    title: "The pages in a browser",
    run: ({ grep }, report) => runMocha({ specs: compiled("browser"), ...outside, grep, report }),
    isBeside: true,
  },
  {
    name: "host",
    title: "Inside the extension host of VS Code",
    run: ({ host, grep }) => (host === "desktop" ? runInDesktop(grep) : runInServer(grep)),
  },
  {
    name: "ui",
    title: "VS Code as a person sees it",
    run: ({ grep }) => runMocha({ specs: suites("ui"), ...outside, grep }),
  },
];

/** The stages that the options ask for. */
function chosen({ only, host }: TestOptions): readonly Stage[] {
  if (host === "desktop") return stages.filter(({ name }) => name === "host");
  if (only === undefined) return stages;
  return stages.filter((stage) => stage.name === only || (only === "vscode" && needsVSCode(stage)));
}

function needsVSCode({ name }: Stage): boolean {
  return name !== "unit" && name !== "browser";
}

/** Resolves to the exit code: 0 if every stage ran at least one test and none failed. */
export async function test(options: TestOptions): Promise<number> {
  const running = chosen(options);
  if (running.length === 0 || !["server", "desktop"].includes(options.host)) {
    console.error("--only takes unit, browser, vsix, host, ui or vscode; --host takes server or desktop.");
    return 2;
  }
  // That is a minute of waiting, for the network most of all: the stages that need no VS Code run meanwhile.
  const isServed = options.host === "server" && running.some(needsVSCode);
  const installing = isServed ? installedServer().catch(() => undefined) : undefined;
  const totals: Totals[] = [];
  const beside: (() => Promise<Totals>)[] = [];
  for (const stage of running) {
    // One that fails is tried again by the stage itself, which says why.
    if (needsVSCode(stage)) await installing;
    if (stage.isBeside && stage !== running.at(-1)) beside.push(begin(stage, options));
    else totals.push(await runHere(stage, options));
  }
  for (const end of beside) totals.push(await end());
  const sum = (count: keyof Totals): number => totals.reduce((all, one) => all + one[count], 0);
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") === 0 && sum("passed") > 0 ? 0 : 1;
}

async function runHere(stage: Stage, options: TestOptions): Promise<Totals> {
  console.log(`\n== ${stage.title} ==`);
  return judged(stage, options, await ended(stage, options));
}

/** Begins a stage. What is given waits for its end, prints what it had to say, and gives its totals. */
function begin(stage: Stage, options: TestOptions): () => Promise<Totals> {
  const folder = temporaryFolder("report");
  const path = join(folder.path, "report.txt");
  const report = openSync(path, "w");
  const totals = ended(stage, options, report).finally(() => closeSync(report));
  return async () => {
    await totals;
    console.log(`\n== ${stage.title} ==`);
    process.stdout.write(readFileSync(path));
    folder.remove();
    return judged(stage, options, await totals);
  };
}

/** Settles when a stage has ended; undefined if it didn't come to its end. Never rejects. */
async function ended(stage: Stage, options: TestOptions, report?: number): Promise<Totals | undefined> {
  try {
    return await stage.run(options, report);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
}

/** Counts a stage that didn't end, or in which nothing was run, as a failure. */
function judged(stage: Stage, { grep }: TestOptions, totals: Totals | undefined): Totals {
  if (totals === undefined) {
    console.error(`${stage.title}: didn't come to an end.`);
    return { passed: 0, failed: 1 };
  }
  if (totals.passed + totals.failed > 0) return totals;
  console.error(`${stage.title}: no test was run.`);
  return { passed: 0, failed: grep === undefined ? 1 : 0 };
}
