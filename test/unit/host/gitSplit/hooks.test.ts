/** Hooks that refuse the commits of a plan, look at them, or put something else into them. */
import assert from "node:assert/strict";
import { numbered, repositories } from "../gitCommit/repository.ts";
import { filesAt, make, oneEach, splits, stateOf, statusOf, withTwo } from "./making.ts";

describe("hooks of a repository whose plan is carried out", () => {
  const create = repositories();
  const prepareIn = splits();

  it("a hook that refuses stops there, says its words, and changes nothing", async () => {
    const repository = withTwo(create());
    repository.git("add", "b.txt");
    const split = await prepareIn(repository);
    repository.hook("pre-commit", 'echo "tests are red" >&2; exit 1');
    const before = stateOf(repository);
    const made = await make(repository, split, oneEach);
    assert.deepEqual(made.stop, { kind: "refused", said: "tests are red" });
    assert.deepEqual(stateOf(repository), before);
  });

  it("the rest of a plan goes on after a refusal", async () => {
    const repository = withTwo(create());
    const split = await prepareIn(repository);
    repository.hook("commit-msg", 'grep -q c1 "$1" && { echo "say more" >&2; exit 1; }; exit 0');
    const first = await make(repository, split, oneEach);
    assert.deepEqual([first.commits.length, first.stop], [1, { kind: "refused", said: "say more" }]);
    assert.equal(statusOf(repository), " M b.txt");
    const rest = await make(repository, { ...split, ground: first.ground }, [["2.1"]]);
    assert.equal(rest.stop, undefined);
    assert.equal(repository.git("log", "--format=%s"), "c0\nc0\nbase");
    assert.equal(statusOf(repository), "");
  });

  it("hooks see the files of their commit, and no others", async () => {
    const repository = withTwo(create());
    const split = await prepareIn(repository);
    repository.hook("pre-commit", "git diff --cached --name-only >> .git/seen");
    await make(repository, split, oneEach);
    assert.equal(repository.read(".git/seen").toString(), "a.txt\nb.txt\n");
  });

  it("a hook that formats the files of its commit stops nothing, and nothing undoes it", async () => {
    const repository = withTwo(create());
    const split = await prepareIn(repository);
    repository.hook(
      "pre-commit",
      'for file in $(git diff --cached --name-only); do echo formatted > "$file"; git add "$file"; done',
    );
    const made = await make(repository, split, oneEach);
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
    const repository = withTwo(create());
    const split = await prepareIn(repository);
    const format =
      'git update-index --cacheinfo "100644,$(echo formatted | git hash-object -w --stdin),a.txt"';
    repository.hook("pre-commit", format);
    const made = await make(repository, split, oneEach);
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
});
