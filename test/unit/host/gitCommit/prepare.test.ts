/** What a request for a commit message is made of, read from real repositories in every state they can be in. */
import assert from "node:assert/strict";
import { chmodSync, readdirSync, renameSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { prepare, type Prepared, type PrepareOptions } from "../../../../src/host/features/commit/prepare.ts";
import type { GitProgram } from "../../../../src/host/platform/gitProgram.ts";
import { histories } from "../../core/commit/histories.ts";
import { numbered, repositories, TestRepository } from "./repository.ts";

const usual: PrepareOptions = {
  exclusions: { exclude: ["**/.env", "**/package-lock.json"], placeOf: () => undefined },
  encoding: "utf8",
  fixed: { style: "auto", language: "" },
  instructions: "",
  what: "changes",
};

async function ready(repository: TestRepository, options: Partial<PrepareOptions> = {}): Promise<Prepared> {
  const prepared = await prepare(repository.program, { ...usual, ...options });
  if (prepared.kind !== "ready") throw new Error(`not ready: ${prepared.kind}`);
  return prepared;
}

/** The whole prompt. */
async function promptOf(prepared: Prepared, budget = 1e6, hint = ""): Promise<string> {
  const { messages } = await prepared.ask(budget, hint, []);
  return messages.map(({ text }) => text).join("\n");
}

const tagOf = (path: string, prompt: string): string =>
  new RegExp(`<file path="${path}"[^>]*>`).exec(prompt)?.[0] ?? "";

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

describe("what is kept from the model", () => {
  const create = repositories();
  const key = ["sk-", "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF"].join("");

  it("is what .sondeignore names, name and all", async () => {
    const repository = create().commit("a", {
      ".sondeignore": "# Ours\nclients/\n",
      "sub/.sondeignore": "*.key.txt\n",
      "was/a.txt": "a\n",
    });
    rmSync(join(repository.folder, "was"), { recursive: true });
    repository.write({
      "clients/acme.txt": "canary\n",
      "sub/deep/acme.key.txt": "canary\n",
      was: "a file now\n",
      "b.txt": "b\n",
    });
    const prepared = await ready(repository);
    assert.doesNotMatch(await promptOf(prepared), /acme|canary/);
    assert.deepEqual((await prepared.ask(1e6, "", [])).packed.leftOut, [
      { path: "clients/acme.txt", how: "unlisted" },
      { path: "sub/deep/acme.key.txt", how: "unlisted" },
    ]);
  });

  it("is the content of what the setting excludes", async () => {
    const repository = create().commit("a");
    repository.write({ "app/.env": "canary\n", "package-lock.json": "canary\n" });
    const prompt = await promptOf(await ready(repository));
    assert.doesNotMatch(prompt, /canary/);
    assert.match(tagOf("package-lock.json", prompt), /content withheld/);
  });

  it("is a rule file that is kept back, and an earlier message with a secret", async () => {
    const repository = create().commit("told").commit(`Add a key\n\nIt is ${key}.`, {
      ".sondeignore": "AGENTS.md\nrules/\n",
      "AGENTS.md": "# Commits\ncanary\n",
      "rules/template.txt": "canary\n",
      ".commitlintrc.json": '{"rules":{"canary":[2]}}',
    });
    repository.git("config", "commit.template", "rules/template.txt");
    repository.write({ "a.txt": "a\n" });
    const exclusions = { exclude: [".commitlintrc.json"], placeOf: () => undefined };
    const prompt = await promptOf(await ready(repository, { exclusions }));
    assert.doesNotMatch(prompt, /canary|Add a key/);
    assert.match(prompt, /<message>\ntold\n/);
  });

  it("is what the rules of the workspace folder name, above the repository's top or below it", async () => {
    const outer = create().write({ ".sondeignore": "inner/clients/\n" });
    outer.git("init", "--quiet", "--initial-branch=main", "inner");
    const repository = TestRepository.at(join(outer.folder, "inner")).commit("a", { "app/a.txt": "a\n" });
    repository.write({
      "clients/acme.txt": "canary\n",
      "app/conf/private.yml": "canary\n",
      "conf/private.yml": "told\n",
    });
    const exclude = ["/conf/private.yml"];
    const placeOf = (path: string) =>
      path.startsWith("app/")
        ? { folder: join(repository.folder, "app"), path: path.slice("app/".length), exclude }
        : { folder: outer.folder, path: `inner/${path}`, exclude };
    const prompt = await promptOf(await ready(repository, { exclusions: { exclude: [], placeOf } }));
    assert.doesNotMatch(prompt, /acme|canary/);
    assert.match(tagOf("app/conf/private.yml", prompt), /content withheld/);
    assert.match(prompt, /\+told/);
  });

  it("is the content of tracked files that .gitignore names", async () => {
    const repository = create().commit("a", { ".gitignore": "local.conf\n" });
    repository.write({ "local.conf": "canary\n" }).git("add", "--force", "local.conf");
    assert.doesNotMatch(await promptOf(await ready(repository)), /canary/);
  });

  it("is the same where git stops at a path that it can't look at", async () => {
    const repository = create().commit("a", {
      ".gitignore": "local.conf\n",
      "elsewhere/x.txt": "x\n",
      "was/folder.txt": "a folder\n",
    });
    rmSync(join(repository.folder, "was"), { recursive: true });
    symlinkSync("elsewhere", join(repository.folder, "was"));
    repository.write({ "x/local.conf": "canary\n", "a.txt": "told\n", ":!x": "named oddly\n" });
    repository.git("add", "--force", "--all", ".", "x/local.conf");
    const prompt = await promptOf(await ready(repository));
    assert.match(prompt, /\+told/);
    assert.doesNotMatch(prompt, /canary/);
  });

  it("is a file with a secret, and where it stands is told", async () => {
    const repository = create().commit("a", { "config.ts": numbered(10) });
    repository.write({ "config.ts": numbered(10, { 7: `const key = "${key}";` }) }).git("add", "--all");
    const prepared = await ready(repository);
    assert.ok(!(await promptOf(prepared)).includes(key));
    assert.deepEqual(prepared.kept.secrets, [{ path: "config.ts", line: 7, rule: "API key (sk-…)" }]);
  });

  it("is a secret that goes away, too", async () => {
    const repository = create().commit("a", { "config.ts": `a\nconst key = "${key}";\n` });
    rmSync(join(repository.folder, "config.ts"));
    const prepared = await ready(repository);
    assert.ok(!(await promptOf(prepared)).includes(key));
    assert.equal(prepared.kept.secrets[0]?.line, 2);
  });

  it("stays back under a new name", async () => {
    const repository = create().commit("a", { ".env": `${numbered(9)}canary\n` });
    renameSync(join(repository.folder, ".env"), join(repository.folder, "env.txt"));
    repository.write({ "env.txt": `${numbered(9, { 9: "x" })}canary\n` });
    assert.doesNotMatch(await promptOf(await ready(repository)), /canary/);
  });
});

/** Runs git where it must fail. */
function attempt(repository: TestRepository, ...args: readonly string[]): void {
  assert.throws(() => repository.git(...args));
}

/** 300 files of 500 lines that all say the same. */
function manyFiles(text: string): Readonly<Record<string, string>> {
  const names = Array.from({ length: 300 }, (_, index) => `src/f${index}.ts`);
  return Object.fromEntries(names.map((name) => [name, `${text} ${name}\n`.repeat(500)]));
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

describe("the style of a repository", () => {
  const create = repositories();

  for (const { name, messages, truth } of histories) {
    it(`is learned from its real log: ${name}`, async () => {
      const repository = create();
      for (const message of messages.toReversed()) {
        repository.git("commit", "--quiet", "--allow-empty", "--cleanup=verbatim", "--message", message);
      }
      const { style } = await ready(repository.write({ "a.txt": "x\n" }));
      assert.deepEqual(
        [style.form, style.case, style.language, style.ticket?.at, style.body.share >= 0.5],
        [truth.form, truth.case, truth.language, truth.ticketAt, truth.hasBodies],
      );
    });
  }

  it("is completed by a template, commitlint and AGENTS.md", async () => {
    const repository = create().commit("a", {
      "rules/template.txt": "# hint\nWhat: \n",
      ".commitlintrc.json": '{"rules":{"type-enum":[2,"always",["add","cut"]]}}',
      "AGENTS.md": "# A\n## Commits\nBe brief.\n## Tests\nRun.\n",
      "b.txt": "b\n",
    });
    repository.git("config", "commit.template", "rules/template.txt");
    const prepared = await ready(repository.write({ "b.txt": "c\n" }));
    const prompt = await promptOf(prepared);
    assert.match(prompt, /<rules source="commit template">\nWhat:\n<\/rules>/);
    assert.match(prompt, /type-enum[^]*Be brief/);
    assert.doesNotMatch(prompt, /# hint|Run\./);
    assert.deepEqual(prepared.style.prefixes, ["add", "cut"]);
    assert.ok(prepared.drafts.includes("What:"));
  });

  it("is completed by a template in the person's home", async () => {
    const home = create().write({ "message.txt": "Say why.\n" });
    const repository = create().commit("a").write({ "b.txt": "b\n" });
    repository.git("config", "commit.template", "~/message.txt");
    const prepared = await prepare(repository.program.with({ HOME: home.folder }), usual);
    assert.ok(prepared.kind === "ready");
    assert.match(await promptOf(prepared), /Say why\./);
  });

  it("is completed by a .gitmessage, by commitlint in package.json, and never by running it", async () => {
    const repository = create().commit("a", {
      ".gitmessage": "Say why.\n",
      "commitlint.config.js": "require('fs').writeFileSync('pwned', '')",
    });
    const prompt = await promptOf(await ready(repository.write({ "b.txt": "c\n" })));
    assert.match(prompt, /Say why\.[^]*writeFileSync/);
    assert.ok(!readdirSync(repository.folder).includes("pwned"));
  });

  it("is learned from messages alone, whatever git shows beside them", async () => {
    const repository = create();
    repository.git("config", "log.showSignature", "true");
    repository.hook("gpg", "echo 'gpg: Good signature' >&2");
    repository.git("config", "gpg.program", join(repository.folder, ".git", "hooks", "gpg"));
    const signed = repository.git("commit-tree", "-m", "x", repository.git("write-tree"));
    const raw = repository.git("cat-file", "commit", signed);
    const signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----";
    repository.write({ raw: `${raw.replace("\n\n", `\n${signature}\n\n`)}\n` });
    const commit = repository.git("hash-object", "-t", "commit", "-w", "raw");
    repository.git("update-ref", "HEAD", commit);
    assert.match(repository.git("log", "--format=%B"), /^gpg: Good signature/);
    const prompt = await promptOf(await ready(repository.write({ "a.txt": "y\n" })));
    assert.match(prompt, /<log>\n<message>\nx\n<\/message>\n<\/log>/);
  });

  it("names the ticket of the branch", async () => {
    const repository = create();
    for (const message of histories.find(({ name }) => name === "ticket prefix")?.messages ?? [])
      repository.commit(message);
    repository.git("switch", "--quiet", "--create", "feature/shop-977-tax");
    const prepared = await ready(repository.write({ "a.txt": "x\n" }));
    assert.equal(prepared.ticket, "SHOP-977");
    assert.match(await promptOf(prepared), /The ticket of this change is SHOP-977/);
  });
});

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
