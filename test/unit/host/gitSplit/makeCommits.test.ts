/** The commits of a plan, made in real repositories: not a byte is lost. */
import assert from "node:assert/strict";
import { chmodSync, renameSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { numbered, repositories, TestRepository } from "../gitCommit/repository.ts";
import { filesAt, make, splits, statusOf } from "./making.ts";

describe("making the commits of a plan", () => {
  const create = repositories();
  const prepareIn = splits();

  it("commits hunks of one file one by one, in any order", async () => {
    const repository = create().commit("base", { "a.txt": numbered(60) });
    const end = numbered(60, { 5: "five", 30: "thirty", 55: "fifty-five" });
    const split = await prepareIn(repository.write({ "a.txt": end }));
    assert.deepEqual([...split.sorted.parts.keys()], ["1.1", "1.2", "1.3"]);
    const made = await make(repository, split, [["1.3"], ["1.1"], ["1.2"]]);
    assert.equal(made.stop, undefined);
    assert.equal(filesAt(repository, "HEAD~2", "a.txt"), numbered(60, { 55: "fifty-five" }));
    assert.equal(filesAt(repository, "HEAD~1", "a.txt"), numbered(60, { 5: "five", 55: "fifty-five" }));
    assert.equal(filesAt(repository, "HEAD", "a.txt"), end);
    assert.equal(statusOf(repository), "");
    assert.equal(repository.git("log", "--format=%s"), "c2\nc1\nc0\nbase");
  });

  it("handles every kind of change, each in a commit of its own", async () => {
    const latin = Buffer.from("caf\xe9\nna\xefve\n", "latin1");
    const repository = create().commit("base", {
      "old name.txt": numbered(20),
      "gone.txt": "gone\n",
      "run.sh": "echo\n",
      "logo.png": Buffer.from([0x89, 0, 1, 2]),
      "crlf.txt": "a\r\nb\r\nc\r\n",
      "bare.txt": "no line end",
      "latin.txt": latin,
      "kind.txt": "a file\n",
      "folder/inner.txt": "inner\n",
    });
    const path = (name: string) => join(repository.folder, name);
    renameSync(path("old name.txt"), path("neuer Name ä.txt"));
    rmSync(path("gone.txt"));
    chmodSync(path("run.sh"), 0o755);
    unlinkSync(path("kind.txt"));
    symlinkSync("run.sh", path("kind.txt"));
    rmSync(path("folder"), { recursive: true });
    repository.write({
      "neuer Name ä.txt": numbered(20, { 10: "ten" }),
      "logo.png": Buffer.from([0x89, 0, 3]),
      "crlf.txt": "a\r\nB\r\nc\r\nd\r\n",
      "bare.txt": "no line end\nstill none",
      "latin.txt": Buffer.concat([latin, Buffer.from([0xff, 0xfe, 0x41])]),
      folder: "now a file\n",
      "empty.txt": "",
      'quo"te\n.txt': "x\n",
    });
    const split = await prepareIn(repository);
    const groups = [...split.sorted.parts.keys()].map((id) => [id]);
    const made = await make(repository, split, groups);
    assert.equal(made.stop, undefined);
    assert.equal(made.commits.length, groups.length);
    assert.ok(groups.length >= 11, String(groups));
    assert.equal(statusOf(repository), "");
    assert.equal(repository.git("rev-parse", "HEAD^{tree}"), split.ground.workTree);
  });

  it("leaves what is left out in the work tree, unstaged", async () => {
    const repository = create().commit("base", { "a.txt": numbered(40), "b.txt": "b\n" });
    repository.write({ "a.txt": numbered(40, { 2: "x", 38: "y" }), "b.txt": "B\n", "new.txt": "n\n" });
    const split = await prepareIn(repository);
    await make(repository, split, [["1.2"]]);
    assert.equal(filesAt(repository, "HEAD", "a.txt"), numbered(40, { 38: "y" }));
    assert.equal(statusOf(repository), " M a.txt\n M b.txt\n?? new.txt");
    assert.equal(repository.read("a.txt").toString(), numbered(40, { 2: "x", 38: "y" }));
  });

  it("leaves what was staged staged, where no commit touches it", async () => {
    const repository = create().commit("base", { "a.txt": "a\n", "b.txt": "b\n" });
    repository.write({ "a.txt": "A\n", "b.txt": "B\n" }).git("add", "b.txt");
    const split = await prepareIn(repository);
    await make(repository, split, [["1.1"]]);
    assert.equal(statusOf(repository), "M  b.txt");
  });

  it("tells of staged versions that no commit will hold", async () => {
    const repository = create().commit("base", { "a.txt": "a\n", "b.txt": "b\n" });
    repository.write({ "a.txt": "staged\n", "b.txt": "B\n" }).git("add", "--all");
    repository.write({ "a.txt": "later\n" });
    const { stagedOnly } = await prepareIn(repository);
    assert.deepEqual(
      stagedOnly.map(({ path }) => path),
      ["a.txt"],
    );
    assert.equal(repository.git("cat-file", "blob", stagedOnly[0]?.oid ?? ""), "staged");
  });

  it("makes the first commits of an empty repository", async () => {
    const repository = create().write({ "a.txt": "a\n", "b.txt": "b\n" });
    const made = await make(repository, await prepareIn(repository), [["2"], ["1"]]);
    assert.equal(made.stop, undefined);
    assert.equal(repository.git("log", "--format=%s"), "c1\nc0");
    assert.equal(statusOf(repository), "");
  });

  it("works in a linked work tree, and for files added by intent", async () => {
    const repository = create().commit("base", { "a.txt": "a\n" });
    repository.git("worktree", "add", "--quiet", "tree", "-b", "side");
    const tree = TestRepository.at(join(repository.folder, "tree")).write({ "a.txt": "A\n", "n.txt": "n\n" });
    tree.git("add", "--intent-to-add", "n.txt");
    const made = await make(tree, await prepareIn(tree), [["2"], ["1.1"]]);
    assert.equal(made.stop, undefined);
    assert.equal(statusOf(tree), "");
  });

  it("keeps to line-end and filter attributes as a plain commit would", async () => {
    const repository = create().commit("base", { ".gitattributes": "*.txt text eol=crlf\n" });
    repository.write({ "a.txt": "one\r\ntwo\r\n" });
    const split = await prepareIn(repository);
    await make(repository, split, [[...split.sorted.parts.keys()]]);
    assert.equal(filesAt(repository, "HEAD", "a.txt"), "one\ntwo\n");
    assert.equal(statusOf(repository), "");
    assert.equal(repository.read("a.txt").toString(), "one\r\ntwo\r\n");
  });

  it("moves a submodule", async () => {
    const inner = create().commit("inner", { "x.txt": "x\n" });
    const repository = create().commit("base", { "a.txt": "a\n" });
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.folder, "lib");
    repository.commit("with lib");
    inner.commit("more", { "y.txt": "y\n" });
    repository.git("-C", "lib", "pull", "--quiet");
    repository.write({ "a.txt": "A\n" });
    const split = await prepareIn(repository);
    const made = await make(repository, split, [["2"], ["1.1"]]);
    assert.equal(made.stop, undefined);
    assert.equal(statusOf(repository), "");
  });

  it("keeps a message that begins with a number sign", async () => {
    const repository = create().write({ "a.txt": "a\n" });
    const split = await prepareIn(repository);
    const commits = [{ message: "#12 do it\n\nBecause.", reason: "", parts: ["1"] }];
    await make(repository, split, [], { commits });
    assert.equal(repository.git("log", "-1", "--format=%B"), "#12 do it\n\nBecause.\n");
  });
});
