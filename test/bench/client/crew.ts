/**
 * The processes of a benchmark: the server, and one for each contender, so that nobody's garbage or compiled code is
 * another's. They end with this process, or by `end`.
 */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { compiledFolder, root } from "../../vscode/machine/repository.ts";
import { createPemFiles } from "../../wire/pemFiles.ts";
import { installPeers } from "../peers.ts";
import type { Ready } from "./server.ts";
import type { Measured, Order } from "./worker.ts";

/** A contender's process. */
export interface Worker {
  measure(order: Order): Promise<Measured>;
  end(): void;
}

/** All that a benchmark runs on. */
export interface Crew {
  /** Base URLs of the server, without a slash at their ends. */
  readonly plain: string;
  readonly secure: string;
  /** The secure one from far away. */
  readonly distant: string;
  /** Starts a fresh process for a contender. */
  hire(name: string): Worker;
  end(): void;
}

const compiled = join(compiledFolder, "bench", "client");

/** Installs the peers if need be, and starts the server. */
export async function startCrew(): Promise<Crew> {
  const peers = await installPeers("peers");
  const files = createPemFiles();
  const children = new Set<ChildProcess>();
  const start = (module: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess => {
    const child = fork(join(compiled, module), args, {
      cwd: root,
      env,
      execArgv: module === "worker.js" ? ["--expose-gc"] : [],
      serialization: "advanced",
    });
    children.add(child);
    child.once("exit", () => children.delete(child));
    return child;
  };
  const server = start("server.js", [], process.env);
  const ready = await answerOf<Ready>(server, "the server");
  const env = { ...withoutProxies(), NODE_EXTRA_CA_CERTS: files.write("authority.pem", ready.pem) };
  return {
    plain: `http://127.0.0.1:${ready.port}`,
    secure: `https://127.0.0.1:${ready.securePort}`,
    distant: `https://127.0.0.1:${ready.distantPort}`,
    hire(name) {
      const child = start("worker.js", [name, peers, ready.pem], env);
      return {
        measure(order) {
          child.send(order);
          return answerOf<Measured>(child, name);
        },
        end: () => void child.kill(),
      };
    },
    end() {
      for (const child of children) child.kill();
      files.remove();
    },
  };
}

function answerOf<T>(child: ChildProcess, name: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error(`${name} ended before its time; its last words are above.`));
    child.once("exit", ended);
    child.once("message", (answer) => {
      child.off("exit", ended);
      resolve(answer as T);
    });
  });
}

/** Everything is on this machine; some of the peers would ask a proxy all the same. */
function withoutProxies(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name)));
}
