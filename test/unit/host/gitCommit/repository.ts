/**
 * Real git repositories in temporary folders. They know nothing of the machine's own git configuration, and their
 * clock stands still.
 */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createGitProgram, type GitProgram } from "../../../../src/host/platform/gitProgram.ts";

const environment = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "A Person",
  GIT_AUTHOR_EMAIL: "person@example.org",
  GIT_AUTHOR_DATE: "2026-01-02T03:04:05Z",
  GIT_COMMITTER_NAME: "A Person",
  GIT_COMMITTER_EMAIL: "person@example.org",
  GIT_COMMITTER_DATE: "2026-01-02T03:04:05Z",
} as const;

/** A repository of a test's own. */
export class TestRepository {
  private constructor(readonly folder: string) {}

  /** Makes an empty repository with the branch `main`. */
  static create(): TestRepository {
    const repository = new TestRepository(realpathSync(mkdtempSync(join(tmpdir(), "sonde repo "))));
    repository.git("init", "--quiet", "--initial-branch=main");
    return repository;
  }

  /** The same for a folder that is there already, such as a linked work tree. */
  static at(folder: string): TestRepository {
    return new TestRepository(realpathSync(folder));
  }

  /** Git as Sonde runs it. */
  get program(): GitProgram {
    return createGitProgram("git", this.folder, environment);
  }

  /** Runs git as a person would; its output without the last line end. */
  git(...args: readonly string[]): string {
    return this.gitBytes(...args)
      .toString("utf8")
      .replace(/\n$/, "");
  }

  /** Runs git; its output as it is. */
  gitBytes(...args: readonly string[]): Buffer {
    return execFileSync("git", [...args], {
      cwd: this.folder,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 1 << 28,
    });
  }

  /** Writes files; their folders are made. */
  write(files: Readonly<Record<string, string | Buffer>>): this {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), content);
    }
    return this;
  }

  /** Commits all there is. */
  commit(message: string, files: Readonly<Record<string, string | Buffer>> = {}): this {
    this.write(files).git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", message);
    return this;
  }

  /** Writes a hook. */
  hook(name: string, script: string): this {
    const path = join(this.folder, ".git", "hooks", name);
    this.write({ [`.git/hooks/${name}`]: `#!/bin/sh\n${script}\n` });
    chmodSync(path, 0o755);
    return this;
  }

  read(path: string): Buffer {
    return readFileSync(join(this.folder, path));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Repositories that are removed after each test of a suite. */
export function repositories(): () => TestRepository {
  const made: TestRepository[] = [];
  afterEach(() => {
    for (const repository of made.splice(0)) repository.remove();
  });
  return () => {
    const repository = TestRepository.create();
    made.push(repository);
    return repository;
  };
}

/** Lines of text, each with its number. */
export function numbered(count: number, change: Readonly<Record<number, string>> = {}): string {
  return Array.from({ length: count }, (_, index) => `${change[index + 1] ?? `line ${index + 1}`}\n`).join(
    "",
  );
}
