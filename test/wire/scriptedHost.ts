/**
 * A host on 127.0.0.1 that speaks DeepSeek's wire and says just what a test tells it to, when the test tells it to. It
 * keeps every request that it got, byte for byte.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A request as it arrived. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A question that waits for what the test has to say. */
export class Asked {
  /** Resolves when the client has closed its connection before the end. */
  readonly gone: Promise<void>;
  #started = false;

  constructor(
    readonly request: Recorded,
    private readonly response: ServerResponse,
  ) {
    this.gone = new Promise((resolve) => {
      response.on("close", () => {
        if (!response.writableFinished) resolve();
      });
    });
  }

  /** The body, parsed. */
  get json(): Record<string, unknown> {
    return JSON.parse(this.request.body) as Record<string, unknown>;
  }

  /** The messages of the body. */
  get messages(): readonly { readonly role: string; readonly content: string }[] {
    return this.json["messages"] as readonly { readonly role: string; readonly content: string }[];
  }

  keepAlive(): void {
    this.raw(": keep-alive\n\n");
  }

  thinking(text: string): void {
    this.#chunk({ content: null, reasoning_content: text });
  }

  /** Text of the answer, or of another one of those that were asked for at once. */
  text(text: string, index = 0): void {
    this.#chunk({ content: text, reasoning_content: null }, { index });
  }

  /** Ends the answer as DeepSeek does: finish reason and usage on one chunk, then `[DONE]`. */
  finish(reason = "stop"): void {
    const usage = {
      prompt_tokens: 283,
      completion_tokens: 69,
      total_tokens: 352,
      prompt_cache_hit_tokens: 256,
      prompt_cache_miss_tokens: 27,
      completion_tokens_details: { reasoning_tokens: 24 },
    };
    this.#chunk({ content: "" }, { finish_reason: reason }, { usage });
    this.raw("data: [DONE]\n\n");
    this.response.end();
  }

  /** Thinking, text and the end in one go. */
  answer(text: string, thinking?: string): void {
    if (thinking !== undefined) this.thinking(thinking);
    this.text(text);
    this.finish();
  }

  /** Refuses with a status. */
  refuse(status: number, body: string, headers: Readonly<Record<string, string>> = {}): void {
    this.response.writeHead(status, { "content-type": "application/json", ...headers });
    this.response.end(body);
  }

  /** Breaks the connection without a word. */
  cut(): void {
    this.response.socket?.resetAndDestroy();
  }

  /** Sends bytes as they are, after the headers of an event stream. */
  raw(bytes: string): void {
    if (!this.#started) this.response.writeHead(200, { "content-type": "text/event-stream" });
    this.#started = true;
    this.response.write(bytes);
  }

  /** Sends bytes as they are, and ends the answer. */
  end(bytes: string): void {
    this.raw(bytes);
    this.response.end();
  }

  #chunk(delta: object, choice: object = {}, rest: object = {}): void {
    const choices = [{ index: 0, delta, finish_reason: null, ...choice }];
    const chunk = {
      id: "c1",
      object: "chat.completion.chunk",
      created: 1,
      model: "deepseek-flash",
      choices,
      ...rest,
    };
    this.raw(`data: ${JSON.stringify(chunk)}\n\n`);
  }
}

export class ScriptedHost {
  /** Everything that was asked, the oldest first. */
  readonly requests: Recorded[] = [];
  /** The key that `GET /models` accepts; undefined: every one. */
  key: string | undefined;
  /** Answers to further requests, by path. */
  readonly told = new Map<string, unknown>();
  #gate: { readonly reached: () => void; readonly opened: Promise<void> } | undefined;
  readonly #waiting: Asked[] = [];
  readonly #wanted: ((asked: Asked) => void)[] = [];
  readonly #sockets = new Set<Socket>();
  #arrivals = 0;
  readonly #server = createServer((request, response) => void this.#receive(request, response));

  /** Starts a host on a free port. */
  static async start(): Promise<ScriptedHost> {
    const host = new ScriptedHost();
    await new Promise<void>((resolve) => host.#server.listen(0, "127.0.0.1", resolve));
    host.#server.on("connection", (socket: Socket) => {
      host.#arrivals += 1;
      host.#sockets.add(socket);
      socket.on("close", () => host.#sockets.delete(socket));
    });
    return host;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Connections that stand open. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Connections that were ever opened, also those that asked for a way to another host. */
  get arrivals(): number {
    return this.#arrivals;
  }

  /** The next question that nobody has taken yet. */
  async next(): Promise<Asked> {
    return this.#waiting.shift() ?? new Promise((resolve) => this.#wanted.push(resolve));
  }

  /** Keeps GET requests waiting. `reached` resolves at the first one, `open` answers them all. */
  hold(): { readonly reached: Promise<void>; readonly open: () => void } {
    let open = (): void => {};
    let reach = (): void => {};
    const opened = new Promise<void>((resolve) => (open = resolve));
    const reached = new Promise<void>((resolve) => (reach = resolve));
    this.#gate = { reached: reach, opened };
    return { reached, open };
  }

  /** How many questions arrived that nobody has taken. */
  get untaken(): number {
    return this.#waiting.length;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { method = "", url: path = "", headers } = request;
    const recorded = { method, path, headers, body: Buffer.concat(parts).toString("utf8") };
    this.requests.push(recorded);
    if (method === "GET" || this.told.has(path)) {
      this.#gate?.reached();
      await this.#gate?.opened;
      return this.#tell(recorded, response);
    }
    const asked = new Asked(recorded, response);
    const wanted = this.#wanted.shift();
    if (wanted) wanted(asked);
    else this.#waiting.push(asked);
  }

  /** Answers the side calls: models and balance. */
  #tell({ path, headers }: Recorded, response: ServerResponse): void {
    const json = (status: number, value: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(value));
    };
    if (this.key !== undefined && headers.authorization !== `Bearer ${this.key}`) {
      const message = "Authentication Fails (no such user api key)";
      const error = { message, type: "authentication_error", param: null, code: "invalid_request_error" };
      return json(401, { error });
    }
    if (this.told.has(path)) return json(200, this.told.get(path));
    if (path.endsWith("/models")) {
      const models = ["deepseek-flash", "deepseek-v4-pro"].map((id) => ({
        id,
        object: "model",
        owned_by: "deepseek",
      }));
      return json(200, { object: "list", data: models });
    }
    if (path.endsWith("/user/balance")) {
      const info = {
        currency: "USD",
        total_balance: "1.10",
        granted_balance: "0.10",
        topped_up_balance: "1.00",
      };
      return json(200, { is_available: true, balance_infos: [info] });
    }
    json(404, { error: { message: "Not found" } });
  }
}
