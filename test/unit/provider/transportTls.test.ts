import assert from "node:assert/strict";
import { createServer } from "node:net";
import type { TLSSocket } from "node:tls";
import { createAuthority, type Authority, type CertificateOptions } from "../../wire/authority.ts";
import { startJourney, type Journey } from "../../wire/journey.ts";
import { listen, startOrigin, type OriginServer } from "../../wire/originServer.ts";
import { createPemFiles, type PemFiles } from "../../wire/pemFiles.ts";
import { createTally } from "../../wire/tally.ts";

const local = ["localhost", "127.0.0.1"];

describe("transport, certificates", () => {
  let authority: Authority;
  let files: PemFiles;
  let trusting: Readonly<Record<string, string>>;
  const opened: (Journey | OriginServer)[] = [];

  before(() => {
    authority = createAuthority();
    files = createPemFiles();
    trusting = { NODE_EXTRA_CA_CERTS: files.write("authority.pem", authority.pem) };
  });
  after(() => files.remove());
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
  });

  async function start(certificate: CertificateOptions): Promise<OriginServer> {
    const origin = await startOrigin(
      (_, response) => void response.end("hello"),
      authority.issue(certificate),
    );
    opened.push(origin);
    return origin;
  }

  function journey(change: Parameters<typeof startJourney>[0]): Journey {
    const started = startJourney(change);
    opened.push(started);
    return started;
  }

  it("does not trust an authority of which it was not told, and sends nothing", async () => {
    const origin = await start({ names: local });
    const { failure, connected } = await journey({}).unsent(origin.url);
    assert.equal(failure.kind, "certificate");
    assert.equal(failure.code, "UNABLE_TO_VERIFY_LEAF_SIGNATURE");
    assert.equal(failure.host, `127.0.0.1:${origin.port}`);
    assert.equal(connected, false);
    assert.equal(origin.seen.now.requests, 0);
  });

  for (const variable of ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"]) {
    it(`trusts the authority that ${variable} names`, async () => {
      const origin = await start({ names: local });
      const environment = { [variable]: trusting["NODE_EXTRA_CA_CERTS"] };
      assert.equal(await journey({ environment }).text(origin.url), "hello");
    });
  }

  it("trusts each of several authorities in one file", async () => {
    const origin = await start({ names: local });
    const both = files.write("both.pem", createAuthority("another").pem + authority.pem);
    assert.equal(await journey({ environment: { NODE_EXTRA_CA_CERTS: both } }).text(origin.url), "hello");
  });

  const untrusted: readonly (readonly [string, CertificateOptions, string])[] = [
    ["expired", { names: local, validToDays: -1 }, "CERT_HAS_EXPIRED"],
    ["not yet valid", { names: local, validFromDays: 1 }, "CERT_NOT_YET_VALID"],
    ["of another name", { names: ["other.test", "127.0.0.2"] }, "ERR_TLS_CERT_ALTNAME_INVALID"],
  ];
  for (const [name, certificate, code] of untrusted) {
    it(`does not accept a certificate that is ${name}`, async () => {
      const origin = await start(certificate);
      for (const host of local) {
        const { failure, connected } = await journey({ environment: trusting }).unsent(
          `https://${host}:${origin.port}/`,
        );
        assert.deepEqual([failure.kind, failure.code], ["certificate", code]);
        assert.equal(connected, false);
      }
      assert.equal(origin.seen.now.requests, 0);
    });
  }

  it("does not accept a certificate because the environment switches checks off", async () => {
    const origin = await start({ names: local });
    const before = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
    try {
      const { failure } = await journey({ proxyStrictSsl: false }).unsent(origin.url);
      assert.equal(failure.kind, "certificate");
    } finally {
      if (before === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
      else process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = before;
    }
  });

  it("names the host to the server (SNI), but not an address, and speaks HTTP/1.1", async () => {
    const origin = await start({ names: local });
    const there = journey({ environment: trusting });
    for (const host of local) await there.text(`https://${host}:${origin.port}/`);
    const sockets = origin.requests.map((request) => request.socket as TLSSocket);
    assert.deepEqual(
      sockets.map((socket) => socket.servername),
      ["localhost", false],
    );
    assert.deepEqual(
      sockets.map((socket) => socket.alpnProtocol),
      ["http/1.1", "http/1.1"],
    );
  });

  it("reuses a TLS connection, also one that was opened in advance", async () => {
    const origin = await start({ names: local });
    const there = journey({ environment: trusting });
    there.transport.warm(origin.url);
    for (let round = 0; round < 3; round++) assert.equal(await there.text(origin.url), "hello");
    assert.equal(origin.seen.now.connections, 1);
    assert.equal(origin.seen.now.requests, 3);
  });

  it("reads the authorities anew when the settings name others", async () => {
    const origin = await start({ names: local });
    const there = journey({});
    assert.equal((await there.unsent(origin.url)).failure.kind, "certificate");
    there.change({ environment: trusting });
    assert.equal(await there.text(origin.url), "hello");
    there.change({ environment: {} });
    assert.equal((await there.unsent(origin.url)).failure.kind, "certificate");
  });

  it("reports a host that speaks no TLS as unreachable", async () => {
    const origin = await startOrigin((_, response) => void response.end());
    opened.push(origin);
    const { failure, connected } = await journey({}).unsent(`https://127.0.0.1:${origin.port}/`);
    assert.equal(failure.kind, "unreachable");
    assert.ok(failure.code);
    assert.equal(connected, false);
  });

  it("ends the socket when aborted amid the handshake", async () => {
    const seen = createTally<"hellos" | "open">({ hellos: 0, open: 0 });
    const server = createServer((socket) => {
      seen.add("open");
      socket.on("error", () => {});
      socket.on("close", () => seen.add("open", -1));
      // The client's hello; no answer comes.
      socket.once("data", () => seen.add("hellos"));
    });
    const port = await listen(server);
    const controller = new AbortController();
    const pending = journey({}).post(`https://127.0.0.1:${port}/`, { signal: controller.signal });
    await seen.until((now) => now.hellos === 1);
    controller.abort();
    assert.equal(await pending, "aborted");
    await seen.until((now) => now.open === 0);
    server.close();
  });
});
