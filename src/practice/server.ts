/**
 * The embedded practice model's door: a loopback HTTP server that speaks DeepSeek's wire, so that everything above
 * it runs the real path without a key, a network or an AI. Owns the socket it listens on, the key and the routes;
 * what is answered comes from the rules. It listens on 127.0.0.1 only and serves nobody without its random key.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { answerer } from "./answer.ts";
import { type Asked, readAsked } from "./asked.ts";
import { stream } from "./stream.ts";
import { balance, errorBody, modelList, wholeAnswer, type Answer } from "./wire.ts";

/** A running practice model. */
export interface Practice {
  /** Such as `http://127.0.0.1:40123`; paths with and without `/v1` are served. */
  readonly baseUrl: string;
  /** The only key that is accepted; made anew at every start, never stored. */
  readonly key: string;
  /** Ends open streams and sockets. May be called twice. */
  close(): Promise<void>;
}

/** How the practice model behaves. */
export interface PracticeOptions {
  /** Milliseconds between two pieces of an answer; 0 for as fast as it goes. */
  readonly paceMs?: number;
  /** Most bytes of a request. */
  readonly bodyLimit?: number;
}

type Serve = (request: IncomingMessage, response: ServerResponse, signal: AbortSignal) => Promise<void>;

/** Starts the practice model on a free port. Rejects only where the machine has no loopback port to give. */
export async function startPractice(options: PracticeOptions = {}): Promise<Practice> {
  const { paceMs = 24, bodyLimit = 48 * 1024 * 1024 } = options;
  const key = `practice-${randomBytes(24).toString("base64url")}`;
  const stopping = new AbortController();
  const serve = service(key, paceMs, bodyLimit);
  const server = createServer((request, response) => {
    const gone = new AbortController();
    const stop = (): void => gone.abort();
    stopping.signal.addEventListener("abort", stop);
    // `close` comes once for every response: after its end, or when the client goes away.
    response.once("close", () => {
      stopping.signal.removeEventListener("abort", stop);
      stop();
    });
    serve(request, response, gone.signal).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  // The editor may quit without waiting for us.
  server.unref();
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      stopping.abort();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { baseUrl: `http://127.0.0.1:${port}`, key, close };
}

function service(key: string, paceMs: number, bodyLimit: number): Serve {
  const answer = answerer();
  return async (request, response, signal) => {
    // The rest of a refused body is read and dropped: a client that still sends must get to see the refusal.
    request.on("error", () => response.destroy());
    const path = (request.url ?? "/").replace(/\?.*$/s, "").replace(/^\/v1(?=\/)/, "");
    const refuse = (status: number, message: string): void => {
      request.resume();
      sendJson(response, status, errorBody(status, message));
    };
    if (!isKey(request.headers.authorization, key)) {
      refuse(401, "Authentication Fails (no such user api key)");
      return;
    }
    switch (`${request.method} ${path}`) {
      case "GET /models":
        sendJson(response, 200, modelList());
        return;
      case "GET /user/balance":
        sendJson(response, 200, balance());
        return;
      case "POST /chat/completions":
        break;
      default:
        refuse(404, `Not Found: ${request.method} ${path}`.slice(0, 200));
        return;
    }
    const body = await readBody(request, bodyLimit);
    if (body === undefined) {
      refuse(413, `The request body is larger than ${bodyLimit} bytes`);
      return;
    }
    const asked = readAsked(body, purposeOf(request));
    if ("refused" in asked) refuse(asked.status, asked.refused);
    else await respond(asked, answer(asked), response, paceMs, signal);
  };
}

async function respond(
  asked: Asked,
  answer: Answer,
  response: ServerResponse,
  paceMs: number,
  signal: AbortSignal,
): Promise<void> {
  if (asked.stream) await stream(answer, response, paceMs, signal);
  else sendJson(response, 200, wholeAnswer(answer));
}

function purposeOf(request: IncomingMessage): string | undefined {
  const purpose = request.headers["x-sonde-purpose"];
  return typeof purpose === "string" ? purpose : undefined;
}

function isKey(authorization: string | undefined, key: string): boolean {
  const given = Buffer.from(authorization ?? "");
  const wanted = Buffer.from(`Bearer ${key}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** The whole body as text, or undefined where it is longer than the limit. Rejects when the client goes away. */
async function readBody(request: IncomingMessage, limit: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on("data", (part: Buffer) => {
      size += part.length;
      if (size <= limit) parts.push(part);
      else {
        parts.length = 0;
        resolve(undefined);
      }
    });
    request.once("end", () => resolve(Buffer.concat(parts).toString("utf8")));
    request.once("error", reject);
    request.once("close", () => reject(new Error("The client went away before its request was whole.")));
  });
}

function sendJson(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}
