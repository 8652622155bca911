/** What requests have cost, as a person sees it: after a few questions, after a restart, and where a price is unknown. */
import assert from "node:assert/strict";
import type { FrameLocator } from "playwright-core";
import { ScriptedHost } from "../../../wire/scriptedHost.ts";
import { Workbench } from "../../driver/workbench.ts";

describe("spend", () => {
  let host: ScriptedHost;
  let workbench: Workbench;
  before(async () => {
    host = await ScriptedHost.start();
    workbench = await Workbench.open({
      environment: { DEEPSEEK_API_KEY: "sk-from-environment" },
      settings: { "sonde.providers": { deepseek: { baseUrl: host.baseUrl } } },
    });
    await workbench.chat.open();
  });
  after(async () => {
    await workbench.close();
    await host.close();
  });

  /** The page's document, in the editor area. */
  const page = (): FrameLocator =>
    workbench.page
      .frameLocator('iframe.webview[src*="extensionId=sonde.sonde"]')
      .last()
      .frameLocator("iframe#active-frame");

  const ask = async (question: string): Promise<void> => {
    await workbench.chat.send(question);
    (await host.next()).answer("Yes.");
    await workbench.chat.idle();
  };

  it("counts each request, and what the host does not price apart", async () => {
    await ask("One?");
    await ask("Two?");
    await workbench.changeSettings({ "sonde.model": "some-new-model" });
    await workbench.chat.button("Model: some-new-model").waitFor();
    await ask("Three?");
    await workbench.runCommand("Sonde: Show Spend");
    const today = page().getByRole("region", { name: "Today" });
    await today.getByText("3 requests").waitFor();
    const text = await today.innerText();
    assert.match(text, /849 tokens in \(768 cached\), 207 out/);
    assert.match(text, /1 of them at a cost that is not known/);
    assert.match(text, /\$0\.000\d+/);
    assert.equal(await page().getByRole("listitem").count(), 30);
    await page()
      .getByRole("row", { name: /deepseek · some-new-model \?/ })
      .waitFor();
    await page().getByText("Balance of DeepSeek: 1.10 USD").waitFor();
    await workbench.screenshot("spend");
  });
});
