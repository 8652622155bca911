/** VS Code opens with Sonde in it, in every kind of theme, and nothing is asked of the outside. */
import { deepStrictEqual } from "node:assert/strict";
import { Workbench, themeNames, themes } from "../../driver/workbench.ts";

describe("the workbench", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
  });
  after(() => workbench.close());

  it("shows Sonde's view container in the side bar", async () => {
    await workbench.page.getByRole("tab", { name: "Sonde", exact: true }).click();
    await workbench.chat.message.or(workbench.chat.welcome).first().waitFor();
    await workbench.screenshot("workbench");
  });

  for (const theme of themeNames) {
    it(`shows the chat in the theme ${theme}`, async () => {
      await workbench.setTheme(theme);
      const kind = `body[data-vscode-theme-id="${themes[theme].id}"]`;
      await workbench.chat.view.locator(kind).waitFor();
      await workbench.screenshot(`chat-${theme}`);
    });
  }

  it("asks nothing of the outside", () => {
    deepStrictEqual(workbench.outsideRequests, []);
  });
});
