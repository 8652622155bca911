/**
 * An extension host that is killed in mid-answer: everything that had reached the disk is there again, and can go on. A
 * window that is closed then has the time to write the rest.
 */
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

  const storage = (): string => join(workbench.dataFolder, "User", "globalStorage", "sonde.sonde");
  /** Waits until a conversation's file holds a text. */
  async function onDisk(text: string): Promise<void> {
    const folder = join(storage(), "conversations");
    await until(`"${text}" on the disk`, () =>
      readdirSync(folder).some(
        (name) => name.endsWith(".jsonl") && readFileSync(join(folder, name), "utf8").includes(text),
      ),
    );
  }
  async function until(what: string, isSo: () => boolean): Promise<void> {
    for (const end = Date.now() + patience; !isSo(); await setTimeout(20)) {
      if (Date.now() > end) throw new Error(`In vain: ${what}.`);
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
    await chat.idle();
  });

  it("and a window that is closed in mid-answer loses no word, and its answer is counted", async () => {
    const { chat } = workbench;
    const entries = (): number =>
      readFileSync(join(storage(), "ledger.jsonl"), "utf8").split("\n").filter(Boolean).length;
    await until("an entry for each answer that has ended", () => entries() === 2);
    await chat.send("And paper?");
    const asked = await host.next();
    asked.text("Burns at 233");
    await chat.lastAnswer.getByText("Burns at 233").waitFor();
    await onDisk("Burns at 233");
    asked.text(" degrees");
    await chat.lastAnswer.getByText("Burns at 233 degrees").waitFor();
    await workbench.reload();
    await asked.gone;
    await until("an entry for the answer that was cut", () => entries() === 3);
    await chat.lastAnswer.getByText("Burns at 233 degrees").waitFor();
    await chat.view.getByText("The window was closed while this answer was arriving.").waitFor();
  });
});
