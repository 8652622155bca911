/** What stands in the way of a plan: it stops there, and leaves all as it was. */
import assert from "node:assert/strict";
import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from "node:fs";
import files from "node:fs/promises";
import { join } from "node:path";
import { mock } from "node:test";
import { createGitProgram, type GitProgram } from "../../../../src/host/platform/gitProgram.ts";
import { prepareSplit } from "../../../../src/host/features/commit/prepareSplit.ts";
import { repositories } from "../gitCommit/repository.ts";
import { make, oneEach, splits, stateOf, statusOf, usual, withTwo } from "./making.ts";

describe("when something stands in the way", () => {
  const create = repositories();
  const prepareIn = splits();

  it("a file that changes under it stops it before the next commit", async () => {
    const repository = withTwo(create());
    const split = await prepareIn(repository);
    const made = await make(repository, split, oneEach, {
      onStep: (index) => {
        if (index === 1) repository.write({ "b.txt": "mine\n" });
      },
    });
    assert.deepEqual([made.commits.length, made.stop], [1, { kind: "changed" }]);
    assert.equal(repository.read("b.txt").toString(), "mine\n");
    assert.equal(statusOf(repository), " M b.txt");
  });

  it("a change of the same size in the same second is seen", async () => {
    const repository = withTwo(create());
    const split = await prepareIn(repository);
    repository.write({ "b.txt": "C\n" });
    assert.deepEqual((await make(repository, split, oneEach)).stop, { kind: "changed" });
  });

  it("a new file, or a new commit, stops it too", async () => {
    const repository = withTwo(create());
    const split = await prepareIn(repository);
    repository.write({ "c.txt": "c\n" });
    assert.deepEqual((await make(repository, split, oneEach)).stop, { kind: "changed" });
    rmSync(join(repository.folder, "c.txt"));
    repository.git("commit", "--quiet", "--allow-empty", "--message", "other");
    assert.deepEqual((await make(repository, split, oneEach)).stop, { kind: "changed" });
  });

  it("a folder of its own that can't be removed is not told instead of the commits that stand", async () => {
    const repository = withTwo(create());
    const split = await prepareIn(repository);
    const busy = Object.assign(new Error("EBUSY: resource busy or locked"), { code: "EBUSY" });
    const rm = mock.method(files, "rm", () => Promise.reject(busy));
    try {
      const made = await make(repository, split, oneEach);
      assert.deepEqual([made.commits.length, made.stop], [2, undefined]);
      assert.ok(rm.mock.callCount() > 0);
    } finally {
      rm.mock.restore();
    }
  });

  it("a cancel is heard between two commits", async () => {
    const repository = withTwo(create());
    const split = await prepareIn(repository);
    const controller = new AbortController();
    const made = await make(repository, split, oneEach, {
      signal: controller.signal,
      onStep: (index) => {
        if (index === 1) controller.abort();
      },
    });
    assert.deepEqual([made.commits.length, made.stop], [1, { kind: "cancelled" }]);
    assert.equal(statusOf(repository), " M b.txt");
  });

  it("a cancel ends a hook that hangs", async () => {
    const repository = withTwo(create());
    const split = await prepareIn(repository);
    const before = stateOf(repository);
    // It waits for somebody to open the other end.
    repository.hook("pre-commit", "mkfifo .git/pipe; : > .git/hangs; exec cat .git/pipe");
    const controller = new AbortController();
    const watcher = watch(join(repository.folder, ".git"), (_, name) => {
      if (name === "hangs") controller.abort();
    });
    const made = await make(repository, split, oneEach, { signal: controller.signal });
    watcher.close();
    closeSync(openSync(join(repository.folder, ".git", "pipe"), constants.O_RDWR | constants.O_NONBLOCK));
    assert.deepEqual([made.commits.length, made.stop], [0, { kind: "cancelled" }]);
    assert.deepEqual(stateOf(repository), before);
  });

  it("a locked index sets the branch back", async () => {
    const repository = withTwo(create());
    const split = await prepareIn(repository);
    const lock = join(repository.folder, ".git", "index.lock");
    repository.hook("post-commit", ": > .git/index.lock");
    const before = stateOf(repository);
    const made = await make(repository, split, oneEach);
    assert.equal(made.stop?.kind, "refused");
    rmSync(lock);
    assert.deepEqual(stateOf(repository), before);
  }).timeout(20_000);

  it("a git that breaks down midway stops there, and what was made is told", async () => {
    const repository = withTwo(create());
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
    const made = await make(repository, split, oneEach, { git });
    assert.deepEqual(made.stop, { kind: "refused", said: "Error: the disk is full" });
    assert.equal(made.commits[0]?.oid, repository.git("rev-parse", "HEAD"));
    assert.equal(made.ground.head, made.commits[0]?.oid);
    assert.equal(statusOf(repository), " M b.txt");
  });

  it("a missing name of the author is said", async () => {
    const repository = withTwo(create());
    repository.git("config", "user.useConfigOnly", "true");
    const split = await prepareIn(repository);
    const git = repository.program.with({
      GIT_AUTHOR_NAME: "",
      GIT_AUTHOR_EMAIL: "",
      GIT_COMMITTER_EMAIL: "",
      EMAIL: "",
    });
    const made = await make(repository, split, oneEach, { git });
    assert.ok(made.stop?.kind === "refused" && /empty ident|identity|email/i.test(made.stop.said));
  });

  it("git makes up no address for the author, unless it may", async () => {
    const repository = withTwo(create());
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
    assert.deepEqual(await prepareSplit(repository.program, usual), { kind: "conflicts" });
    repository.write({ "a.txt": "both\n" }).git("add", "--all");
    assert.deepEqual(await prepareSplit(repository.program, usual), { kind: "under way" });
  });

  it("proposing writes nothing into the repository", async () => {
    const repository = withTwo(create()).write({ "new.txt": "new\n" });
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
