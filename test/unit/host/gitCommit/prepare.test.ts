/** What a request for a commit message is made of, read from real repositories. */
import assert from "node:assert/strict";
import { chmodSync, readdirSync, renameSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { estimateTokens } from "../../../../src/core/context/tokens.ts";
import { prepare } from "../../../../src/host/features/commit/prepare.ts";
import type { GitProgram } from "../../../../src/host/platform/gitProgram.ts";
import { promptOf, ready, tagOf, usual } from "./preparing.ts";
import { numbered, repositories, TestRepository } from "./repository.ts";

describe("preparing a commit message", () => {
  const create = repositories();

  it("takes what is staged if anything is", async () => {
    const repository = create().commit("a", { "a.txt": "one\n", "b.txt": "one\n" });
    repository.write({ "a.txt": "staged\n" }).git("add", "a.txt");
    repository.write({ "b.txt": "not staged\n", "c.txt": "new\n" });
    const prepared = await ready(repository);
    const prompt = await promptOf(prepared);
    assert.equal(prepared.source, "staged");
    assert.match(prompt, /\+staged/);
    assert.doesNotMatch(prompt, /not staged|c\.txt/);
  });

  it("takes the staged version of a file that has changed since", async () => {
    const repository = create().commit("a", { "a.txt": "one\n" });
    repository.write({ "a.txt": "staged\n" }).git("add", "a.txt");
    repository.write({ "a.txt": "later\n" });
    const prompt = await promptOf(await ready(repository));
    assert.match(prompt, /\+staged/);
    assert.doesNotMatch(prompt, /\+later/);
  });

  it("else takes everything, untracked files included and ignored ones not", async () => {
    const repository = create().commit("a", { "a.txt": "one\n", ".gitignore": "*.log\n" });
    repository.write({ "a.txt": "two\n", "new/b.txt": "canary b\n", "x.log": "canary log\n" });
    const prepared = await ready(repository);
    assert.equal(prepared.source, "all");
    assert.match(await promptOf(prepared), /\+two[^]*\+canary b/);
    assert.doesNotMatch(await promptOf(prepared), /canary log/);
  });

  it("does not read the work tree where something is staged", async () => {
    const repository = create().commit("a", { "a.txt": "one\n" });
    repository.write({ "a.txt": "two\n" }).git("add", "a.txt");
    const commands: string[] = [];
    const told = (git: GitProgram): GitProgram => ({
      ...git,
      run: async (args, given) => {
        commands.push(args.join(" "));
        return git.run(args, given);
      },
      with: (more) => told(git.with(more)),
    });
    const adds = (): number => commands.filter((command) => command.includes(" add --all ")).length;
    assert.equal((await prepare(told(repository.program), usual)).kind, "ready");
    assert.equal(adds(), 0);
    repository.git("reset", "--quiet");
    assert.equal((await prepare(told(repository.program), usual)).kind, "ready");
    assert.equal(adds(), 1);
  });

  it("takes a text of more than 16 MiB for binary, staged or not", async () => {
    const line = `${"x".repeat(63)}\n`;
    const repository = create().commit("a", { "large.txt": line.repeat(300_000) });
    repository.write({ "large.txt": line.repeat(300_001), "a.txt": "told\n" });
    for (const source of ["all", "staged"]) {
      const prepared = await ready(repository);
      assert.equal(prepared.source, source);
      const prompt = await promptOf(prepared);
      assert.match(tagOf("large.txt", prompt), /binary/);
      assert.match(prompt, /\+told/);
      repository.git("add", "--all");
    }
  });

  it("changes nothing: no object, no index, no file of ours stays", async () => {
    const repository = create().commit("a", { "a.txt": "one\n" });
    repository.write({ "a.txt": "two\n", "b.txt": "new\n" });
    const look = () => [
      repository.read(".git/index").toString("latin1"),
      ...readdirSync(join(repository.folder, ".git"), { recursive: true, encoding: "utf8" }).toSorted(),
    ];
    const before = look();
    await ready(repository);
    assert.deepEqual(look(), before);
  });

  it("describes renames, deletions, modes, binary files, links and submodules", async () => {
    const repository = create();
    const inner = create().commit("inner", { "x.txt": "x\n" });
    repository.commit("a", {
      "old.txt": numbered(20),
      "gone.txt": "gone\n",
      "run.sh": "echo\n",
      "logo.png": Buffer.from([0x89, 0, 1, 2]),
      "kind.txt": "a file\n",
    });
    const add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.folder, "lib"];
    repository.git(...add);
    repository.commit("b");
    inner.commit("more", { "y.txt": "y\n" });
    repository.git("-C", "lib", "pull", "--quiet");
    renameSync(join(repository.folder, "old.txt"), join(repository.folder, "new.txt"));
    repository.write({ "new.txt": numbered(20, { 3: "changed" }), "logo.png": Buffer.from([0x89, 0, 3]) });
    rmSync(join(repository.folder, "gone.txt"));
    chmodSync(join(repository.folder, "run.sh"), 0o755);
    unlinkSync(join(repository.folder, "kind.txt"));
    symlinkSync("new.txt", join(repository.folder, "kind.txt"));
    const prompt = await promptOf(await ready(repository));
    assert.match(tagOf("new.txt", prompt), /renamed from old\.txt, 1 lines added, 1 lines deleted/);
    assert.match(tagOf("gone.txt", prompt), /deleted, 1 lines deleted/);
    assert.match(tagOf("run.sh", prompt), /mode 100644 → 100755/);
    assert.match(tagOf("logo.png", prompt), /modified, binary/);
    assert.match(tagOf("lib", prompt), /submodule [0-9a-f]{10} → [0-9a-f]{10}/);
    assert.match(tagOf("kind.txt", prompt), /type changed 100644 → 120000/);
  });

  it("reads paths with blanks, quotes, line ends and other scripts, and runs none of them", async () => {
    const repository = create().commit("a");
    const names = [
      "a b.txt",
      'a";touch pwned;".txt',
      "$(touch pwned).txt",
      "购物车.txt",
      "-n",
      "tab\there.txt",
    ];
    repository.write(Object.fromEntries(names.map((name) => [name, "x\n"])));
    const prompt = await promptOf(await ready(repository));
    for (const name of names) assert.ok(prompt.includes(`path="${name.replaceAll('"', "&quot;")}"`), name);
    assert.ok(!readdirSync(repository.folder).includes("pwned"));
  });

  it("leaves the diff at least half of a small budget, and the rest to rules and messages", async () => {
    const repository = create();
    for (let at = 0; at < 14; at++) repository.commit(`Do thing ${at}\n\n${"It was asked for. ".repeat(50)}`);
    repository.write({ "AGENTS.md": `# Commits\n\n${"Write well. ".repeat(330)}\n` }).git("add", "--all");
    repository.git("commit", "--quiet", "--message", "Say how");
    const prepared = await ready(repository.write({ "a.ts": numbered(300) }));
    const asked = await prepared.ask(2048, "", []);
    const sizes = asked.messages.map(({ text }) => estimateTokens(text));
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) <= 2048 + 20, sizes.join());
    assert.equal(asked.packed.isBlind, false);
    assert.match(asked.packed.text, /\+line 300\n/);
    assert.match(asked.messages.at(-1)?.text ?? "", /<message>/);
    assert.deepEqual(asked.packed.leftOut, [
      { path: "a.ts", how: "edges" },
      { path: "AGENTS.md", how: "unlisted" },
    ]);
    // A diff that needs less than its half leaves more to them.
    const small = await ready(repository.write({ "a.ts": "one\n" }));
    const told = await small.ask(2048, "", []);
    assert.deepEqual(told.packed.leftOut, []);
    assert.match(told.messages.at(-1)?.text ?? "", /<rules source="AGENTS\.md">[^]*\+one/);
  });

  it("reads files that are not UTF-8 by the set encoding", async () => {
    const repository = create().commit("a");
    repository.write({ "gbk.txt": Buffer.from([0xb9, 0xba, 0xce, 0xef, 0xb3, 0xb5, 0x0a]) });
    assert.match(await promptOf(await ready(repository, { encoding: "gb18030" })), /\+购物车/);
    assert.match(await promptOf(await ready(repository)), /\+¹ºÎï³µ/);
  });

  it("works before the first commit", async () => {
    const repository = create().write({ "a.txt": "one\n" });
    const prepared = await ready(repository);
    assert.match(await promptOf(prepared), /first commit[^]*\+one/);
    assert.equal(prepared.style.count, 0);
  });

  it("says that there is nothing", async () => {
    const repository = create();
    assert.deepEqual(await prepare(repository.program, usual), { kind: "no changes", hasCommits: false });
    repository.commit("a", { "a.txt": "one\n" });
    assert.deepEqual(await prepare(repository.program, usual), { kind: "no changes", hasCommits: true });
  });

  it("describes the last commit for an amend", async () => {
    const repository = create().commit("a", { "a.txt": "one\n" }).commit("second", { "a.txt": "two\n" });
    const prepared = await ready(repository, { what: "last commit" });
    assert.equal(prepared.source, "last commit");
    assert.deepEqual([prepared.draft, prepared.isMadeAnew], ["second", true]);
    assert.match(await promptOf(prepared), /being amended[^]*<draft>\nsecond\n<\/draft>[^]*-one\n\+two/);
  });

  it("describes a single commit for an amend", async () => {
    const repository = create().commit("only", { "a.txt": "one\n" });
    assert.match(await promptOf(await ready(repository, { what: "last commit" })), /\+one/);
  });

  it("does not take the last commit of a shallow clone for the first", async () => {
    const source = create().commit("a", { "a.txt": "one\n" }).commit("b", { "b.txt": "two\n" });
    const place = create();
    place.git("clone", "--quiet", "--depth=1", `file://${source.folder}`, "clone");
    const clone = TestRepository.at(join(place.folder, "clone"));
    assert.deepEqual(await prepare(clone.program, { ...usual, what: "last commit" }), { kind: "shallow" });
  });

  it("works in a linked work tree of a bare repository", async () => {
    const source = create().commit("fix: a", { "a.txt": "one\n" });
    const bare = create();
    bare.git("clone", "--quiet", "--bare", source.folder, "bare.git");
    bare.git("-C", "bare.git", "worktree", "add", "--quiet", "../tree", "-b", "side");
    const tree = TestRepository.at(join(bare.folder, "tree")).write({ "a.txt": "two\n" });
    assert.match(await promptOf(await ready(tree)), /<branch>side<\/branch>[^]*\+two/);
  });

  it("works in a folder below the top", async () => {
    const repository = create().commit("a", { "sub/a.txt": "one\n", "b.txt": "one\n" });
    repository.write({ "sub/a.txt": "two\n", "b.txt": "two\n" });
    const below = TestRepository.at(join(repository.folder, "sub"));
    const prompt = await promptOf(await ready(below));
    assert.ok(tagOf("sub/a.txt", prompt) !== "" && tagOf("b.txt", prompt) !== "");
  });

  it("leaves files out by a line each where there is little room, and says so", async () => {
    const repository = create().commit("a");
    repository.write({ "a.ts": numbered(400), "b.ts": numbered(400) });
    const { packed } = await (await ready(repository)).ask(1200, "", []);
    assert.deepEqual(
      packed.leftOut.map(({ path }) => path),
      ["a.ts", "b.ts"],
    );
  });
});

/** 300 files of 500 lines that all say the same. */
function manyFiles(text: string): Readonly<Record<string, string>> {
  const names = Array.from({ length: 300 }, (_, index) => `src/f${index}.ts`);
  return Object.fromEntries(names.map((name) => [name, `${text} ${name}\n`.repeat(500)]));
}

describe("a large repository", () => {
  const create = repositories();

  it("of 300 changed files and 5 MB of changes leaves room for others while it is packed", async () => {
    const repository = create();
    repository.commit("a", manyFiles("before it was"));
    repository.write(manyFiles("and now it is"));
    const prepared = await ready(repository);
    let turns = 0;
    let isOver = false;
    const takeTurn = (): void => {
      turns += 1;
      if (!isOver) setImmediate(takeTurn);
    };
    takeTurn();
    const { packed } = await prepared.ask(1e6, "", []);
    isOver = true;
    assert.ok(packed.text.length > 1e6);
    assert.ok(turns > 2, `${turns} turns`);
  });
});
