/** Sockets that hand what they read to their listener at once: nothing is lost, doubled or out of order. */
import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { withDirectReads } from "../../../src/provider/directReads.ts";
import { listen } from "../../wire/originServer.ts";

describe("a socket that reads directly", () => {
  let server: net.Server;
  let port = 0;
  let near: net.Socket;
  let far: net.Socket;

  beforeEach(async () => {
    server = net.createServer();
    port = await listen(server);
    near = withDirectReads((option) => net.connect({ port, host: "127.0.0.1", ...option }));
    [far] = (await once(server, "connection")) as [net.Socket];
  });
  afterEach(() => {
    near.destroy();
    far.destroy();
    server.close();
  });

  /** Takes all that can be read, as it is. */
  const chunks = (): readonly Buffer[] => {
    const all: Buffer[] = [];
    const next = (): Buffer | null => near.read() as Buffer | null;
    for (let chunk = next(); chunk !== null; chunk = next()) all.push(chunk);
    return all;
  };
  const taken = (): string => Buffer.concat(chunks()).toString();
  /** Resolves when so many bytes have come, whoever has them. */
  const come = async (bytes: number): Promise<void> => {
    while (near.bytesRead < bytes) await new Promise((resolve) => setImmediate(resolve));
  };

  it("hands each read over, and its end behind it", async () => {
    const heard: string[] = [];
    near.on("readable", () => {
      const text = taken();
      if (text !== "") heard.push(text);
    });
    const pieces = Array.from({ length: 50 }, (_, at) => `piece ${at};`);
    for (const piece of pieces) {
      const due = near.bytesRead + piece.length;
      far.write(piece);
      await come(due);
    }
    far.end("the last");
    await once(near, "end");
    assert.deepEqual(heard, [...pieces, "the last"]);
  });

  it("keeps what comes before anybody listens, and gives it first", async () => {
    far.write("early ");
    await come(6);
    assert.equal(near.readableLength, 6);
    far.write("and ");
    await come(10);
    let heard = "";
    near.on("readable", () => (heard += taken()));
    far.end("late");
    await once(near, "end");
    assert.equal(heard, "early and late");
  });

  it("keeps what a listener leaves, and gives it first", async () => {
    let heard = "";
    let isBusy = true;
    near.on("readable", () => {
      if (!isBusy) heard += taken();
    });
    for (const text of ["one ", "two "]) {
      const due = near.bytesRead + text.length;
      far.write(text);
      await come(due);
    }
    isBusy = false;
    far.end("three");
    await once(near, "end");
    assert.equal(heard, "one two three");
  });

  it("stops when nobody takes what comes, and goes on when somebody does", async () => {
    const long = Buffer.alloc(8 * 2 ** 20, "long ");
    far.end(long);
    await come(near.readableHighWaterMark);
    let bytes = 0;
    near.on("data", (chunk: Buffer) => (bytes += chunk.length));
    await once(near, "end");
    assert.equal(bytes, long.length);
  });

  it("shares no memory between two reads", async () => {
    const kept: Buffer[] = [];
    near.on("readable", () => kept.push(...chunks()));
    for (const text of ["first", "other"]) {
      const due = near.bytesRead + text.length;
      far.write(text);
      await come(due);
    }
    assert.deepEqual(kept.map(String), ["first", "other"]);
  });
});
