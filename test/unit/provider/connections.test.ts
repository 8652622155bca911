import assert from "node:assert/strict";
import type { Failure } from "../../../src/core/failure.ts";
import { createConnections, type Connection, type Connections } from "../../../src/provider/connections.ts";

const url = new URL("https://api.test/chat");
const refused: Failure = { kind: "unreachable", code: "ECONNREFUSED" };
const never = new AbortController().signal;

class FakeConnection implements Connection {
  isOpen = true;
  isResting = false;
  private listeners: (() => void)[] = [];

  rest(): void {
    this.isResting = true;
  }

  async wake(): Promise<boolean> {
    this.isResting = false;
    return this.isOpen;
  }

  onClosed(listener: () => void): void {
    this.listeners.push(listener);
  }

  async destroy(): Promise<void> {
    this.isOpen = false;
    for (const listener of this.listeners.splice(0)) listener();
  }
}

/** Openings that the test ends, in the order in which they began. */
class Openings {
  readonly signals: (readonly AbortSignal[])[] = [];
  private readonly ends: ((got: FakeConnection | Failure) => void)[] = [];

  readonly open = (
    _url: URL,
    _limitMs: number,
    signals: AbortSignal[],
  ): Promise<FakeConnection | Failure> => {
    this.signals.push(signals);
    return new Promise((resolve) => this.ends.push(resolve));
  };

  get count(): number {
    return this.signals.length;
  }

  end(got: FakeConnection | Failure = new FakeConnection()): FakeConnection | Failure {
    this.ends.shift()?.(got);
    return got;
  }
}

/** Lets every promise that can go on do so. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("connections", () => {
  let openings: Openings;
  let connections: Connections<FakeConnection>;

  beforeEach(() => {
    openings = new Openings();
    connections = createConnections(openings.open);
  });

  async function leased(): Promise<FakeConnection> {
    const pending = connections.lease(url, 1, never);
    await settle();
    openings.end();
    const lease = await pending;
    assert.ok(typeof lease === "object" && "connection" in lease);
    return lease.connection;
  }

  it("uses a rested connection again, the youngest first", async () => {
    const [first, second] = [await leased(), await leased()];
    connections.release(url, first);
    connections.release(url, second);
    assert.deepEqual(await connections.lease(url, 1, never), { connection: second, reused: true });
    assert.deepEqual(await connections.lease(url, 1, never), { connection: first, reused: true });
    assert.equal(openings.count, 2);
  });

  it("passes over one that has ended while it rested", async () => {
    const [first, second] = [await leased(), await leased()];
    connections.release(url, first);
    connections.release(url, second);
    second.isOpen = false;
    assert.deepEqual(await connections.lease(url, 1, never), { connection: first, reused: true });
  });

  it("forgets one whose socket closed", async () => {
    const first = await leased();
    connections.release(url, first);
    await first.destroy();
    assert.notEqual(await leased(), first);
  });

  it("keeps origins apart", async () => {
    connections.release(url, await leased());
    void connections.lease(new URL("https://other.test/"), 1, never);
    await settle();
    assert.equal(openings.count, 2);
  });

  it("reports why none stands", async () => {
    const pending = connections.lease(url, 1, never);
    await settle();
    openings.end(refused);
    assert.equal(await pending, refused);
  });

  it("gives a warmed connection to the next request", async () => {
    const warming = connections.warm(url, 1);
    const warmed = openings.end();
    assert.equal(await warming, warmed);
    assert.deepEqual(await connections.lease(url, 1, never), { connection: warmed, reused: true });
  });

  it("warms once, however often it is asked", async () => {
    void connections.warm(url, 1);
    assert.equal(await connections.warm(url, 1), undefined);
    openings.end();
    await settle();
    assert.equal(await connections.warm(url, 1), undefined);
    assert.equal(openings.count, 1);
  });

  it("warms beside a connection that is in use", async () => {
    connections.release(url, await leased());
    await connections.lease(url, 1, never);
    void connections.warm(url, 1);
    assert.equal(openings.count, 2);
  });

  it("lets a request wait for the connection that is being warmed, and only one", async () => {
    void connections.warm(url, 1);
    const first = connections.lease(url, 1, never);
    const second = connections.lease(url, 1, never);
    await settle();
    assert.equal(openings.count, 2);
    const warmed = openings.end();
    const opened = openings.end();
    assert.deepEqual(await first, { connection: warmed, reused: false });
    assert.deepEqual(await second, { connection: opened, reused: false });
    assert.ok(warmed instanceof FakeConnection && !warmed.isResting);
  });

  it("keeps the warming connection of a request that was aborted", async () => {
    void connections.warm(url, 1);
    const controller = new AbortController();
    const pending = connections.lease(url, 1, controller.signal);
    await settle();
    controller.abort();
    assert.equal(await pending, "aborted");
    const warmed = openings.end();
    await settle();
    assert.deepEqual(await connections.lease(url, 1, never), { connection: warmed, reused: true });
  });

  it("keeps what stood in the moment of an abort", async () => {
    const controller = new AbortController();
    const pending = connections.lease(url, 1, controller.signal);
    await settle();
    const opened = openings.end();
    controller.abort();
    assert.equal(await pending, "aborted");
    await settle();
    assert.deepEqual(await connections.lease(url, 1, never), { connection: opened, reused: true });
  });

  it("retired, ends what rests and what comes back, and lets a request end in peace", async () => {
    const [resting, running] = [await leased(), await leased()];
    connections.release(url, resting);
    connections.retire();
    assert.equal(resting.isOpen, false);
    assert.equal(running.isOpen, true);
    connections.release(url, running);
    assert.equal(running.isOpen, false);
  });

  it("closed, ends everything, also what is being opened", async () => {
    const running = await leased();
    void connections.warm(url, 1);
    await connections.close();
    assert.equal(running.isOpen, false);
    assert.ok(openings.signals.at(-1)?.some((signal) => signal.aborted));
  });
});
