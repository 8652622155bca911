/**
 * The ways to a host, asked through the chat: a proxy by VS Code's own settings, private authorities by the
 * environment, every route of Sonde. Both ends count, so that a request that went twice, or past the proxy, shows.
 *
 * The hosts have names that no name server knows: they are reached through the proxy or not at all.
 */
import assert from "node:assert/strict";
import { createAuthority } from "../../../wire/authority.ts";
import { answerAsDeepSeek } from "../../../wire/deepseekOrigin.ts";
import { type OriginServer, startOrigin } from "../../../wire/originServer.ts";
import { createPemFiles, type PemFiles } from "../../../wire/pemFiles.ts";
import { type ProxyOptions, type ProxyServer, startProxy } from "../../../wire/proxyServer.ts";
import { Workbench } from "../../driver/workbench.ts";

const host = "api.sonde.test";
/** Its authority is known by `NODE_EXTRA_CA_CERTS`, that of `host` by `SSL_CERT_FILE`. */
const second = "second.sonde.test";
/** Nobody knows its authority. */
const stranger = "stranger.sonde.test";
const hosts = [host, second, stranger] as const;
const routes = ["direct", "editor", "auto"] as const;
const credentials = `Basic ${Buffer.from("ada:sesame").toString("base64")}`;

/** The developer's own proxies and certificates would make the run depend on the machine. */
const nobodysNetwork = Object.fromEntries(
  ["http_proxy", "https_proxy", "all_proxy", "no_proxy"].flatMap((name) => [
    [name, undefined],
    [name.toUpperCase(), undefined],
  ]),
);

describe("the network, asked through the chat", () => {
  const origins = new Map<string, OriginServer>();
  const table: Record<string, number> = {};
  const proxies: ProxyServer[] = [];
  let files: PemFiles;
  let proxy: ProxyServer;
  let workbench: Workbench;

  const origin = (name: string): OriginServer => {
    const one = origins.get(name);
    assert.ok(one);
    return one;
  };
  const openProxy = async (options: ProxyOptions = {}): Promise<ProxyServer> => {
    const started = await startProxy({ hosts: table, ...options });
    proxies.push(started);
    return started;
  };
  /** How often a proxy was asked for a host. VS Code may ask it for others. */
  const tunnels = (through: ProxyServer, name: string): number =>
    through.connects.filter((connect) => connect.url === `${name}:443`).length;
  const use = (name: string): Record<string, unknown> => ({
    "sonde.providers": { seedao: { baseUrl: `https://${name}` } },
  });
  /** Asks, and holds that the host got the question exactly once, and no other host got it. */
  async function answeredOnce(name: string, question: string): Promise<void> {
    const before = hosts.map((each) => origin(each).seen.now.requests);
    const { chat } = workbench;
    const turns = await chat.turns("Sonde").count();
    await chat.send(question);
    const turn = chat.turns("Sonde").nth(turns);
    await turn.waitFor();
    await chat.idle();
    assert.equal(await turn.getByRole("alert").count(), 0, await turn.innerText());
    const answer = await chat.lastAnswer.innerText();
    assert.match(answer, new RegExp(`^Answer \\d+ from ${name}\\.$`));
    const after = hosts.map((each) => origin(each).seen.now.requests);
    assert.deepEqual(
      after.map((count, at) => count - (before[at] ?? 0)),
      hosts.map((each) => (each === name ? 1 : 0)),
    );
    const body = origin(name).bodies.at(-1) ?? "";
    assert.ok(body.includes(question), "the last request is this question");
  }
  /** Asks, and holds that a card says so and no host got the question. */
  async function refused(question: string, sentence: string): Promise<void> {
    const before = hosts.map((each) => origin(each).seen.now.requests);
    const { chat } = workbench;
    const turns = await chat.turns("Sonde").count();
    await chat.send(question);
    const card = chat.turns("Sonde").nth(turns).getByRole("alert");
    await card.getByText(sentence).waitFor();
    await card.getByRole("button", { name: "Retry", exact: true }).waitFor();
    await chat.idle();
    assert.deepEqual(
      hosts.map((each) => origin(each).seen.now.requests),
      before,
    );
  }

  before(async () => {
    const [first, other, unknown] = [createAuthority("A"), createAuthority("B"), createAuthority("C")];
    files = createPemFiles();
    for (const [name, authority] of [
      [host, first],
      [second, other],
      [stranger, unknown],
    ] as const) {
      const one = await startOrigin(answerAsDeepSeek(name), authority.issue({ names: [name] }));
      origins.set(name, one);
      table[`${name}:443`] = one.port;
    }
    proxy = await openProxy();
    workbench = await Workbench.open({
      environment: {
        ...nobodysNetwork,
        // A provider without an address of its own: its key goes wherever the person says.
        SEEDAO_API_KEY: "sk-from-environment",
        SSL_CERT_FILE: files.write("first.pem", first.pem),
        NODE_EXTRA_CA_CERTS: files.write("other.pem", other.pem),
      },
      settings: { "sonde.provider": "seedao", "http.proxy": proxy.url, ...use(host) },
    });
  });
  after(async () => {
    await workbench.close();
    await Promise.all([...proxies, ...origins.values()].map((each) => each.close()));
    files.remove();
  });

  it("opens nothing when it is activated", async () => {
    await workbench.runCommand("Sonde: Show Log");
    await workbench.page.getByRole("button", { name: /^Sonde: SeeDAO/ }).waitFor();
    assert.equal(tunnels(proxy, host), 0);
    assert.equal(origin(host).seen.now.connections, 0);
  });

  it("warms one connection when the composer gets the focus, and asks by it", async () => {
    await workbench.chat.open();
    await workbench.chat.message.focus();
    await origin(host).seen.until(({ connections }) => connections === 1);
    assert.equal(origin(host).seen.now.requests, 0);
    await answeredOnce(host, "Who answers?");
    await answeredOnce(host, "And again?");
    assert.deepEqual(origin(host).seen.now, { connections: 1, open: 1, requests: 2, complete: 2 });
    assert.equal(tunnels(proxy, host), 1);
    assert.equal(proxy.connects.at(-1)?.headers["proxy-authorization"], undefined);
  });

  for (const route of routes) {
    it(`goes through http.proxy, once, by the route ${route}`, async () => {
      const before = tunnels(proxy, host);
      await workbench.changeSettings({ "sonde.network.route": route });
      await answeredOnce(host, `By ${route}?`);
      assert.equal(tunnels(proxy, host), before + 1);
    });

    // The editor's own fetch reads SSL_CERT_FILE alone, which `host` depends on.
    if (route !== "editor") {
      it(`trusts the authority of NODE_EXTRA_CA_CERTS by the route ${route}`, async () => {
        await workbench.changeSettings({ "sonde.network.route": route, ...use(second) });
        await answeredOnce(second, `Second by ${route}?`);
      });
    }

    it(`trusts no other authority by the route ${route}`, async () => {
      await workbench.changeSettings({ "sonde.network.route": route, ...use(stranger) });
      await refused(`Stranger by ${route}?`, `The certificate of ${stranger} is not trusted.`);
      await workbench.changeSettings(use(host));
    });
  }

  it("tells of a proxy that wants a password, whichever route was taken", async () => {
    const locked = await openProxy({ authorization: credentials });
    for (const route of routes) {
      await workbench.changeSettings({ "http.proxy": locked.url, "sonde.network.route": route });
      await refused(`Without a password by ${route}?`, "The proxy did not let the request through.");
    }
    await workbench.screenshot("network-proxy-refused");
  });

  // The editor's own fetch does not read http.proxyAuthorization.
  for (const route of ["direct", "auto"]) {
    it(`gives the proxy http.proxyAuthorization, and the host not, by the route ${route}`, async () => {
      const locked = await openProxy({ authorization: credentials });
      await workbench.changeSettings({
        "http.proxy": locked.url,
        "http.proxyAuthorization": credentials,
        "sonde.network.route": route,
      });
      await answeredOnce(host, `With a password by ${route}?`);
      await workbench.changeSettings({ "http.proxyAuthorization": null });
      assert.equal(locked.connects.at(-1)?.headers["proxy-authorization"], credentials);
      assert.equal(origin(host).requests.at(-1)?.headers["proxy-authorization"], undefined);
    });
  }

  for (const route of routes) {
    it(`takes name and password from the proxy's own address by the route ${route}`, async () => {
      const locked = await openProxy({ authorization: credentials });
      const address = locked.url.replace("//", "//ada:sesame@");
      await workbench.changeSettings({ "http.proxy": address, "sonde.network.route": route });
      await answeredOnce(host, `By the address and ${route}?`);
      assert.equal(tunnels(locked, host), 1);
    });
  }

  it("asks no proxy where http.proxySupport is off, or http.noProxy names the host", async () => {
    const idle = await openProxy();
    for (const past of [{ "http.proxySupport": "off" }, { "http.noProxy": ["*.sonde.test"] }]) {
      await workbench.changeSettings({ "http.proxySupport": "override", "http.noProxy": [] });
      await workbench.changeSettings({ "http.proxy": idle.url, "sonde.network.route": "direct", ...past });
      await refused(`Past the proxy by ${Object.keys(past).join()}?`, `${host} can't be reached.`);
    }
    assert.equal(tunnels(idle, host), 0);
    await workbench.changeSettings({ "http.proxySupport": "override", "http.noProxy": [] });
    await answeredOnce(host, "Through it again?");
    assert.equal(tunnels(idle, host), 1);
  });

  it("asked nobody outside this machine", () => {
    assert.deepEqual(workbench.outsideRequests, []);
  });
});
