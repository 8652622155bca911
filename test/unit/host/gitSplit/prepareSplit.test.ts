/** What a split tells the model, and what stays uncommitted until the person says otherwise. */
import assert from "node:assert/strict";
import type { PreparedSplit } from "../../../../src/host/features/commit/prepareSplit.ts";
import { proposeSplit } from "../../../../src/host/features/commit/proposeSplit.ts";
import { deepseek } from "../../../../src/provider/dialects/deepseek.ts";
import { numbered, repositories } from "../gitCommit/repository.ts";
import { splits } from "./making.ts";

const key = ["sk-", "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF"].join("");

describe("preparing a split", () => {
  const create = repositories();
  const prepareIn = splits(["**/.env"]);
  /** The paths that stay uncommitted, each with the reason. */
  const asideIn = ({ sorted, aside }: PreparedSplit): readonly string[] =>
    [...aside].map(([id, why]) => `${sorted.changes[Number.parseInt(id, 10) - 1]?.path}: ${why}`);
  const promptOf = async (split: PreparedSplit): Promise<string> =>
    (await split.ask(1e6)).messages.map(({ text }) => text).join("\n");

  it("sets aside what holds a secret, whatever else keeps it back", async () => {
    const repository = create().commit("a", { ".gitignore": "local.conf\n", "key.ts": numbered(9) });
    repository.write({
      ".env": `KEY=${key}\n`,
      "key.ts": numbered(9, { 4: `const key = "${key}";` }),
      "local.conf": `key = "${key}"\n`,
      "other/.env": "PORT=80\n",
      "b.txt": "b\n",
    });
    repository.git("add", "--force", "local.conf");
    const split = await prepareIn(repository);
    assert.deepEqual(asideIn(split), [".env: secret", "key.ts: secret", "local.conf: secret"]);
    const prompt = await promptOf(split);
    assert.doesNotMatch(prompt, /path="(\.env|key\.ts|local\.conf)"/);
    assert.match(
      prompt,
      /path="b\.txt"[^]*path="other\/\.env" change="added[^"]*, content withheld" parts="\d"/,
    );
  });

  it("sets aside what a .sondeignore names: the model can't sort what it is not told of", async () => {
    const repository = create().commit("a", { ".sondeignore": "clients/\n", "clients/acme.txt": "a\n" });
    const split = await prepareIn(repository.write({ "clients/acme.txt": "b\n", "b.txt": "b\n" }));
    assert.deepEqual(asideIn(split), ["clients/acme.txt: hidden"]);
    assert.doesNotMatch(await promptOf(split), /acme/);
  });

  it("sets aside a repository within this one, unless it is a submodule", async () => {
    const inner = create().commit("inner", { "x.txt": "x\n" });
    const repository = create().commit("base", { "a.txt": "a\n" });
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.folder, "lib");
    repository.git("worktree", "add", "--quiet", ".trees/side", "-b", "side");
    repository.git("clone", "--quiet", inner.folder, "clone");
    const split = await prepareIn(repository);
    assert.deepEqual(asideIn(split), [".trees/side: repository", "clone: repository"]);
    const prompt = await promptOf(split);
    assert.match(prompt, /path="lib"/);
    assert.doesNotMatch(prompt, /path="(clone|\.trees)/);
  });

  it("names every part of what is offered", async () => {
    const repository = create().commit("a", { "a.txt": numbered(60) });
    repository.write({ "a.txt": numbered(60, { 5: "five", 55: "fifty-five" }), "b.txt": "b\n" });
    const prompt = await promptOf(await prepareIn(repository));
    assert.match(prompt, /part 1\.1\n[^]*part 1\.2\n[^]*path="b\.txt"[^>]* parts="2"/);
  });
});

describe("asking for a split", () => {
  const create = repositories();
  const prepareIn = splits();

  for (const reason of ["length", "filtered"] as const) {
    it(`makes no plan of an answer without an end: ${reason}`, async () => {
      const repository = create().commit("base", { "a.txt": "a\n" }).write({ "a.txt": "b\n" });
      const prepared = await prepareIn(repository);
      const [model] = deepseek.models;
      assert.ok(model);
      const proposal = await proposeSplit({
        ask: async ({ onEvents }) => {
          onEvents([{ type: "text", text: '{"commits":[{"message":"a"', choice: 0 }]);
          return { reason };
        },
        choice: { dialect: deepseek, model, effort: "off", offered: () => [model] },
        prepared,
        remainder: { message: "Further changes", reason: "" },
        signal: new AbortController().signal,
        onProgress: () => {},
      });
      assert.deepEqual(proposal, { kind: "cut" });
    });
  }
});
