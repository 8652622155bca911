/** The style of commit messages, as a real repository shows it. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { prepare } from "../../../../src/host/features/commit/prepare.ts";
import { histories } from "../../core/commit/histories.ts";
import { promptOf, ready, usual } from "./preparing.ts";
import { repositories } from "./repository.ts";

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
