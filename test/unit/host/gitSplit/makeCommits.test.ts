/** The commits of a plan, made in real repositories: not a byte is lost, and what fails leaves all as it was. */
import assert from "node:assert/strict";
import {
  chmodSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  watch,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createGitProgram, type GitProgram } from "../../../../src/host/platform/gitProgram.ts";
import { makeCommits, type MakeOptions } from "../../../../src/host/features/commit/makeCommits.ts";
import { prepareSplit, type PreparedSplit } from "../../../../src/host/features/commit/prepareSplit.ts";
import { numbered, repositories, TestRepository } from "../gitCommit/repository.ts";

const options = {
  exclusions: { exclude: [], placeOf: () => undefined },
  encoding: "utf8",
  fixed: { style: "auto", language: "" },
  instructions: "",
} as const;
const prepared: PreparedSplit[] = [];

async function prepareIn(repository: TestRepository): Promise<PreparedSplit> {
  const split = await prepareSplit(repository.program, options);
  if (split.kind !== "ready") throw new Error(`not ready: ${split.kind}`);
  prepared.push(split);
  return split;
}

/** Makes commits of these parts, named c0, c1 and so on. */
function make(
  repository: TestRepository,
  { sorted, ground }: PreparedSplit,
  groups: readonly (readonly string[])[],
  more: Partial<MakeOptions> = {},
) {
  return makeCommits({
    git: repository.program,
    sorted,
    ground,
    commits: groups.map((parts, index) => ({ message: `c${index}`, reason: "", parts })),
    flags: [],
    needsAuthor: false,
    signal: new AbortController().signal,
    onStep: () => {},
    ...more,
  });
}

const statusOf = (repository: TestRepository): string => repository.git("status", "--porcelain=v1");
const filesAt = (repository: TestRepository, commit: string, path: string): string =>
  repository.gitBytes("show", `${commit}:${path}`).toString("latin1");

describe("making the commits of a plan", () => {
  const create = repositories();
  afterEach(async () => {
    for (const split of prepared.splice(0)) await split.snapshot.dispose();
  });

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

describe("when something stands in the way", () => {
  const create = repositories();
  afterEach(async () => {
    for (const split of prepared.splice(0)) await split.snapshot.dispose();
  });
  const two = () =>
    create().commit("base", { "a.txt": "a\n", "b.txt": "b\n" }).write({ "a.txt": "A\n", "b.txt": "B\n" });
  const groups = [["1.1"], ["2.1"]];
  const stateOf = (repository: TestRepository) => [
    repository.git("rev-parse", "HEAD"),
    statusOf(repository),
    repository.git("ls-files", "--stage"),
    repository.read("a.txt").toString(),
    repository.read("b.txt").toString(),
  ];

  it("a hook that refuses stops there, says its words, and changes nothing", async () => {
    const repository = two();
    repository.git("add", "b.txt");
    const split = await prepareIn(repository);
    repository.hook("pre-commit", 'echo "tests are red" >&2; exit 1');
    const before = stateOf(repository);
    const made = await make(repository, split, groups);
    assert.deepEqual(made.stop, { kind: "refused", said: "tests are red" });
    assert.deepEqual(stateOf(repository), before);
  });

  it("the rest of a plan goes on after a refusal", async () => {
    const repository = two();
    const split = await prepareIn(repository);
    repository.hook("commit-msg", 'grep -q c1 "$1" && { echo "say more" >&2; exit 1; }; exit 0');
    const first = await make(repository, split, groups);
    assert.deepEqual([first.commits.length, first.stop], [1, { kind: "refused", said: "say more" }]);
    assert.equal(statusOf(repository), " M b.txt");
    const rest = await make(repository, { ...split, ground: first.ground }, [["2.1"]]);
    assert.equal(rest.stop, undefined);
    assert.equal(repository.git("log", "--format=%s"), "c0\nc0\nbase");
    assert.equal(statusOf(repository), "");
  });

  it("hooks see the files of their commit, and no others", async () => {
    const repository = two();
    const split = await prepareIn(repository);
    repository.hook("pre-commit", "git diff --cached --name-only >> .git/seen");
    await make(repository, split, groups);
    assert.equal(repository.read(".git/seen").toString(), "a.txt\nb.txt\n");
  });

  it("a hook that formats the files of its commit stops nothing, and nothing undoes it", async () => {
    const repository = two();
    const split = await prepareIn(repository);
    repository.hook(
      "pre-commit",
      'for file in $(git diff --cached --name-only); do echo formatted > "$file"; git add "$file"; done',
    );
    const made = await make(repository, split, groups);
    assert.equal(made.stop, undefined);
    assert.deepEqual(
      made.commits.map(({ isAltered }) => isAltered),
      [true, true],
    );
    assert.equal(repository.git("show", "--format=", "--name-only", "HEAD"), "b.txt");
    assert.equal(filesAt(repository, "HEAD", "a.txt"), "formatted\n");
    assert.equal(statusOf(repository), "");
  });

  it("nor does one that formats in the commit alone; the files stay as they are", async () => {
    const repository = two();
    const split = await prepareIn(repository);
    const format = 'git update-index --cacheinfo "100644,$(echo formatted | git hash-object -w --stdin),a.txt"';
    repository.hook("pre-commit", format);
    const made = await make(repository, split, groups);
    assert.equal(made.stop, undefined);
    assert.equal(filesAt(repository, "HEAD", "a.txt"), "formatted\n");
    assert.equal(filesAt(repository, "HEAD", "b.txt"), "B\n");
    assert.equal(repository.read("a.txt").toString(), "A\n");
  });

  const hooks = {
    "adds the rest of a file that a later commit changes": ["git add a.txt", [["1.1"], ["1.2"]]],
    "adds the rest of a file that stays uncommitted": ["git add a.txt", [["1.1"], ["2.1"]]],
    "formats the files of later commits as well": [
      "echo formatted | tee a.txt > b.txt; git add a.txt",
      [["1.1", "1.2"], ["2.1"]],
    ],
    "adds a file of its own": ["echo 2 > version; git add version", [["1.1", "1.2"], ["2.1"]]],
  } as const;
  for (const [what, [script, parts]] of Object.entries(hooks)) {
    it(`a hook that ${what} stops the rest, for good`, async () => {
      const repository = create().commit("base", { "a.txt": numbered(40), "b.txt": "b\n" });
      repository.write({ "a.txt": numbered(40, { 2: "two", 38: "end" }), "b.txt": "B\n" });
      const split = await prepareIn(repository);
      repository.hook("pre-commit", script);
      const made = await make(repository, split, parts);
      assert.deepEqual([made.commits.length, made.stop], [1, { kind: "altered" }]);
      const head = repository.git("rev-parse", "HEAD");
      const again = await make(repository, { ...split, ground: made.ground }, parts.slice(1));
      assert.deepEqual([again.commits.length, again.stop], [0, { kind: "changed" }]);
      assert.equal(repository.git("rev-parse", "HEAD"), head);
    });
  }

  it("a file that changes under it stops it before the next commit", async () => {
    const repository = two();
    const split = await prepareIn(repository);
    const made = await make(repository, split, groups, {
      onStep: (index) => {
        if (index === 1) repository.write({ "b.txt": "mine\n" });
      },
    });
    assert.deepEqual([made.commits.length, made.stop], [1, { kind: "changed" }]);
    assert.equal(repository.read("b.txt").toString(), "mine\n");
    assert.equal(statusOf(repository), " M b.txt");
  });

  it("a change of the same size in the same second is seen", async () => {
    const repository = two();
    const split = await prepareIn(repository);
    repository.write({ "b.txt": "C\n" });
    assert.deepEqual((await make(repository, split, groups)).stop, { kind: "changed" });
  });

  it("a new file, or a new commit, stops it too", async () => {
    const repository = two();
    const split = await prepareIn(repository);
    repository.write({ "c.txt": "c\n" });
    assert.deepEqual((await make(repository, split, groups)).stop, { kind: "changed" });
    rmSync(join(repository.folder, "c.txt"));
    repository.git("commit", "--quiet", "--allow-empty", "--message", "other");
    assert.deepEqual((await make(repository, split, groups)).stop, { kind: "changed" });
  });

  it("a cancel is heard between two commits", async () => {
    const repository = two();
    const split = await prepareIn(repository);
    const controller = new AbortController();
    const made = await make(repository, split, groups, {
      signal: controller.signal,
      onStep: (index) => {
        if (index === 1) controller.abort();
      },
    });
    assert.deepEqual([made.commits.length, made.stop], [1, { kind: "cancelled" }]);
    assert.equal(statusOf(repository), " M b.txt");
  });

  it("a cancel ends a hook that hangs", async () => {
    const repository = two();
    const split = await prepareIn(repository);
    const before = stateOf(repository);
    // It waits for somebody to open the other end.
    repository.hook("pre-commit", "mkfifo .git/pipe; : > .git/hangs; exec cat .git/pipe");
    const controller = new AbortController();
    const watcher = watch(join(repository.folder, ".git"), (_, name) => {
      if (name === "hangs") controller.abort();
    });
    const made = await make(repository, split, groups, { signal: controller.signal });
    watcher.close();
    closeSync(openSync(join(repository.folder, ".git", "pipe"), constants.O_RDWR | constants.O_NONBLOCK));
    assert.deepEqual([made.commits.length, made.stop], [0, { kind: "cancelled" }]);
    assert.deepEqual(stateOf(repository), before);
  });

  it("a locked index sets the branch back", async () => {
    const repository = two();
    const split = await prepareIn(repository);
    const lock = join(repository.folder, ".git", "index.lock");
    repository.hook("post-commit", ": > .git/index.lock");
    const before = stateOf(repository);
    const made = await make(repository, split, groups);
    assert.equal(made.stop?.kind, "refused");
    rmSync(lock);
    assert.deepEqual(stateOf(repository), before);
  }).timeout(20_000);

  it("a git that breaks down midway stops there, and what was made is told", async () => {
    const repository = two();
    const split = await prepareIn(repository);
    const { program } = repository;
    let commits = 0;
    const git: GitProgram = {
      ...program,
      async run(args, given) {
        if (args.includes("commit")) commits += 1;
        if (commits === 2) throw new Error("the disk is full");
        return program.run(args, given);
      },
    };
    const made = await make(repository, split, groups, { git });
    assert.deepEqual(made.stop, { kind: "refused", said: "Error: the disk is full" });
    assert.equal(made.commits[0]?.oid, repository.git("rev-parse", "HEAD"));
    assert.equal(made.ground.head, made.commits[0]?.oid);
    assert.equal(statusOf(repository), " M b.txt");
  });

  it("a missing name of the author is said", async () => {
    const repository = two();
    repository.git("config", "user.useConfigOnly", "true");
    const split = await prepareIn(repository);
    const git = repository.program.with({
      GIT_AUTHOR_NAME: "",
      GIT_AUTHOR_EMAIL: "",
      GIT_COMMITTER_EMAIL: "",
      EMAIL: "",
    });
    const made = await make(repository, split, groups, { git });
    assert.ok(made.stop?.kind === "refused" && /empty ident|identity|email/i.test(made.stop.said));
  });

  it("git makes up no address for the author, unless it may", async () => {
    const repository = two();
    const split = await prepareIn(repository);
    const { folder } = repository;
    const git = createGitProgram("git", folder, {
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_AUTHOR_NAME: "A Person",
      GIT_COMMITTER_NAME: "A Person",
      EMAIL: "login@machine.example",
    });
    const made = await make(repository, split, [["1.1"]], { git, needsAuthor: true });
    assert.ok(made.stop?.kind === "refused" && /auto-detection is disabled/.test(made.stop.said));
    assert.equal((await make(repository, split, [["1.1"]], { git })).stop, undefined);
  });

  it("a merge that is under way, or conflicts, are no time for it", async () => {
    const repository = create().commit("base", { "a.txt": "base\n" });
    repository.git("switch", "--quiet", "--create", "side");
    repository.commit("side", { "a.txt": "side\n" });
    repository.git("switch", "--quiet", "main");
    repository.commit("main", { "a.txt": "main\n" });
    assert.throws(() => repository.git("merge", "side"));
    assert.deepEqual(await prepareSplit(repository.program, options), { kind: "conflicts" });
    repository.write({ "a.txt": "both\n" }).git("add", "--all");
    assert.deepEqual(await prepareSplit(repository.program, options), { kind: "under way" });
  });

  it("proposing writes nothing into the repository", async () => {
    const repository = two().write({ "new.txt": "new\n" });
    const count = () => repository.git("count-objects", "-v");
    const before = [count(), readFileSync(join(repository.folder, ".git/index")).toString("latin1")];
    await prepareIn(repository);
    assert.deepEqual(
      [count(), readFileSync(join(repository.folder, ".git/index")).toString("latin1")],
      before,
    );
  });

  it("a name that looks like an option or a command is a name", async () => {
    const repository = create().commit("base", { "x.txt": "x\n" });
    repository.write({ "--all": "1\n", "$(touch pwned)": "2\n", ":!x": "3\n" });
    mkdirSync(join(repository.folder, "a b"));
    writeFileSync(join(repository.folder, "a b", "-rf"), "4\n");
    const split = await prepareIn(repository);
    await make(
      repository,
      split,
      [...split.sorted.parts.keys()].map((id) => [id]),
    );
    assert.equal(statusOf(repository), "");
    assert.equal(repository.git("ls-files", "pwned"), "");
  });
});
