/**
 * Stands before the VS Code server and answers the one request that it leaves open: the page keeps its secrets in the
 * browser's storage, under a key of which the server is to hold one half. Without that half an API key would be
 * forgotten when the page is loaded again. Everything else is passed on as it came.
 *
 * The half lives as long as this process, so nobody can read those secrets afterwards.
 */
import { randomBytes } from "node:crypto";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { listen } from "../../wire/originServer.ts";

const host = "127.0.0.1";
/** The page wants 256 bits. */
const halfBytes = 32;

/** A running front. */
export interface Front {
  readonly port: number;
  close(): Promise<void>;
}

/** Opens a free port before the server that listens at `behind`. */
export async function openFront(behind: number): Promise<Front> {
  const half = randomBytes(halfBytes);
  const agent = new Agent({ keepAlive: true });
  const sockets = new Set<Socket>();

  function pass(incoming: IncomingMessage, response: ServerResponse): void {
    const { method, url, headers } = incoming;
    if (method === "POST" && url?.endsWith("/mint-key")) {
      response.end(half);
      return;
    }
    const passed = request({ host, port: behind, method, path: url, headers, agent }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
      reply.on("error", () => response.destroy());
    });
    passed.on("error", () => response.destroy());
    response.on("close", () => passed.destroy());
    incoming.pipe(passed);
  }

  function upgrade({ method, url, rawHeaders }: IncomingMessage, socket: Duplex, head: Buffer): void {
    const onward = connect(behind, host);
    const lines = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? `${name}: ${rawHeaders[at + 1]}` : []));
    onward.write(`${method} ${url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    onward.write(head);
    onward.setNoDelay(true);
    socket.pipe(onward).pipe(socket);
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  }

  const server = createServer(pass).on("upgrade", upgrade);
  server.on("connection", (socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const port = await listen(server);
  return {
    port,
    async close() {
      agent.destroy();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
