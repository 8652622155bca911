/**
 * Every wire that Sonde speaks, asked by inline edit and for a commit message in a real editor, against a host on this
 * machine that speaks that wire's own bytes: the same code and the same message come of all of them, and no thinking in either.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LedgerEntry } from "../../../../src/core/ledger.ts";
import { counts, hostShapes, type Speech } from "../../../wire/hostBytes.ts";
import { type Asked, ScriptedHost } from "../../../wire/scriptedHost.ts";
import { Code } from "../../driver/code.ts";
import { sampleFile } from "../../driver/sample.ts";
import { SourceControl } from "../../driver/sourceControl.ts";
import { Workbench } from "../../driver/workbench.ts";
import { bodyOf, type Case, cases, has, key } from "./hostCases.ts";

const total = /  total\(\): number \{[^]*?\n  \}/;
const reduced = `  total(): number {
    return this.lines.reduce((sum, line) => sum + priceOf(line.article) * line.quantity, 0);
  }`;
const thinking = ["Let me ", "see é漢😀.\n```ts\nnot this\n```\n"];
const code: Speech = {
  thinking,
  text: ["```typescript\n", reduced.slice(0, 40), reduced.slice(40), "\n```\n"],
};

describe("every host, asked by the edit and the commit message", () => {
  let host: ScriptedHost;
  let workbench: Workbench;
  let scm: SourceControl;

  before(async () => {
    host = await ScriptedHost.start();
    host.told.set("/api/tags", { models: [{ name: "deepseek-r1:8b", model: "deepseek-r1:8b" }] });
    host.told.set("/api/show", { capabilities: ["completion", "thinking"] });
    workbench = await Workbench.open({
      openFile: sampleFile,
      typescript: true,
      environment: {
        EVOLINK_API_KEY: key,
        RUNWARE_API_KEY: key,
        VTRIX_API_KEY: key,
        SEEDAO_API_KEY: key,
        OPENROUTER_API_KEY: key,
        SILICONFLOW_API_KEY: key,
        SONDE_API_KEY: undefined,
        OLLAMA_HOST: host.baseUrl,
      },
      settings: { "sonde.edit.checkDiagnostics": false },
    });
    scm = new SourceControl(workbench);
    await scm.open();
  });
  after(async () => {
    await workbench.close();
    await host.close();
  });

  /** Waits until the status bar tells of a model: the settings have arrived. */
  const chosen = (model: string): Promise<void> =>
    workbench.page
      .getByRole("button", { name: new RegExp(`^Sonde: .*, model ${model},`) })
      .first()
      .waitFor();
  const choose = async (one: Case): Promise<void> => {
    // A model of another name in between, so that the wait for this one's can't be over too early.
    await workbench.changeSettings({ "sonde.provider": "custom", "sonde.model": "in-between" });
    await chosen("in-between");
    await workbench.changeSettings({
      "sonde.provider": one.provider,
      "sonde.model": one.model,
      "sonde.providers": { [one.provider]: { baseUrl: host.baseUrl, ...one.settings?.(host.baseUrl) } },
    });
    await chosen(one.model);
  };
  const answer = async (one: Case, asked: Asked, speech: Speech): Promise<void> => {
    assert.equal(asked.request.path, one.path);
    has(bodyOf(asked), one.quiet ?? {});
    if (one.answers) await one.answers(host, asked, speech);
    else asked.end(hostShapes[one.shape].bytes(speech));
  };
  const press = (keys: string): Promise<void> => workbench.page.keyboard.press(keys);
  const saved = async (): Promise<string> => new Code(workbench).saved(sampleFile);

  /** Asks for a change of `total`, accepts it, sees it in the file, and takes it back. */
  const edit = async (one: Case): Promise<void> => {
    const { page, quickInput } = workbench;
    const before = await saved();
    await press("Control+G");
    await workbench.answer(":23");
    await page.locator(".editor-instance .monaco-editor.focused").waitFor();
    await press("Alt+K");
    await quickInput.getByPlaceholder("What should be done with this code?").waitFor();
    await workbench.answer(`Use reduce, ${one.title}`);
    const asked = await host.next();
    assert.match(asked.request.body, /Use reduce, /);
    await answer(one, asked, code);
    await page.locator(".codelens-decoration a").filter({ hasText: "Accept" }).first().waitFor();
    await press("Alt+A");
    await page.locator(".tab.active.dirty").waitFor();
    assert.equal(await saved(), before.replace(total, reduced));
    await press("Control+Z");
    await page.locator(".tab.active.dirty").waitFor();
    assert.equal(await saved(), before);
  };

  const commitMessage = async (one: Case): Promise<void> => {
    // Short, because a line that the box wraps is found in pieces.
    const message = `Add discount ${cases.indexOf(one) + 1}`;
    await scm.press("Generate Commit Message");
    const asked = await host.next();
    assert.match(asked.request.body, /src\/discount\.ts/);
    await answer(one, asked, { thinking, text: ["Add ", message.slice("Add ".length)] });
    await scm.waitForMessage(message);
    await scm.button("Generate Commit Message").waitFor();
    assert.equal(await scm.message(), message);
  };

  for (const one of cases) {
    it(one.title, async () => {
      await choose(one);
      await edit(one);
      await commitMessage(one);
    });
  }

  it("a local Ollama is offered by its own API, and its models with it", async () => {
    await workbench.runCommand("Sonde: Use a Local Server");
    await workbench.quickChoice(host.baseUrl).getByText("deepseek-r1:8b").waitFor();
    await workbench.screenshot("local-servers");
    await workbench.quickChoice("Ollama").first().click();
    await workbench.quickInput.getByText("Select Model of Ollama").waitFor();
    await workbench.quickChoice("deepseek-r1:8b").first().click();
    await chosen("deepseek-r1:8b");
    const native = cases.find(({ provider }) => provider === "ollama");
    assert.ok(native);
    await edit(native);
  });

  it("every request is in the ledger, with its feature, its host and what is known of its cost", () => {
    const ledger = join(workbench.dataFolder, "User", "globalStorage", "sonde.sonde", "ledger.jsonl");
    const lines = readFileSync(ledger, "utf8").split("\n");
    const entries = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as LedgerEntry);
    const features = cases.flatMap(({ provider }) => [`${provider} edit`, `${provider} commit`]);
    assert.deepEqual(
      entries.map(({ provider, purpose }) => `${provider} ${purpose}`),
      [...features, "ollama edit"],
    );
    assert.ok(entries.every(({ outcome }) => outcome === "stop"));
    const ofProvider = (id: string) => entries.filter(({ provider }) => provider === id);
    for (const { cost } of ["runware", "vtrix", "openrouter"].flatMap(ofProvider)) {
      assert.deepEqual(cost, { usd: counts.cost, source: "host" });
    }
    for (const { cost } of ["evolink", "siliconflow", "custom", "ollama"].flatMap(ofProvider)) {
      assert.equal(cost, undefined);
    }
    // The first fail-over is remembered, so the commit message went straight to the other address.
    assert.deepEqual(
      entries.slice(0, 2).map(({ retries }) => retries),
      [1, 0],
    );
  });

  it("asks nobody else", () => {
    assert.deepEqual(workbench.outsideRequests, []);
  });
});
