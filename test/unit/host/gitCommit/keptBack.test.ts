/** What of a repository no request for a commit message holds. */
import assert from "node:assert/strict";
import { renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promptOf, ready, tagOf } from "./preparing.ts";
import { numbered, repositories, TestRepository } from "./repository.ts";

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
