/**
 * A loopback server that misbehaves in one chosen way, down at the socket, and counts who is still connected.
 */
import { createServer, type Server, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { chunk, done, opening } from "./notation.ts";

/** Ways to misbehave. */
export type Fault =
  | "none"
  | "reset on accept"
  | "reset in the request"
  | "reset before the headers"
  | "reset in the headers"
  | "reset after the headers"
  | "reset in the middle"
  | "end in the middle"
  | "end with a wrong length"
  | "stall after the headers"
  | "stall in the middle of an event"
  | "stall before the headers"
  | "stall after the end"
  | "keep-alives"
  | "drip"
  | "a mark and CRLF"
  | "lines that end with CR"
  | "a line of one MiB"
  | "an error in the middle"
  | "trailing text"
  | "page 200"
  | "page 502"
  | "gzip"
  | "redirect"
  | "429 in seconds"
  | "429 with a date"
  | "401 echo"
  | "endless error page"
  | "not http";

/** A running server. */
export interface FaultServer {
  readonly url: string;
  readonly port: number;
  /** What arrived, request by request: head and body as text. */
  readonly requests: readonly string[];
  /** Sends the head of an answer to everybody who is connected. */
  begin(): void;
  /** Sends a piece of the answer's body to everybody who is connected. */
  say(text: string): void;
  /** Connections that are open now. */
  connections(): number;
  /** Resolves once nobody is connected any more. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const head = (status: string, type: string, more = "") =>
  `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\n${more}transfer-encoding: chunked\r\nconnection: keep-alive\r\n\r\n`;
const part = (text: string | Buffer) =>
  Buffer.concat([
    Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n`),
    Buffer.from(text),
    Buffer.from("\r\n"),
  ]);
const last = "0\r\n\r\n";
const stream = head("200 OK", "text/event-stream", "x-request-id: fault-1\r\n");
const partial = opening + chunk({ content: "par" });
const whole = partial + chunk({ content: "tial" }, "stop") + done;

/** Length of the long line's text. */
export const oneMiB = 1024 * 1024;

/** What a fault does to a socket that has sent a whole request. `again` tells that it is a later request. */
type Act = (socket: Socket, request: string, again: boolean, elsewhere: string) => void;

const acts: Readonly<Record<Fault, Act>> = {
  none: (socket) => void socket.write(Buffer.concat([Buffer.from(stream), part(whole), Buffer.from(last)])),
  "reset on accept": () => {},
  "reset in the request": () => {},
  "reset before the headers": (socket) => reset(socket),
  "reset in the headers": (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-", () => reset(socket)),
  "reset after the headers": (socket) => socket.write(stream, () => reset(socket)),
  "reset in the middle": (socket) => {
    socket.write(stream);
    socket.write(part(partial), () => reset(socket));
  },
  "end in the middle": (socket) => {
    socket.write(stream);
    socket.end(Buffer.concat([part(partial), Buffer.from(last)]));
  },
  "end with a wrong length": (socket) => {
    socket.end(
      `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 99999\r\n\r\n${partial}`,
    );
  },
  "stall after the headers": (socket) => void socket.write(stream),
  "stall in the middle of an event": (socket) => {
    socket.write(stream);
    socket.write(part(`${partial}data: {"choi`));
  },
  "stall before the headers": () => {},
  "stall after the end": (socket) => {
    socket.write(stream);
    socket.write(part(whole));
  },
  "keep-alives": (socket) => {
    socket.write(stream);
    for (let count = 0; count < 50; count++) socket.write(part(": keep-alive\n\n"));
    socket.write(Buffer.concat([part(whole), Buffer.from(last)]));
  },
  drip: (socket) => {
    socket.setNoDelay(true);
    socket.write(stream);
    const bytes = Buffer.from(whole.replace("tial", "tial é漢😀"));
    let at = 0;
    const next = () => {
      if (at >= bytes.length) socket.write(last);
      else socket.write(part(bytes.subarray(at, ++at)), () => setImmediate(next));
    };
    next();
  },
  "a mark and CRLF": (socket) => {
    socket.write(stream);
    socket.write(Buffer.concat([part(`\uFEFF${whole.replaceAll("\n", "\r\n")}`), Buffer.from(last)]));
  },
  "lines that end with CR": (socket) => {
    socket.write(stream);
    socket.write(Buffer.concat([part(whole.replaceAll("\n", "\r")), Buffer.from(last)]));
  },
  "a line of one MiB": (socket) => {
    socket.write(stream);
    const long = chunk({ reasoning_content: "r".repeat(oneMiB) }) + chunk({ content: "t".repeat(oneMiB) });
    socket.write(Buffer.concat([part(opening + long + chunk({}, "stop") + done), Buffer.from(last)]));
  },
  "an error in the middle": (socket) => {
    const error = 'data: {"error":{"code":503,"message":"overloaded"}}\n\n';
    socket.write(stream);
    socket.write(Buffer.concat([part(partial + error), Buffer.from(last)]));
  },
  "trailing text": (socket) => {
    socket.write(stream);
    socket.write(Buffer.concat([part(`${partial}upstream error: read ECONNRESET`), Buffer.from(last)]));
  },
  "page 200": (socket) =>
    answer(socket, "200 OK", "text/html", "<html><title>Sign in</title><body>x</body></html>"),
  "page 502": (socket) =>
    answer(
      socket,
      "502 Bad Gateway",
      "text/html",
      `<html><head><title>502 Bad Gateway</title></head>${"<p>x".repeat(1000)}`,
    ),
  gzip: (socket) => {
    socket.write(head("200 OK", "text/event-stream", "content-encoding: gzip\r\n"));
    socket.write(Buffer.concat([part(gzipSync(whole)), Buffer.from(last)]));
  },
  redirect: (socket, _, __, elsewhere) =>
    answer(socket, "307 Temporary Redirect", "text/plain", "", `location: ${elsewhere}\r\n`),
  "429 in seconds": (socket, request, again, elsewhere) =>
    again
      ? acts.none(socket, request, again, elsewhere)
      : answer(socket, "429 Too Many Requests", "application/json", '{"error":"slow"}', "retry-after: 7\r\n"),
  "429 with a date": (socket, request, again, elsewhere) =>
    again
      ? acts.none(socket, request, again, elsewhere)
      : answer(
          socket,
          "429 Too Many Requests",
          "application/json",
          '{"error":"slow"}',
          `retry-after: ${new Date(Date.UTC(2026, 10, 21, 2, 0, 9)).toUTCString()}\r\n`,
        ),
  "401 echo": (socket, request) =>
    answer(
      socket,
      "401 Unauthorized",
      "application/octet-stream",
      JSON.stringify({ error: { message: `refused: ${request}`, type: "authentication_error" } }),
    ),
  "endless error page": (socket) => {
    socket.write(head("500 Oops", "text/plain"));
    const more = () => {
      if (!socket.destroyed) socket.write(part("x".repeat(16 * 1024)), () => setImmediate(more));
    };
    more();
  },
  "not http": (socket) => void socket.end("SSH-2.0-hello\r\n"),
};

function answer(socket: Socket, status: string, type: string, body: string, more = ""): void {
  const bytes = body === "" ? Buffer.alloc(0) : part(body);
  socket.write(Buffer.concat([Buffer.from(head(status, type, more)), bytes, Buffer.from(last)]));
}

function reset(socket: Socket): void {
  socket.resetAndDestroy();
}

/** Starts a server with this fault on a free loopback port; `elsewhere` is where a redirect goes. */
export async function startFaultServer(
  fault: Fault,
  elsewhere = "http://127.0.0.2:9/x",
): Promise<FaultServer> {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  const waiting: (() => void)[] = [];
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => {
      sockets.delete(socket);
      if (sockets.size === 0) for (const go of waiting.splice(0)) go();
    });
    if (fault === "reset on accept") reset(socket);
    let pending = "";
    socket.on("data", (bytes) => {
      if (fault === "reset in the request") return reset(socket);
      pending += bytes.toString();
      const length = requestLength(pending);
      if (length === undefined || pending.length < length) return;
      const request = pending.slice(0, length);
      pending = pending.slice(length);
      requests.push(request);
      acts[fault](socket, request, requests.length > 1, elsewhere);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    begin() {
      for (const socket of sockets) socket.write(stream);
    },
    say(text) {
      for (const socket of sockets) socket.write(part(text));
    },
    connections: () => sockets.size,
    idle: () => (sockets.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Length of the request at the beginning of the text, which is ASCII; undefined while its head is not complete. */
function requestLength(text: string): number | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  return end + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0);
}
