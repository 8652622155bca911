import assert from "node:assert/strict";
import dns from "node:dns";
import type { NetworkSettings } from "../../../src/provider/client.ts";
import { createAuthority, type Authority } from "../../wire/authority.ts";
import { startJourney, type Journey } from "../../wire/journey.ts";
import { closedPort, startOrigin, type OriginServer } from "../../wire/originServer.ts";
import { createPemFiles, type PemFiles } from "../../wire/pemFiles.ts";
import { startProxy, type ProxyOptions, type ProxyServer } from "../../wire/proxyServer.ts";

/** A host that no name server knows: it is reached through the proxy or not at all. */
const host = "api.sonde.test";
const url = `https://${host}/chat`;

describe("transport, through a proxy", () => {
  let authority: Authority;
  let files: PemFiles;
  let trusting: Readonly<Record<string, string>>;
  let origin: OriginServer;
  const opened: (Journey | ProxyServer)[] = [];

  before(() => {
    authority = createAuthority();
    files = createPemFiles();
    trusting = { NODE_EXTRA_CA_CERTS: files.write("authority.pem", authority.pem) };
  });
  after(() => files.remove());
  beforeEach(async () => {
    origin = await startOrigin(
      (_, response) => void response.end("hello"),
      authority.issue({ names: [host] }),
    );
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
    await origin.close();
  });

  async function start(options: ProxyOptions = {}): Promise<ProxyServer> {
    const proxy = await startProxy({ hosts: { [`${host}:443`]: origin.port }, ...options });
    opened.push(proxy);
    return proxy;
  }

  function journey(change: Partial<NetworkSettings>): Journey {
    const started = startJourney({ environment: trusting, ...change });
    opened.push(started);
    return started;
  }

  it("tunnels, and keeps the tunnel for the next request", async () => {
    const proxy = await start();
    const there = journey({ proxy: proxy.url });
    for (let round = 0; round < 3; round++) assert.equal(await there.text(url), "hello");
    assert.deepEqual(
      proxy.connects.map((connect) => connect.url),
      [`${host}:443`],
    );
    assert.deepEqual(proxy.seen.now, { open: 1, connects: 1, others: 0 });
    assert.deepEqual(origin.seen.now, { connections: 1, open: 1, requests: 3, complete: 3 });
  });

  it("shows the proxy no header of the request", async () => {
    const proxy = await start();
    await journey({ proxy: proxy.url }).text(url);
    assert.deepEqual(proxy.connects[0]?.headers, { host: `${host}:443`, connection: "close" });
  });

  it("takes the proxy of the environment", async () => {
    const proxy = await start();
    const environment = { ...trusting, HTTPS_PROXY: proxy.url };
    assert.equal(await journey({ environment }).text(url), "hello");
    assert.equal(proxy.seen.now.connects, 1);
  });

  it("checks the host's certificate through the proxy", async () => {
    const proxy = await start({ hosts: { "other.sonde.test:443": origin.port } });
    const { failure, connected } = await journey({ proxy: proxy.url }).unsent("https://other.sonde.test/");
    assert.deepEqual([failure.kind, failure.code], ["certificate", "ERR_TLS_CERT_ALTNAME_INVALID"]);
    assert.equal(failure.host, "other.sonde.test");
    assert.equal(connected, false);
    assert.equal(origin.seen.now.requests, 0);
    await proxy.seen.until((now) => now.open === 0);
  });

  it("asks this machine directly", async () => {
    const proxy = await start();
    const plain = await startOrigin((_, response) => void response.end("local"));
    assert.equal(await journey({ proxy: proxy.url }).text(plain.url), "local");
    assert.equal(proxy.seen.now.open, 0);
    await plain.close();
  });

  const excepted: readonly Partial<NetworkSettings>[] = [
    { noProxy: [".sonde.test"] },
    { environment: { NO_PROXY: host } },
    { proxySupport: "off" },
  ];
  for (const change of excepted) {
    it(`goes past the proxy with ${JSON.stringify(change)}`, async () => {
      const proxy = await start();
      const environment = { ...trusting, ...change.environment };
      const there = journey({ proxy: proxy.url, ...change, environment });
      assert.equal(await leadingHome(() => there.text(`https://${host}:${origin.port}/`)), "hello");
      assert.equal(proxy.seen.now.open, 0);
    });
  }

  it("opens the tunnel in advance", async () => {
    const proxy = await start();
    const there = journey({ proxy: proxy.url });
    there.transport.warm(url);
    await origin.seen.until((now) => now.connections === 1);
    assert.equal(await there.text(url), "hello");
    assert.equal(proxy.seen.now.connects, 1);
  });

  it("goes by the new proxy after the settings changed", async () => {
    const [first, second] = [await start(), await start()];
    const there = journey({ proxy: first.url });
    await there.text(url);
    there.change({ proxy: second.url });
    await there.text(url);
    assert.deepEqual([first.seen.now.connects, second.seen.now.connects], [1, 1]);
    await first.seen.until((now) => now.open === 0);
  });

  describe("authorisation", () => {
    const authorization = `Basic ${btoa("user:pass word")}`;

    it("comes from the setting", async () => {
      const proxy = await start({ authorization });
      assert.equal(await journey({ proxy: proxy.url, proxyAuthorization: authorization }).text(url), "hello");
      assert.equal(origin.requests[0]?.headers["proxy-authorization"], undefined);
    });

    it("comes from the proxy's URL", async () => {
      const proxy = await start({ authorization });
      const address = proxy.url.replace("//", "//user:pass%20word@");
      assert.equal(await journey({ proxy: address }).text(url), "hello");
    });

    it("missing: a failure of the proxy with its status, and the host sees nothing", async () => {
      const proxy = await start({ authorization });
      const { failure, connected } = await journey({ proxy: proxy.url }).unsent(url);
      assert.deepEqual(
        [failure.kind, failure.status, failure.host],
        ["proxy", 407, `127.0.0.1:${proxy.port}`],
      );
      assert.match(failure.detail ?? "", /Basic/);
      assert.equal(connected, false);
      assert.equal(origin.seen.now.connections, 0);
      await proxy.seen.until((now) => now.open === 0);
    });

    it("wrong: neither password nor user is told", async () => {
      const proxy = await start({ authorization });
      const address = proxy.url.replace("//", "//canary:canary@");
      const { failure } = await journey({ proxy: address }).unsent(url);
      assert.equal(failure.status, 407);
    });
  });

  for (const status of [302, 403, 502]) {
    it(`reports a proxy that answers ${status}`, async () => {
      const proxy = await start({ refuseWith: status });
      const { failure, connected } = await journey({ proxy: proxy.url }).unsent(url);
      assert.deepEqual([failure.kind, failure.status], ["proxy", status]);
      assert.equal(connected, false);
      await proxy.seen.until((now) => now.open === 0);
    });
  }

  it("reports a proxy that is not there", async () => {
    const port = await closedPort();
    const { failure, connected } = await journey({ proxy: `http://127.0.0.1:${port}` }).unsent(url);
    assert.deepEqual(
      [failure.kind, failure.code, failure.host],
      ["proxy", "ECONNREFUSED", `127.0.0.1:${port}`],
    );
    assert.equal(connected, false);
  });

  for (const proxy of ["http://", "socks5://127.0.0.1:1080", "http://%zz:@127.0.0.1"]) {
    it(`does not slip past a proxy that can't be used: ${proxy}`, async () => {
      const { failure, connected } = await journey({ proxy }).unsent(url);
      assert.equal(failure.kind, "proxy");
      assert.ok(failure.code);
      assert.equal(connected, false);
    });
  }

  describe("over TLS", () => {
    it("tunnels TLS in TLS", async () => {
      const proxy = await start({ credentials: authority.issue({ names: ["127.0.0.1"] }) });
      const there = journey({ proxy: proxy.url });
      for (let round = 0; round < 2; round++) assert.equal(await there.text(url), "hello");
      assert.equal(proxy.seen.now.connects, 1);
    });

    it("does not trust a proxy of an unknown authority", async () => {
      const proxy = await start({ credentials: createAuthority("other").issue({ names: ["127.0.0.1"] }) });
      const { failure, connected } = await journey({ proxy: proxy.url }).unsent(url);
      assert.deepEqual([failure.kind, failure.code], ["proxy", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"]);
      assert.equal(connected, false);
      assert.equal(proxy.seen.now.connects, 0);
    });

    it("without http.proxyStrictSSL trusts any proxy, but not any host", async () => {
      const proxy = await start({ credentials: createAuthority("other").issue({ names: ["other.test"] }) });
      assert.equal(await journey({ proxy: proxy.url, proxyStrictSsl: false }).text(url), "hello");
      const wary = journey({ proxy: proxy.url, proxyStrictSsl: false, environment: {} });
      assert.equal((await wary.unsent(url)).failure.kind, "certificate");
    });
  });

  it("ends the socket when aborted while the proxy is silent", async () => {
    const proxy = await start({ isSilent: true });
    const controller = new AbortController();
    const pending = journey({ proxy: proxy.url }).post(url, { signal: controller.signal });
    await proxy.seen.until((now) => now.connects === 1);
    controller.abort();
    assert.equal(await pending, "aborted");
    await proxy.seen.until((now) => now.open === 0);
  });

  it("ends a tunnel that is opened in advance when it is closed", async () => {
    const proxy = await start({ isSilent: true });
    const there = journey({ proxy: proxy.url });
    there.transport.warm(url);
    await proxy.seen.until((now) => now.connects === 1);
    await there.close();
    await proxy.seen.until((now) => now.open === 0);
  });
});

/** Runs something while every name leads to this machine. */
async function leadingHome<T>(run: () => Promise<T>): Promise<T> {
  const before = dns.lookup;
  const lookup = (
    _name: string,
    _options: object,
    found: (error: null, all: dns.LookupAddress[]) => void,
  ): void => found(null, [{ address: "127.0.0.1", family: 4 }]);
  Object.assign(dns, { lookup });
  try {
    return await run();
  } finally {
    Object.assign(dns, { lookup: before });
  }
}
