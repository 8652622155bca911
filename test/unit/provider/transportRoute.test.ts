import assert from "node:assert/strict";
import { mock } from "node:test";
import type { NetworkSettings } from "../../../src/provider/client.ts";
import { createAuthority, type Authority } from "../../wire/authority.ts";
import { readAll, startJourney, type Journey } from "../../wire/journey.ts";
import { closedPort, startOrigin, type OriginServer } from "../../wire/originServer.ts";
import { createPemFiles, type PemFiles } from "../../wire/pemFiles.ts";
import { startProxy, type ProxyOptions, type ProxyServer } from "../../wire/proxyServer.ts";

const host = "api.sonde.test";
const url = `https://${host}/chat`;
const answer = "data: naïve 思考\n\n";

/**
 * The editor's fetch is played by Node's own, which is led to a plain origin server whatever host is asked: it stands
 * for a way to the host that only the editor knows.
 */
describe("transport, by either route", () => {
  let authority: Authority;
  let files: PemFiles;
  /** What the host is, asked directly (through a proxy, as it has no name) or by the editor. */
  let direct: OriginServer;
  let editor: OriginServer;
  let calls: RequestInit[];
  let fetchNow: typeof fetch;
  const nodeFetch = globalThis.fetch;
  const opened: (Journey | ProxyServer)[] = [];

  before(() => {
    authority = createAuthority();
    files = createPemFiles();
  });
  after(() => files.remove());

  beforeEach(async () => {
    direct = await startOrigin(
      (_, response) => void response.end("direct"),
      authority.issue({ names: [host] }),
    );
    editor = await startOrigin((request, response) => {
      if (request.url === "/redirect") response.writeHead(307, { location: "https://other.test/path" }).end();
      else if (request.url === "/held") response.writeHead(200).write(answer);
      else if (request.url === "/cut")
        response.writeHead(200, { "content-length": "99" }).write(answer, () => response.destroy());
      else response.writeHead(200, { "x-route": "editor" }).end(answer);
    });
    calls = [];
    fetchNow = (input, init) => nodeFetch(addressOf(input).replace(/^https?:\/\/[^/]+/, editor.url), init);
    globalThis.fetch = (input, init) => {
      calls.push(init ?? {});
      return fetchNow(input, init);
    };
  });

  afterEach(async () => {
    globalThis.fetch = nodeFetch;
    await Promise.all(opened.splice(0).map((each) => each.close()));
    await Promise.all([direct.close(), editor.close()]);
  });

  function journey(change: Partial<NetworkSettings>): Journey {
    const environment = { NODE_EXTRA_CA_CERTS: files.write("authority.pem", authority.pem) };
    const started = startJourney({ route: "auto", environment, ...change });
    opened.push(started);
    return started;
  }

  async function proxyTo(options: ProxyOptions = {}): Promise<ProxyServer> {
    const proxy = await startProxy({ hosts: { [`${host}:443`]: direct.port }, ...options });
    opened.push(proxy);
    return proxy;
  }

  /** How often a request arrived anywhere. */
  const arrivals = (): number => direct.seen.now.requests + editor.seen.now.requests;

  describe("editor", () => {
    it("sends by fetch alone, once, without a dispatcher of ours", async () => {
      const there = journey({ route: "editor" });
      const reply = await there.reply(url);
      assert.equal(reply.status, 200);
      assert.equal(reply.headers["x-route"], "editor");
      assert.equal((await readAll(reply)).text, answer);
      assert.equal(arrivals(), 1);
      assert.equal(calls.length, 1);
      assert.deepEqual(Object.keys(calls[0] ?? {}).toSorted(), [
        "body",
        "credentials",
        "headers",
        "method",
        "redirect",
        "signal",
      ]);
      assert.equal(editor.bodies[0], '{"prompt":"secret"}');
      assert.equal(editor.requests[0]?.headers["accept-encoding"], "identity");
    });

    it("looks fetch up at the moment of the call", async () => {
      const there = journey({ route: "editor" });
      await there.text(url);
      globalThis.fetch = () => Promise.resolve(new Response("patched"));
      assert.equal(await there.text(url), "patched");
    });

    it("opens nothing in advance", async () => {
      const proxy = await proxyTo();
      journey({ route: "editor", proxy: proxy.url }).transport.warm(url);
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(calls.length + proxy.seen.now.open, 0);
    });

    it("does not follow a redirect", async () => {
      const { failure, connected } = await journey({ route: "editor" }).unsent(`https://${host}/redirect`);
      assert.deepEqual(failure, { kind: "redirected", host, status: 307, detail: "https://other.test" });
      assert.equal(connected, true);
      assert.equal(editor.seen.now.requests, 1);
    });

    it("does not follow a redirect that fetch veils", async () => {
      fetchNow = () =>
        Promise.resolve(Object.defineProperty(Response.error(), "type", { value: "opaqueredirect" }));
      const { failure } = await journey({ route: "editor" }).unsent(url);
      assert.equal(failure.kind, "redirected");
    });

    it("reports a broken body, and keeps its text", async () => {
      const { text, failure } = await readAll(
        await journey({ route: "editor" }).reply(`https://${host}/cut`),
      );
      assert.equal(text, answer);
      assert.equal(failure?.kind, "truncated");
      assert.equal(failure?.host, host);
      assert.ok(failure?.code);
    });

    it("ends the socket on an abort, amid the body", async () => {
      const controller = new AbortController();
      const reply = await journey({ route: "editor" }).reply(`https://${host}/held`, {
        signal: controller.signal,
      });
      let calledAfter = 0;
      const failure = await reply.read(() => {
        calledAfter++;
        controller.abort();
      });
      assert.equal(failure?.code, "ABORTED");
      assert.equal(calledAfter, 1);
      await editor.seen.until(oneClosed);
    });

    it("ends the socket on an abort before the answer", async () => {
      const controller = new AbortController();
      fetchNow = (_, init) => {
        queueMicrotask(() => controller.abort());
        return nodeFetch(`${editor.url}/now`, init);
      };
      assert.equal(await journey({ route: "editor" }).post(url, { signal: controller.signal }), "aborted");
    });

    it("discards a body", async () => {
      (await journey({ route: "editor" }).reply(`https://${host}/held`)).discard();
      await editor.seen.until(oneClosed);
    });

    it("reports that nothing stood", async () => {
      const port = await closedPort();
      fetchNow = (_, init) => nodeFetch(`http://127.0.0.1:${port}/`, init);
      const { failure, connected } = await journey({ route: "editor" }).unsent(url);
      assert.deepEqual([failure.kind, failure.code, failure.host], ["unreachable", "ECONNREFUSED", host]);
      assert.equal(connected, false);
    });
  });

  describe("auto", () => {
    it("goes directly where that works, and never by fetch", async () => {
      const proxy = await proxyTo();
      const there = journey({ proxy: proxy.url });
      for (let round = 0; round < 2; round++) assert.equal(await there.text(url), "direct");
      assert.equal(calls.length, 0);
      assert.equal(arrivals(), 2);
    });

    const obstacles: readonly (readonly [string, ProxyOptions, Partial<NetworkSettings>])[] = [
      ["the proxy refuses", { refuseWith: 403 }, {}],
      ["the proxy wants to know who asks", { authorization: "Basic x" }, {}],
      ["the proxy finds no host", { refuseWith: 502 }, {}],
      ["the certificate is not trusted", {}, { environment: {} }],
    ];
    for (const [name, options, change] of obstacles) {
      it(`goes by the editor's route where ${name}, once, and stays there`, async () => {
        const proxy = await proxyTo(options);
        const there = journey({ proxy: proxy.url, ...change });
        assert.equal(await there.text(url), answer);
        assert.equal(arrivals(), 1);
        assert.equal(await there.text(url), answer);
        assert.equal(arrivals(), 2);
        assert.equal(proxy.seen.now.connects, 1);
        there.transport.warm(url);
        await new Promise((resolve) => setImmediate(resolve));
        assert.equal(proxy.seen.now.connects, 1);
        assert.match(there.log.join(), /by the editor's route/);
      });
    }

    it("goes by the editor's route where no connection stands for 5 s", async () => {
      const proxy = await proxyTo({ isSilent: true });
      const there = journey({ proxy: proxy.url });
      mock.timers.enable({ apis: ["setTimeout"] });
      try {
        const pending = there.text(url);
        await proxy.seen.until((now) => now.connects === 1);
        mock.timers.tick(4_999);
        await new Promise((resolve) => setImmediate(resolve));
        assert.equal(calls.length, 0);
        mock.timers.tick(1);
        assert.equal(await pending, answer);
      } finally {
        mock.timers.reset();
      }
      assert.equal(arrivals(), 1);
      await proxy.seen.until((now) => now.open === 0);
    });

    it("directly alone, waits for 10 s", async () => {
      const proxy = await proxyTo({ isSilent: true });
      const there = journey({ proxy: proxy.url, route: "direct" });
      mock.timers.enable({ apis: ["setTimeout"] });
      try {
        const pending = there.unsent(url);
        await proxy.seen.until((now) => now.connects === 1);
        mock.timers.tick(9_999);
        await new Promise((resolve) => setImmediate(resolve));
        assert.equal(proxy.seen.now.open, 1);
        mock.timers.tick(1);
        const { failure, connected } = await pending;
        assert.deepEqual([failure.kind, failure.code, connected], ["proxy", "ETIMEDOUT", false]);
      } finally {
        mock.timers.reset();
      }
    });

    it("forgets what worked when the settings change", async () => {
      const [closed, open] = [await proxyTo({ refuseWith: 403 }), await proxyTo()];
      const there = journey({ proxy: closed.url });
      assert.equal(await there.text(url), answer);
      there.change({ proxy: open.url });
      assert.equal(await there.text(url), "direct");
      assert.equal(arrivals(), 2);
    });

    it("forgets the editor's route when that does not stand any more", async () => {
      const proxy = await proxyTo({ refuseWith: 403 });
      const there = journey({ proxy: proxy.url });
      await there.text(url);
      const port = await closedPort();
      fetchNow = (_, init) => nodeFetch(`http://127.0.0.1:${port}/`, init);
      assert.equal((await there.unsent(url)).failure.code, "ECONNREFUSED");
      assert.equal(proxy.seen.now.connects, 1);
      assert.equal((await there.unsent(url)).failure.kind, "proxy");
      assert.equal(proxy.seen.now.connects, 2);
      assert.equal(arrivals(), 1);
    });

    it("sends nothing again once a connection stood", async () => {
      const broken = await startOrigin(
        (_, response) => void response.destroy(),
        authority.issue({ names: [host] }),
      );
      const proxy = await proxyTo({ hosts: { [`${host}:443`]: broken.port } });
      const { failure, connected } = await journey({ proxy: proxy.url }).unsent(url);
      assert.deepEqual([failure.kind, connected], ["truncated", true]);
      assert.deepEqual([broken.seen.now.requests, calls.length], [1, 0]);
      await broken.close();
    });

    it("sends nothing again after an answer, whatever it says", async () => {
      const busy = await startOrigin(
        (_, response) => void response.writeHead(503).end(),
        authority.issue({ names: [host] }),
      );
      const proxy = await proxyTo({ hosts: { [`${host}:443`]: busy.port } });
      assert.equal((await journey({ proxy: proxy.url }).reply(url)).status, 503);
      assert.deepEqual([busy.seen.now.requests, calls.length], [1, 0]);
      await busy.close();
    });

    it("does not ask the editor after an abort", async () => {
      const proxy = await proxyTo({ isSilent: true });
      const controller = new AbortController();
      const pending = journey({ proxy: proxy.url }).post(url, { signal: controller.signal });
      await proxy.seen.until((now) => now.connects === 1);
      controller.abort();
      assert.equal(await pending, "aborted");
      assert.equal(calls.length, 0);
    });

    it("does not ask the editor for this machine, whose proxy could lead elsewhere", async () => {
      const { failure } = await journey({}).unsent(`http://127.0.0.1:${await closedPort()}/`);
      assert.equal(failure.code, "ECONNREFUSED");
      assert.equal(calls.length, 0);
    });

    it("does not ask the editor with a header that can't be sent", async () => {
      const proxy = await proxyTo();
      const { failure } = await journey({ proxy: proxy.url }).unsent(url, {
        headers: { authorization: "canary\n" },
      });
      assert.equal(failure.kind, "internal");
      assert.equal(calls.length, 0);
    });

    it("tells of neither standing what the direct route knows", async () => {
      const proxy = await proxyTo({ refuseWith: 407 });
      const port = await closedPort();
      fetchNow = (_, init) => nodeFetch(`http://127.0.0.1:${port}/`, init);
      const { failure, connected } = await journey({ proxy: proxy.url }).unsent(url);
      assert.deepEqual([failure.kind, failure.status, connected], ["proxy", 407, false]);
    });
  });
});

function addressOf(input: string | URL | Request): string {
  return typeof input === "string" ? input : input instanceof URL ? input.href : input.url;
}

/** Node's fetch opens a spare connection after an abort, so that waiting for none would take seconds. */
function oneClosed(now: Readonly<Record<"connections" | "open", number>>): boolean {
  return now.connections > now.open;
}
