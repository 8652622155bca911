/** How tests have a commit message prepared, and read what the model would be told. */
import { prepare, type Prepared, type PrepareOptions } from "../../../../src/host/features/commit/prepare.ts";
import type { TestRepository } from "./repository.ts";

/** What is asked for where a test says nothing else. */
export const usual: PrepareOptions = {
  exclusions: { exclude: ["**/.env", "**/package-lock.json"], placeOf: () => undefined },
  encoding: "utf8",
  fixed: { style: "auto", language: "" },
  instructions: "",
  what: "changes",
};

/** What was made ready; fails where nothing was. */
export async function ready(
  repository: TestRepository,
  options: Partial<PrepareOptions> = {},
): Promise<Prepared> {
  const prepared = await prepare(repository.program, { ...usual, ...options });
  if (prepared.kind !== "ready") throw new Error(`not ready: ${prepared.kind}`);
  return prepared;
}

/** The whole prompt. */
export async function promptOf(prepared: Prepared, budget = 1e6, hint = ""): Promise<string> {
  const { messages } = await prepared.ask(budget, hint, []);
  return messages.map(({ text }) => text).join("\n");
}

/** The tag under which a prompt shows a file; empty where it shows none. */
export const tagOf = (path: string, prompt: string): string =>
  new RegExp(`<file path="${path}"[^>]*>`).exec(prompt)?.[0] ?? "";
