/**
 * The server of the benchmark, in a process of its own: raw sockets and bytes that were framed in advance, so that it
 * is never what is waited for. The path says what to send:
 *
 *   /flood/<events>/<bytes>/…  a stream as fast as it goes, in writes of so many bytes; 0: one write for each event
 *   /pace/<events>/<per s>/…   a stream at the pace of a model, one write for each event
 *   /first/…                   an answer of one event
 *
 * A third port is the secure one, seen from far away.
 */
import net from "node:net";
import tls from "node:tls";
import { createAuthority } from "../../wire/authority.ts";
import { listen } from "../../wire/originServer.ts";
import { createRelay } from "./relay.ts";
import { blocksOf, firstEvent, framed, head, tail, type Block } from "./recording.ts";

/** What the server tells its parent when it listens. */
export interface Ready {
  readonly port: number;
  readonly securePort: number;
  /** The secure port, from far away. */
  readonly distantPort: number;
  /** The authority of the secure port. */
  readonly pem: string;
}

const framedBlocks = new Map<Block, readonly Buffer[]>();

function framesOf(block: Block): readonly Buffer[] {
  const known = framedBlocks.get(block) ?? block.events.map(framed);
  framedBlocks.set(block, known);
  return known;
}

/** A block cut into writes of this size; blocks are not joined. */
const cutBlocks = new Map<string, readonly Buffer[]>();

function writesOf(block: Block, bytes: number): readonly Buffer[] {
  const frames = framesOf(block);
  if (bytes === 0) return frames;
  const name = `${bytes} ${block.events[0] ?? ""}`;
  const known = cutBlocks.get(name);
  if (known) return known;
  const whole = Buffer.concat(frames);
  const cuts = Array.from({ length: Math.ceil(whole.length / bytes) }, (_, at) =>
    whole.subarray(at * bytes, (at + 1) * bytes),
  );
  cutBlocks.set(name, cuts);
  return cuts;
}

async function flood(socket: net.Socket, events: number, bytes: number): Promise<void> {
  socket.write(head);
  for (const block of blocksOf(events)) {
    for (const write of writesOf(block, bytes)) {
      if (!socket.write(write)) await new Promise((resolve) => socket.once("drain", resolve));
    }
  }
  socket.write(tail);
}

/** By the clock and not by counting timers, which come late: what is due is written, one write for each event. */
function pace(socket: net.Socket, events: number, perSecond: number): void {
  const due = [...blocksOf(events)].flatMap(framesOf);
  socket.write(head);
  const start = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const target = Math.min(due.length, Math.floor(((performance.now() - start) * perSecond) / 1000));
    for (; sent < target; sent++) socket.write(due[sent] ?? "");
    if (sent < due.length && !socket.destroyed) return;
    clearInterval(timer);
    socket.write(tail);
  }, 1000 / perSecond);
}

function answer(socket: net.Socket, path: string): void {
  const [, what, events, rate] = path.split("/");
  if (what === "flood") void flood(socket, Number(events), Number(rate));
  else if (what === "pace") pace(socket, Number(events), Number(rate));
  else socket.write(Buffer.concat([head, firstEvent, tail]));
}

/** Reads requests, one after the other; their bodies are skipped by their length. */
function serve(socket: net.Socket): void {
  let held = "";
  socket.setNoDelay(true);
  socket.setEncoding("latin1");
  socket.on("error", () => {});
  socket.on("data", (text: Buffer | string) => {
    held += text.toString();
    for (let end = held.indexOf("\r\n\r\n"); end >= 0; end = held.indexOf("\r\n\r\n")) {
      const whole = end + 4 + Number(/content-length: *(\d+)/i.exec(held.slice(0, end))?.[1] ?? 0);
      if (held.length < whole) return;
      const path = held.split(" ", 2)[1] ?? "";
      held = held.slice(whole);
      answer(socket, path);
    }
  });
}

async function openPorts(): Promise<void> {
  const authority = createAuthority("Sonde benchmark");
  const port = await listen(net.createServer(serve));
  const securePort = await listen(tls.createServer(authority.issue({ names: ["127.0.0.1"] }), serve));
  const distantPort = await listen(createRelay(securePort));
  const ready: Ready = { port, securePort, distantPort, pem: authority.pem };
  process.send?.(ready);
}

// Not outlived by what it serves: a parent that was killed could not end it.
process.once("disconnect", () => process.exit());
if (process.send) void openPorts();
