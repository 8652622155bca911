/**
 * What was started or made must be gone at the end, also after a failure, Ctrl+C or a time-out. Temporary
 * folders and child processes are registered here; what is left when this process exits is undone then. A
 * process is ended by its own id (on POSIX by the id of the group that it leads), never by name.
 */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const left = new Set<() => void>();
// Each test file is a bundle of its own, with this module in it: Node's guess that eleven listeners are a leak is wrong.
process.setMaxListeners(100);
process.once("exit", () => {
  for (const undo of left) undo();
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));

/** An empty folder, its real path (a Mac's temporary folder is a link). `remove` may be called twice. */
export function temporaryFolder(purpose: string): { readonly path: string; remove(): void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), `sonde-${purpose}-`)));
  const remove = () => {
    left.delete(remove);
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  };
  left.add(remove);
  return { path, remove };
}

/** A running program that leads its own process group. */
export interface Program {
  readonly process: ChildProcess;
  /** Settles when it has ended, with its exit code; null after a signal. */
  readonly ended: Promise<number | null>;
  /** Ends it and its children, at once, and waits for that. */
  stop(): Promise<void>;
}

/**
 * Starts a program. The caller owns it; it doesn't outlive this process. With `SIGTERM` it is asked to end, for a
 * program that has things of its own to undo: Mocha with a VS Code. It must not ignore that.
 */
export function startProgram(
  path: string,
  args: readonly string[],
  options: SpawnOptions = {},
  signal: "SIGKILL" | "SIGTERM" = "SIGKILL",
): Program {
  const posix = process.platform !== "win32";
  const child = spawn(path, args, { ...options, detached: posix });
  const kill = () => {
    left.delete(kill);
    if (child.pid === undefined) return;
    try {
      if (posix) process.kill(-child.pid, signal);
      else child.kill();
    } catch {
      // It had ended by itself.
    }
  };
  left.add(kill);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code));
  });
  ended.catch(() => left.delete(kill));
  return {
    process: child,
    ended,
    stop: async () => {
      kill();
      await ended;
    },
  };
}

/** Runs a program to its end and resolves to the exit code; after `limit` milliseconds it is ended: null. */
export async function runProgram(
  path: string,
  args: readonly string[],
  { limit, ...options }: SpawnOptions & { readonly limit: number },
): Promise<number | null> {
  const program = startProgram(path, args, { stdio: "inherit", ...options }, "SIGTERM");
  const timer = setTimeout(() => {
    console.error(`${path} ${args.join(" ")} was ended: it took more than ${limit / 1000} s.`);
    void program.stop();
  }, limit);
  try {
    return await program.ended;
  } finally {
    clearTimeout(timer);
    await program.stop();
  }
}
