/**
 * A long way to a server on this machine: whatever passes is held for half the time that a way there and back takes, and
 * a connection stands only after one whole. Without this a benchmark on one machine can't show what waiting costs.
 */
import net from "node:net";
import { setTimeout } from "node:timers/promises";

/** How long the way there and back takes, in milliseconds. */
export const roundTripMs = 100;

/** A server that passes everything on to the port. */
export function createRelay(port: number): net.Server {
  return net.createServer((near) => {
    const far = net.connect(port, "127.0.0.1").setNoDelay(true);
    const stands = performance.now() + roundTripMs;
    carry(near.setNoDelay(true), far, (now) => Math.max(now, stands) + roundTripMs / 2);
    carry(far, near, (now) => now + roundTripMs / 2);
  });
}

/** Hands over what comes, in order, each piece when it is due. */
function carry(from: net.Socket, to: net.Socket, due: (now: number) => number): void {
  let before = Promise.resolve();
  from.on("data", (bytes) => {
    const at = due(performance.now());
    before = before.then(async () => {
      await setTimeout(Math.max(0, at - performance.now()));
      to.write(bytes);
    });
  });
  from.on("error", () => to.destroy());
  from.on("close", () => to.destroy());
}
