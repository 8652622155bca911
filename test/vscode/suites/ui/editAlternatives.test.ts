/**
 * Several answers to one instruction, by keyboard: they are asked for at once where the host gives several, stand side
 * by side, and the person picks one.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ScriptedHost } from "../../../wire/scriptedHost.ts";
import { acceptLens, Code } from "../../driver/code.ts";
import { sampleFile } from "../../driver/sample.ts";
import { Workbench } from "../../driver/workbench.ts";

const fence = (body: string): string => `\`\`\`typescript\n  total(): number {\n${body}\n  }\n\`\`\`\n`;
const reduced =
  "    return this.lines.reduce((sum, line) => sum + priceOf(line.article) * line.quantity, 0);";
const mapped = `    const prices = this.lines.map((line) => priceOf(line.article) * line.quantity);
    return prices.reduce((sum, price) => sum + price, 0);`;
const looped = `    let sum = 0;
    this.lines.forEach((line) => (sum += priceOf(line.article) * line.quantity));
    return sum;`;

describe("alternatives of an edit, by keyboard", () => {
  let host: ScriptedHost;
  let workbench: Workbench;
  let code: Code;

  const onDisk = (): string => readFileSync(join(workbench.folder, sampleFile), "utf8");

  before(async () => {
    host = await ScriptedHost.start();
    workbench = await Workbench.open({
      openFile: sampleFile,
      typescript: true,
      environment: { EVOLINK_API_KEY: "sk-test-0123456789abcdef" },
      settings: {
        "sonde.provider": "evolink",
        "sonde.providers": { evolink: { baseUrl: host.baseUrl } },
        "files.autoSave": "off",
      },
    });
    code = new Code(workbench);
  });
  after(async () => {
    await workbench.close();
    await host.close();
  });
  afterEach(async function () {
    if (this.currentTest?.state === "failed") await workbench.screenshot(`failed-alternatives-${Date.now()}`);
    else await code.withoutLenses();
  });

  it("asks for several, shows them side by side, and proposes the one that is picked", async () => {
    const before = onDisk();
    await code.goTo(23);
    await code.press("Alt+K");
    await workbench.quickInput.getByText("cart.ts:23–29").waitFor();
    await workbench.answer("Shorter");
    const first = await host.next();
    assert.equal(first.json["n"], undefined);
    first.answer(fence(reduced));
    await code.lens(acceptLens).waitFor();
    await code.lens("Alternatives").waitFor();

    await workbench.runCommand("Sonde: Show Alternatives of Edit");
    const more = await host.next();
    assert.equal(more.json["n"], 3);
    assert.deepEqual(more.json["messages"], first.json["messages"]);
    const answers = [fence(mapped), fence(looped), fence(reduced)];
    // In pieces, one answer among the others, as hosts send them.
    const middle = 60;
    answers.forEach((text, index) => more.text(text.slice(0, middle), index));
    answers.forEach((text, index) => more.text(text.slice(middle), index));
    more.finish();
    const choices = workbench.quickInput.locator(".monaco-list-row");
    await workbench.quickChoice("Alternative 3").waitFor();
    // The first proposal stays, and what comes to the same stands there once.
    assert.equal(await choices.count(), 3);
    const columns = workbench.page.locator(".editor-group-container");
    assert.equal(await columns.count(), 3);
    for (const text of ["this.lines.reduce(", "const prices", "forEach("]) {
      await columns.filter({ hasText: text }).first().waitFor();
    }
    await workbench.screenshot("edit-alternatives");
    await code.type("prices");
    await workbench.quickChoice("Alternative 2").waitFor();
    await code.press("Enter");
    await code.zone.getByText("alternative 2 of 3").waitFor();
    await code.zone.getByText("const prices").first().waitFor();
    await workbench.screenshot("edit-alternative");
    assert.equal(onDisk(), before);
    assert.equal(await columns.count(), 1);

    await code.press("Alt+A");
    await code.lens("no new problems").waitFor();
    assert.ok((await code.saved(sampleFile)).includes(mapped));
    await code.takeBack();
    assert.equal(await code.saved(sampleFile), before);
  });
});
