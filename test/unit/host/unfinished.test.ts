/** What is waited for before the window goes. */
import assert from "node:assert/strict";
import { createUnfinished } from "../../../src/host/platform/unfinished.ts";

describe("unfinished work", () => {
  it("is waited for with what it leads to, whatever becomes of it", async () => {
    const work = createUnfinished();
    const done: string[] = [];
    const write = async (name: string): Promise<void> => {
      await new Promise(setImmediate);
      done.push(name);
    };
    await work.settled(60_000);
    const answer = work.add(write("answer").then(() => void work.add(write("its end"))));
    work.add(Promise.reject(new Error("as if the disk were full"))).catch(() => done.push("failed"));
    await work.settled(60_000);
    await answer;
    assert.deepEqual(done, ["failed", "answer", "its end"]);
  });

  it("is not waited for longer than there is time", async () => {
    const work = createUnfinished();
    void work.add(new Promise(() => {}));
    await work.settled(1);
  });
});
