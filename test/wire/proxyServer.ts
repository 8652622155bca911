/**
 * A loopback proxy, http or https, that tunnels (`CONNECT`) and writes down what it was asked. Names that don't
 * exist are led to loopback ports by a table, so that no test needs a name server.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import net, { type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Credentials } from "./authority.ts";
import { listen, stop } from "./originServer.ts";
import { createTally, type Tally } from "./tally.ts";

/** How a proxy behaves. */
export interface ProxyOptions {
  /** With credentials it speaks TLS to its clients. */
  readonly credentials?: Credentials;
  /** `host:port` as asked for → port of 127.0.0.1. What isn't listed is taken as `127.0.0.1:port`. */
  readonly hosts?: Readonly<Record<string, number>>;
  /** The `Proxy-Authorization` without which it answers 407. */
  readonly authorization?: string;
  /** It answers every CONNECT with this status. */
  readonly refuseWith?: number;
  /** It never answers a CONNECT. */
  readonly isSilent?: boolean;
}

/** What reached the proxy: connections that are `open` now, `connects`, and `others`: requests not to be tunnelled. */
export type ProxyCount = "open" | "connects" | "others";

/** A proxy that runs until `close`. */
export interface ProxyServer {
  readonly port: number;
  readonly url: string;
  readonly seen: Tally<ProxyCount>;
  /** The CONNECT requests, in order: `url` is `host:port`. */
  readonly connects: readonly IncomingMessage[];
  close(): Promise<void>;
}

/** Starts a proxy on 127.0.0.1. */
export async function startProxy(options: ProxyOptions = {}): Promise<ProxyServer> {
  const { credentials, hosts = {}, authorization, refuseWith, isSilent } = options;
  const seen = createTally<ProxyCount>({ open: 0, connects: 0, others: 0 });
  const sockets = new Set<Duplex>();
  const connects: IncomingMessage[] = [];
  const keep = (socket: Duplex): void => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  };
  const server: Server = credentials === undefined ? createServer() : createSecureServer({ ...credentials });
  server.on("request", (_request, response) => {
    seen.add("others");
    response.writeHead(501).end();
  });
  server.on(credentials === undefined ? "connection" : "secureConnection", (socket: Socket) => {
    keep(socket);
    seen.add("open");
    socket.on("close", () => seen.add("open", -1));
  });
  server.on("tlsClientError", () => {});
  server.on("connect", (request: IncomingMessage, client: Duplex) => {
    connects.push(request);
    seen.add("connects");
    // Reads on, to notice when the client gives up; Node's http sockets stay half open of themselves.
    if (isSilent === true) return void client.on("end", () => client.end()).resume();
    if (refuseWith !== undefined) return refuse(client, refuseWith);
    if (authorization !== undefined && request.headers["proxy-authorization"] !== authorization) {
      return refuse(client, 407);
    }
    const asked = request.url ?? "";
    const upstream = net.connect(hosts[asked] ?? Number(asked.split(":").at(-1)), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(client);
      client.pipe(upstream);
    });
    keep(upstream);
    upstream.on("error", () => refuse(client, 502));
    upstream.on("close", () => client.destroy());
    client.on("close", () => upstream.destroy());
  });
  const port = await listen(server);
  return {
    port,
    url: `${credentials === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    seen,
    connects,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return stop(server, []);
    },
  };
}

function refuse(client: Duplex, status: number): void {
  const challenge = status === 407 ? 'Proxy-Authenticate: Basic realm="test"\r\n' : "";
  client.end(`HTTP/1.1 ${status} Refused\r\n${challenge}Content-Length: 2\r\nConnection: close\r\n\r\nno`);
}
