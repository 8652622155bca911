/**
 * A loopback HTTP or HTTPS server that counts what reaches it: connections, requests, bytes of handshakes that came
 * to nothing. What it answers is the test's own function.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type net from "node:net";
import type { Credentials } from "./authority.ts";
import { createTally, type Tally } from "./tally.ts";

/**
 * What reached the server: `connections` that stood (over TLS, after the handshake), those that are `open` now,
 * `requests` whose headers arrived, and those that are `complete`, so that the test's function has been called.
 */
export type OriginCount = "connections" | "open" | "requests" | "complete";

/** A server that runs until `close`. */
export interface OriginServer {
  readonly port: number;
  /** Base URL by loopback address, without a slash at its end. */
  readonly url: string;
  readonly seen: Tally<OriginCount>;
  /** The requests, in order, with their bodies once they are complete. */
  readonly requests: readonly IncomingMessage[];
  /** Bodies of the requests that are complete, in order. */
  readonly bodies: readonly string[];
  /** Ends the open connections as a server does that is tired of waiting. */
  endConnections(): void;
  close(): Promise<void>;
}

/** Starts a server on 127.0.0.1; with credentials it speaks TLS. */
export async function startOrigin(answer: RequestListener, credentials?: Credentials): Promise<OriginServer> {
  const seen = createTally<OriginCount>({ connections: 0, open: 0, requests: 0, complete: 0 });
  const sockets = new Set<net.Socket>();
  const requests: IncomingMessage[] = [];
  const bodies: string[] = [];
  const listener: RequestListener = (request, response) => {
    requests.push(request);
    seen.add("requests");
    response.on("error", () => {});
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (text: string) => (body += text));
    request.on("end", () => {
      bodies.push(body);
      answer(request, response);
      seen.add("complete");
    });
    request.on("error", () => {});
  };
  const server: Server =
    credentials === undefined ? createServer(listener) : createSecureServer({ ...credentials }, listener);
  server.keepAliveTimeout = 0;
  server.on(credentials === undefined ? "connection" : "secureConnection", (socket: net.Socket) => {
    sockets.add(socket);
    seen.add("connections");
    seen.add("open");
    socket.on("error", () => {});
    socket.on("close", () => {
      sockets.delete(socket);
      seen.add("open", -1);
    });
  });
  server.on("tlsClientError", () => {});
  const port = await listen(server);
  return {
    port,
    url: `${credentials === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    seen,
    requests,
    bodies,
    endConnections: () => sockets.forEach((socket) => socket.end()),
    close: () => stop(server, sockets),
  };
}

/** Listens on a free port of 127.0.0.1. */
export function listen(server: net.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}

/** Stops a server and cuts its connections. */
export function stop(server: Server, sockets: Iterable<net.Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
  });
}

/** A port of 127.0.0.1 on which nobody listens: one that was free a moment ago. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await stop(server, []);
  return port;
}
