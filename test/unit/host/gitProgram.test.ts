/** A git that hangs: whoever set a limit gets an answer all the same. */
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { createGitProgram, type GitLimit } from "../../../src/host/platform/gitProgram.ts";

describe("git with a limit", () => {
  const limit = (ms: number): GitLimit => ({ ms, error: () => new Error("too slow") });
  // Node stands for a git that never ends, and for one that does.
  const program = (ms: number) => createGitProgram(process.execPath, tmpdir(), {}, limit(ms));
  const hanging = ["-e", "setInterval(() => {}, 1000)"];

  it("is given up on when it has passed", async () => {
    await assert.rejects(program(50).run(hanging), /^Error: too slow$/);
    await assert.rejects(program(50).output(hanging), /^Error: too slow$/);
    await assert.rejects(program(50).with({ A: "b" }).run(hanging), /^Error: too slow$/);
  });

  it("answers within it, and can be stopped before", async () => {
    const said = await program(600_000).output(["-e", "console.log('done')"]);
    assert.equal(said.toString("utf8"), "done\n");
    const stopped = program(600_000).run(hanging, { signal: AbortSignal.abort() });
    await assert.rejects(stopped, { name: "AbortError" });
  });
});
