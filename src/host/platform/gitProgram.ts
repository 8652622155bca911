/**
 * Runs the `git` binary in one folder: by argument arrays, never through a shell. Owns the environment that git gets.
 * Knows nothing of VS Code, so that tests use it as it is.
 */
import { execFile, type ExecFileException } from "node:child_process";

/** What git answered. `stdout` is bytes: paths and files need not be UTF-8. */
export interface GitAnswer {
  /** Exit code; 0 for success. */
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface GitOptions {
  /** What git reads from its standard input. */
  readonly input?: Buffer | string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Variables for this run alone. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** How long each run may take. */
export interface GitLimit {
  /** Milliseconds; then git is ended. */
  readonly ms: number;
  /** What a run rejects with that took longer. */
  readonly error: () => Error;
}

/** Git in one folder. */
export interface GitProgram {
  readonly folder: string;
  /** Runs git whatever it answers. Rejects only if git can't be run or was aborted. */
  run(args: readonly string[], options?: GitOptions): Promise<GitAnswer>;
  /** Runs git and gives its output. Rejects with a GitError where the exit code is not 0. */
  output(args: readonly string[], options?: GitOptions): Promise<Buffer>;
  /** The same git with further variables, such as `GIT_INDEX_FILE`. */
  with(environment: Readonly<Record<string, string>>): GitProgram;
}

/** Git said no. */
export class GitError extends Error {
  constructor(
    /** What git was to do, such as `write-tree`. */
    readonly command: string,
    readonly code: number,
    readonly stderr: string,
  ) {
    super(`git ${command} ended with ${code}: ${stderr.trim()}`);
  }
}

/** Most bytes of one answer. A diff larger than this can't be worked with anyway. */
const outputLimit = 512 * 1024 * 1024;

/** Git by the path of its binary, in a folder. */
export function createGitProgram(
  path: string,
  folder: string,
  environment: Readonly<Record<string, string>> = {},
  limit?: GitLimit,
): GitProgram {
  const run: GitProgram["run"] = async (args, { signal, ...options } = {}) => {
    const late = limit && AbortSignal.timeout(limit.ms);
    const signals = [signal, late].filter((one) => one !== undefined);
    try {
      return await execute(path, folder, args, {
        ...options,
        signal: signals.length > 0 ? AbortSignal.any(signals) : undefined,
        environment: { ...environment, ...options.environment },
      });
    } catch (error) {
      if (limit && late?.aborted && !signal?.aborted) throw limit.error();
      throw error;
    }
  };
  return {
    folder,
    run,
    async output(args, options) {
      const { code, stdout, stderr } = await run(args, options);
      const command = args.find((arg) => /^[a-z][a-z-]+$/.test(arg)) ?? "";
      if (code !== 0) throw new GitError(command, code, stderr);
      return stdout;
    },
    with: (more) => createGitProgram(path, folder, { ...environment, ...more }, limit),
  };
}

async function execute(
  path: string,
  folder: string,
  args: readonly string[],
  { input, signal, environment }: GitOptions,
): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd: folder,
      env: { ...inherited(), ...environment },
      encoding: "buffer",
      maxBuffer: outputLimit,
      windowsHide: true,
      signal,
    } as const;
    const child = execFile(path, [...args], options, (error, stdout, stderr) => {
      const code = exitCode(error);
      if (code === undefined) reject(error ?? new Error("git could not be run"));
      else resolve({ code, stdout, stderr: stderr.toString("utf8") });
    });
    // Git may end before it has read everything; its exit code tells what happened.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input ?? "");
  });
}

/** The exit code of a run; undefined where git did not come to its own end. */
function exitCode(error: ExecFileException | null): number | undefined {
  if (error === null) return 0;
  return typeof error.code === "number" ? error.code : undefined;
}

/** Our own environment without what would send git to another repository, and without questions on a terminal. */
function inherited(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) =>
      !/^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX|EXTERNAL_DIFF|DIFF_OPTS|LITERAL_PATHSPECS|GLOB_PATHSPECS|NOGLOB_PATHSPECS|ICASE_PATHSPECS)$/.test(
        name,
      ),
  );
  return { ...Object.fromEntries(own), GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };
}
