/** `npm test`: runs the stages one after the other, tells once more what failed, and adds up in the last line. */
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
  readonly run: (options: TestOptions) => Promise<Totals | undefined>;
}

const second = 1000;
const minute = 60 * second;
/** Characters of a failure that are told once more at the end. */
const mostToldAgain = 2000;
const outside = { testLimit: 2 * minute, limit: 25 * minute, jobs: 2 };
const compiled = (folder: string) => [`${compiledFolder.replaceAll("\\", "/")}/${folder}/**/*.test.js`];
const suites = (folder: string) => compiled(`vscode/suites/${folder}`);

const stages: readonly Stage[] = [
  {
    name: "unit",
    title: "Unit and wire tests",
    run: ({ grep }) => runMocha({ specs: [], testLimit: 10 * second, limit: 15 * minute, jobs: 2, grep }),
  },
  {
    name: "browser",
    title: "The pages in a browser",
    run: ({ grep }) => runMocha({ specs: compiled("browser"), ...outside, grep }),
  },
  {
    name: "vsix",
    title: "The packaged extension",
    run: async ({ grep }) =>
      (await npm(["run", "--silent", "package"], { folder: root }))
        ? runMocha({ specs: suites("vsix"), ...outside, jobs: 1, grep })
        : undefined,
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
  let passed = 0;
  const failures: string[] = [];
  for (const stage of running) {
    console.log(`\n== ${stage.title} ==`);
    // One that fails is tried again by the stage itself, which says why.
    if (needsVSCode(stage)) await installing;
    const totals = await stage.run(options).catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      return undefined;
    });
    if (totals === undefined) failures.push(`${stage.title}: didn't come to an end.`);
    else {
      passed += totals.passed;
      failures.push(...totals.failures);
      const isEmpty = totals.passed + totals.failures.length === 0;
      if (isEmpty && options.grep === undefined) failures.push(`${stage.title}: no test was run.`);
    }
  }
  // Once more, because whoever reads the end of a long log has not seen the stage that it was in.
  for (const failure of failures) console.log(`\nFailed: ${failure.slice(0, mostToldAgain)}`);
  console.log(`\n${passed} passed, ${failures.length} failed`);
  return failures.length === 0 && passed > 0 ? 0 : 1;
}
