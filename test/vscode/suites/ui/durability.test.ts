/** An extension host that is killed in mid-answer: everything that had reached the disk is there again, and can go on. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { ScriptedHost } from "../../../wire/scriptedHost.ts";
import { openScripted, type Scripted } from "../../driver/scripted.ts";
import type { Workbench } from "../../driver/workbench.ts";

/** Milliseconds that the disk may take. Text is written down once a second. */
const patience = 20_000;

describe("an extension host that dies in mid-answer", () => {
  let scripted: Scripted;
  let host: ScriptedHost;
  let workbench: Workbench;

  before(async () => {
    scripted = await openScripted();
    ({ host, workbench } = scripted);
    await workbench.chat.open();
  });
  after(async () => {
    await scripted.close();
  });

  /** Waits until a conversation's file holds a text. */
  async function onDisk(text: string): Promise<void> {
    const folder = join(workbench.dataFolder, "User", "globalStorage", "sonde.sonde", "conversations");
    const holds = (): boolean =>
      readdirSync(folder).some(
        (name) => name.endsWith(".jsonl") && readFileSync(join(folder, name), "utf8").includes(text),
      );
    for (const until = Date.now() + patience; !holds(); await setTimeout(20)) {
      if (Date.now() > until) throw new Error(`"${text}" has not come to the disk.`);
    }
  }

  it("loses no word, no thinking and no question", async () => {
    const { chat } = workbench;
    await chat.send("What lasts?");
    const first = await host.next();
    first.answer("Paper.", "Stone, perhaps.");
    await chat.idle();
    await chat.send("And what else?");
    const asked = await host.next();
    asked.thinking("Ink on paper.");
    asked.text("Ink, ");
    await chat.lastAnswer.getByText("Ink,").waitFor();
    asked.text("if it is dry");
    await onDisk("if it is dry");
    workbench.killExtensionHost();
    await asked.gone;

    await workbench.reload();
    await chat.turns("Sonde").nth(1).waitFor();
    assert.deepEqual(await chat.turns("You").locator(".asked-text").allInnerTexts(), [
      "What lasts?",
      "And what else?",
    ]);
    assert.equal(
      (await chat.turns("Sonde").first().getByRole("region", { name: "Answer" }).innerText()).trim(),
      "Paper.",
    );
    assert.equal((await chat.lastAnswer.innerText()).trim(), "Ink, if it is dry");
    await chat
      .turns("Sonde")
      .last()
      .getByRole("button", { name: /^Thought for/ })
      .click();
    await chat.lastThinking.getByText("Ink on paper.").waitFor();
    await workbench.screenshot("killed");
  });

  it("and what was cut can be continued", async () => {
    const { chat } = workbench;
    await chat.turns("Sonde").last().getByRole("button", { name: "Continue" }).click();
    const asked = await host.next();
    asked.answer(" and kept.");
    await chat.lastAnswer.getByText("Ink, if it is dry and kept.").waitFor();
  });
});
