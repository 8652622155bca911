/** What a commit message is made of in every state that a repository can be in. */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { prepare } from "../../../../src/host/features/commit/prepare.ts";
import { promptOf, ready, tagOf, usual } from "./preparing.ts";
import { repositories, type TestRepository } from "./repository.ts";

/** Runs git where it must fail. */
function attempt(repository: TestRepository, ...args: readonly string[]): void {
  assert.throws(() => repository.git(...args));
}

describe("states of a repository", () => {
  const create = repositories();
  const conflicting = () => {
    const repository = create().commit("base", { "a.txt": "base\n" });
    repository.git("switch", "--quiet", "--create", "side");
    repository.commit("side work", { "a.txt": "side\n", "s.txt": "s\n" });
    repository.git("switch", "--quiet", "main");
    return repository.commit("main work", { "a.txt": "main\n" });
  };

  it("with conflicts ask for their resolution", async () => {
    const repository = conflicting();
    attempt(repository, "merge", "side");
    assert.deepEqual(await prepare(repository.program, usual), { kind: "conflicts" });
  });

  it("merging", async () => {
    const repository = conflicting();
    attempt(repository, "merge", "side");
    repository.write({ "a.txt": "both\n" }).git("add", "--all");
    const prepared = await ready(repository);
    assert.match(await promptOf(prepared), /ends a merge[^]*<draft>\nMerge branch 'side'/);
    assert.ok(prepared.drafts.includes("Merge branch 'side'"));
  });

  it("merging without a change of its own", async () => {
    const repository = conflicting();
    repository.git("merge", "--quiet", "--no-commit", "--strategy=ours", "side");
    assert.match(await promptOf(await ready(repository)), /ends a merge/);
  });

  it("reverting", async () => {
    const repository = create().commit("base", { "a.txt": "one\n" }).commit("second", { "a.txt": "two\n" });
    repository.commit("third", { "a.txt": "three\n" });
    attempt(repository, "revert", "--no-edit", "HEAD~1");
    repository.write({ "a.txt": "one again\n" }).git("add", "--all");
    assert.match(
      await promptOf(await ready(repository)),
      /reverts another[^]*Revert "second"[^]*This reverts commit/,
    );
  });

  it("cherry-picking", async () => {
    const repository = conflicting();
    attempt(repository, "cherry-pick", "side");
    repository.write({ "a.txt": "both\n" }).git("add", "--all");
    assert.match(await promptOf(await ready(repository)), /cherry-pick[^]*<draft>\nside work/);
  });

  it("after a squash, whose list of commits is no hint, and tells nobody's address", async () => {
    const repository = create().commit("base", { "a.txt": "base\n" });
    repository.git("switch", "--quiet", "--create", "side");
    repository.commit("side work\n\nBecause.", { "s.txt": "s\n" }).commit("more", { "t.txt": "t\n" });
    repository.git("switch", "--quiet", "main");
    repository.git("merge", "--quiet", "--squash", "side");
    const prepared = await ready(repository);
    assert.ok(prepared.drafts.includes(repository.read(".git/SQUASH_MSG").toString().trim()));
    const prompt = await promptOf(prepared);
    assert.match(prompt, /<draft>\nSquashed commit of the following:[^]* more[^]* side work[^]*<\/draft>/);
    assert.doesNotMatch(prompt, /example\.org|A Person/);
  });

  it("rebasing", async () => {
    const repository = conflicting();
    attempt(repository, "rebase", "side");
    repository.write({ "a.txt": "both\n" }).git("add", "--all");
    assert.match(await promptOf(await ready(repository)), /rebase is under way[^]*<draft>\nmain work/);
  });

  const stoppedAtEdit = () => {
    const repository = create().commit("base", { "a.txt": "one\n" }).commit("second", { "a.txt": "two\n" });
    const rebase = ["rebase", "--quiet", "--interactive", "HEAD~1"];
    repository.git("-c", "sequence.editor=sed -i s/^pick/edit/", ...rebase);
    return repository;
  };

  it("splitting a commit within a rebase", async () => {
    const repository = stoppedAtEdit();
    repository.git("reset", "--quiet", "HEAD^");
    const prepared = await ready(repository);
    assert.equal(prepared.source, "all");
    assert.match(await promptOf(prepared), /rebase is under way[^]*-one\n\+two/);
  });

  it("amending within a rebase", async () => {
    const repository = stoppedAtEdit();
    repository.write({ "a.txt": "two and more\n" }).git("add", "--all");
    assert.match(
      await promptOf(await ready(repository)),
      /being amended[^]*<draft>\nsecond[^]*-one\n\+two and more/,
    );
  });

  it("with a detached HEAD", async () => {
    const repository = create().commit("base", { "a.txt": "one\n" });
    repository.git("switch", "--quiet", "--detach");
    repository.write({ "a.txt": "two\n" });
    assert.doesNotMatch(await promptOf(await ready(repository)), /<branch>/);
  });

  it("of a sha256 repository", async () => {
    const repository = create();
    rmSync(join(repository.folder, ".git"), { recursive: true });
    repository.git("init", "--quiet", "--object-format=sha256");
    repository.write({ "a.txt": "one\n" });
    assert.match(await promptOf(await ready(repository)), /\+one/);
  });

  it("with a split index and files that git assumes unchanged", async () => {
    const repository = create().commit("base", { "a.txt": "one\n", "b.txt": "one\n" });
    repository.git("update-index", "--split-index");
    repository.git("update-index", "--assume-unchanged", "b.txt");
    repository.write({ "a.txt": "two\n", "b.txt": "canary\n" });
    const prompt = await promptOf(await ready(repository));
    assert.match(prompt, /\+two/);
    assert.doesNotMatch(prompt, /canary/);
  });

  it("with a repository within it that has no commit yet", async () => {
    const repository = create()
      .commit("base", { "a.txt": "one\n" })
      .write({ "a.txt": "two\n", "z.txt": "z\n" });
    repository.git("init", "--quiet", "inner");
    const prompt = await promptOf(await ready(repository));
    assert.match(prompt, /\+two/);
    assert.match(prompt, /\+z/);
  });

  it("with a repository within it that nobody has made a submodule of", async () => {
    const repository = create().commit("base", { "a.txt": "one\n" });
    repository.git("worktree", "add", "--quiet", ".trees/side", "-b", "side");
    assert.deepEqual(await prepare(repository.program, usual), { kind: "no changes", hasCommits: true });
    repository.write({ "a.txt": "two\n" });
    assert.doesNotMatch(await promptOf(await ready(repository)), /\.trees/);
    repository.git("add", "--all");
    assert.match(tagOf(".trees/side", await promptOf(await ready(repository))), /submodule/);
  });

  it("with line ends that git would refuse", async () => {
    const repository = create().commit("base", { ".gitattributes": "* text=auto\n" });
    repository.git("config", "core.autocrlf", "input");
    repository.git("config", "core.safecrlf", "true");
    repository.write({ "a.txt": "one\r\ntwo\r\n" });
    assert.match(await promptOf(await ready(repository)), /\+one\n\+two/);
  });
});
