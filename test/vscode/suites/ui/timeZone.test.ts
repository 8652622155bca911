/** Days and times where the person sits, while the extension runs by another clock, as in a remote window. */
import assert from "node:assert/strict";
import { openScripted, type Scripted } from "../../driver/scripted.ts";

/** The first to have a new day: far from whatever the machine that runs this has. */
const timeZone = "Pacific/Kiritimati";

describe("time zones", () => {
  let scripted: Scripted;
  before(async () => {
    scripted = await openScripted({ timeZone });
    await scripted.workbench.chat.open();
  });
  after(async () => {
    await scripted.close();
  });

  it("shows in the history when it was by the clock of the person", async () => {
    const { host, workbench } = scripted;
    const styles = { dateStyle: "medium", timeStyle: "short" } as const;
    const shownAt = (at: number): string => new Intl.DateTimeFormat("en", { ...styles, timeZone }).format(at);
    const before = Date.now();
    await workbench.chat.send("When?");
    (await host.next()).answer("Now.");
    await workbench.chat.idle();
    const after = Date.now();
    await workbench.runCommand("Sonde: Chat History");
    const row = workbench.quickChoice("When?");
    await row.waitFor();
    const text = await row.innerText();
    const minutes = Array.from({ length: Math.ceil((after - before) / 60_000) + 1 }, (_, index) =>
      shownAt(Math.min(after, before + index * 60_000)),
    );
    const plain = (words: string): string => words.replaceAll(/\s+/g, " ");
    assert.ok(
      minutes.some((minute) => plain(text).includes(plain(minute))),
      `${plain(text)} has none of ${minutes.join(", ")}`,
    );
    await workbench.quickInput.getByText("Today", { exact: true }).waitFor();
    await workbench.screenshot("history-time-zone");
  });
});
