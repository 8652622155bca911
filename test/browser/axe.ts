/** What axe-core has to say of a page. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { ChatPage } from "./chatPage.ts";

const source = readFileSync(createRequire(`${process.cwd()}/`).resolve("axe-core/axe.min.js"), "utf8");

/** Without these words axe also writes down, at length, what it has nothing to say of. */
const onlyViolations: RunOptions = { resultTypes: ["violations"] };

/** The violations, each with the elements that it is about. */
export async function axeFinds(chat: ChatPage): Promise<readonly (readonly string[])[]> {
  await chat.page.evaluate(source);
  const { violations } = await chat.page.evaluate((options) => {
    const { axe } = window as unknown as { axe: { run: (asked: RunOptions) => Promise<AxeResults> } };
    return axe.run(options);
  }, onlyViolations);
  return violations.map(({ id, nodes }) => [
    id,
    ...nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
  ]);
}
