/** What the benchmark of the chat page was told on its command line; `chat.ts` says what each means. */
import { parseArgs } from "node:util";

/** Characters of the answers that the goals are about. */
const sizesOfGoals = "20000,100000,1000000";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string", default: "conversations,typing,mixed,shapes,code,bad,equality" },
    rounds: { type: "string", default: "5" },
    limit: { type: "string", default: "60000" },
    "own-limit": { type: "string", default: "120000" },
    sizes: { type: "string", default: sizesOfGoals },
  },
});
export const parts = new Set(values.only.split(","));
export const rounds = Number(values.rounds);
export const roundsOfSlow = Math.min(rounds, 3);
export const limit = Number(values.limit);
export const ownLimit = Number(values["own-limit"]);
export const [short = 20_000, middle = 100_000, long = 1_000_000] = values.sizes.split(",").map(Number);

/** Whether the answers are of the sizes that the goals are about. */
export const isAboutGoals = values.sizes === sizesOfGoals;
export const isJson = values.json;
