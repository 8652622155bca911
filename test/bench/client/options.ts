/** What the benchmark of the client was told on its command line; `client.ts` says what each means. */
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string", default: "flood,paced,first,distant,posts,memory" },
    rounds: { type: "string", default: "5" },
    events: { type: "string", default: "20000,100000,500000" },
  },
});
export const parts: ReadonlySet<string> = new Set(values.only.split(","));
export const rounds = Number(values.rounds);
export const lengths = values.events.split(",").map(Number);
export const isJson = values.json;
