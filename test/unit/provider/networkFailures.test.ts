import assert from "node:assert/strict";
import {
  brokenFailure,
  connectFailure,
  fetchFailure,
  ProxyRefusal,
  proxyFailure,
} from "../../../src/provider/networkFailures.ts";

/** An error with a code, as Node makes them. */
function coded(code: string, message = "x"): Error {
  return Object.assign(new Error(message), { code });
}

/** What fetch throws. */
function fetchFailed(cause: unknown): Error {
  return new TypeError("fetch failed", { cause });
}

describe("network failures", () => {
  const connecting: readonly (readonly [string, string])[] = [
    ["ENOTFOUND", "unreachable"],
    ["EAI_AGAIN", "unreachable"],
    ["ECONNREFUSED", "unreachable"],
    ["ENETUNREACH", "unreachable"],
    ["ETIMEDOUT", "unreachable"],
    ["ECONNRESET", "unreachable"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "unreachable"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "certificate"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "certificate"],
    ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "certificate"],
    ["CERT_HAS_EXPIRED", "certificate"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate"],
    ["HOSTNAME_MISMATCH", "certificate"],
    ["INVALID_PURPOSE", "certificate"],
  ];
  for (const [code, kind] of connecting) {
    it(`while connecting, ${code} is ${kind}`, () => {
      assert.deepEqual(connectFailure(coded(code), "h"), { kind, host: "h", code, detail: "x" });
    });
  }

  it("takes the first of the errors of a host's several addresses", () => {
    const error = new AggregateError([coded("ECONNREFUSED", "one"), coded("ENETUNREACH", "two")]);
    assert.deepEqual(connectFailure(error, "h"), {
      kind: "unreachable",
      host: "h",
      code: "ECONNREFUSED",
      detail: "one",
    });
  });

  it("names the status of a proxy that refused", () => {
    const failure = proxyFailure(new ProxyRefusal(407, "Negotiate"), "p:1");
    assert.deepEqual([failure.kind, failure.status, failure.host], ["proxy", 407, "p:1"]);
  });

  const fetches: readonly (readonly [string, Error, string, string | undefined, boolean])[] = [
    ["a name that does not resolve", fetchFailed(coded("ENOTFOUND")), "unreachable", "ENOTFOUND", false],
    [
      "a refusal",
      fetchFailed(new AggregateError([coded("ECONNREFUSED")])),
      "unreachable",
      "ECONNREFUSED",
      false,
    ],
    [
      "a connection that does not stand",
      fetchFailed(coded("UND_ERR_CONNECT_TIMEOUT")),
      "unreachable",
      "UND_ERR_CONNECT_TIMEOUT",
      false,
    ],
    ["a certificate", fetchFailed(coded("CERT_HAS_EXPIRED")), "certificate", "CERT_HAS_EXPIRED", false],
    ["a closed socket", fetchFailed(coded("UND_ERR_SOCKET")), "truncated", "UND_ERR_SOCKET", true],
    ["a reset", fetchFailed(coded("ECONNRESET")), "truncated", "ECONNRESET", true],
    [
      "a time out, of which nobody knows when",
      fetchFailed(coded("ETIMEDOUT")),
      "truncated",
      "ETIMEDOUT",
      true,
    ],
    ["something unknown", new TypeError("who knows"), "unreachable", undefined, true],
    [
      "Chromium: a name",
      new Error("net::ERR_NAME_NOT_RESOLVED"),
      "unreachable",
      "net::ERR_NAME_NOT_RESOLVED",
      false,
    ],
    [
      "Chromium: a certificate",
      new Error("net::ERR_CERT_DATE_INVALID"),
      "certificate",
      "net::ERR_CERT_DATE_INVALID",
      false,
    ],
    [
      "Chromium: a proxy",
      new Error("net::ERR_PROXY_CONNECTION_FAILED"),
      "proxy",
      "net::ERR_PROXY_CONNECTION_FAILED",
      false,
    ],
    [
      "Chromium: a reset",
      new Error("net::ERR_CONNECTION_RESET"),
      "truncated",
      "net::ERR_CONNECTION_RESET",
      true,
    ],
  ];
  for (const [name, error, kind, code, connected] of fetches) {
    it(`of fetch: ${name}`, () => {
      const outcome = fetchFailure(error, "h");
      assert.deepEqual(
        [outcome.failure.kind, outcome.failure.code, outcome.connected],
        [kind, code, connected],
      );
    });
  }

  it("knows a proxy that refuses the tunnel of the editor's fetch by its words alone", () => {
    const error = fetchFailed(coded("UND_ERR_ABORTED", "Proxy response (407) ?.== 200 when HTTP Tunneling"));
    const { failure, connected } = fetchFailure(error, "h");
    assert.deepEqual(
      [failure.kind, failure.code, failure.status, connected],
      ["proxy", "HTTP_407", 407, false],
    );
  });

  it("does not quote fetch on a header that it refuses, because it quotes the key", () => {
    const error = new TypeError('Headers.append: "Bearer canary\n" is an invalid header value.');
    assert.doesNotMatch(JSON.stringify(fetchFailure(error, "h")), /canary/);
  });

  it("keeps what a host writes into its certificate short and without control characters", () => {
    const detail = connectFailure(
      coded("ERR_TLS_CERT_ALTNAME_INVALID", `\u001b[31m\u202Ename${"x".repeat(999)}`),
      "h",
    ).detail;
    assert.ok(detail !== undefined && detail.length <= 200);
    assert.doesNotMatch(detail, /[\p{Cc}\p{Cf}]/u);
  });

  it("tells an answer that broke from one that isn't HTTP", () => {
    assert.equal(brokenFailure(coded("ECONNRESET"), "h").kind, "truncated");
    assert.equal(brokenFailure(coded("UND_ERR_HEADERS_OVERFLOW"), "h").kind, "malformed");
    const parser = Object.assign(
      new Error("Response does not match the HTTP/1.1 protocol (Expected HTTP/)"),
      { name: "HTTPParserError" },
    );
    assert.deepEqual(
      [brokenFailure(parser, "h").kind, brokenFailure(parser, "h").code],
      ["malformed", "HPE_INVALID"],
    );
    const end = Object.assign(new Error("… (Invalid EOF state)"), { name: "HTTPParserError" });
    assert.deepEqual(
      [brokenFailure(end, "h").kind, brokenFailure(end, "h").code],
      ["truncated", "HPE_INVALID_EOF_STATE"],
    );
  });
});
