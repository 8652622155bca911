/**
 * Known forms of secrets are found, and code that only speaks of secrets is not. The samples are made up, and put
 * together here so that no scanner takes this file for a leak.
 */
import assert from "node:assert/strict";
import { findSecrets } from "../../../../src/core/context/secrets.ts";

const random = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF3hJ6";
/** Puts a sample together. */
const join = (...parts: readonly string[]): string => parts.join("");
const secrets: readonly (readonly [rule: string, text: string])[] = [
  ["private key", join("-----BEGIN RSA PRIVATE", " KEY-----")],
  ["private key", join("+-----BEGIN OPENSSH PRIVATE", " KEY-----")],
  ["AWS access key", join("id = AKIA", "IOSFODNN7QWERTYU")],
  ["GitHub token", join("ghp_", random)],
  ["GitLab token", join("glpat-", random.slice(0, 20))],
  ["Slack token", join("xoxb-", "2345678901-", random)],
  ["API key (sk-…)", join("DEEPSEEK=sk-", random)],
  ["API key (sk-…)", join("sk-ant-api03-", random)],
  ["Google API key", join("AIza", random.slice(0, 35))],
  ["npm token", join("npm_", random)],
  ["npm token", join("//registry.example/:_authToken=", random)],
  ["Hugging Face token", join("hf_", random)],
  ["password in an address", join("postgres://shop:", "tr0ub4dor@db.internal/shop")],
  ["signed token (JWT)", join("eyJ", "hbGciOiJIUzI1NiJ9.eyJ", "zdWIiOiIxMjM0NTYifQ.", random)],
  ["value of a secret setting", join('API_KEY = "', random, '"')],
  ["value of a secret setting", join('"client_secret": "', random, '"')],
];
const innocent = [
  "const apiKey = process.env.DEEPSEEK_API_KEY;",
  'token: "your-token-goes-here-please-change-me"',
  "password = getPassword(user, connection, options)",
  "AWS: AKIAIOSFODNN7EXAMPLE",
  '"integrity": "sha512-52N+Y4HRMOJmbLmr+DqO4iSRyyB7N52gm7PWCT6h0p978"',
  "index 1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d",
  join("https://user:$", "{PASSWORD}@example.org/path"),
  "import { secretsOfTheDeepOceanFloorStation } from './a'",
  "sk-…",
];

describe("secrets", () => {
  for (const [rule, text] of secrets) {
    it(`are found: ${rule}, ${text.slice(0, 12)}…`, () => {
      const finds = findSecrets(`first\n${text}\nlast`);
      // The secret of a private key stands below its heading.
      const expected = rule === "private key" ? { rule, line: 2, isHeading: true } : { rule, line: 2 };
      assert.deepEqual(finds, [expected]);
    });
  }
  for (const text of innocent) {
    it(`are not seen in: ${text}`, () => assert.deepEqual(findSecrets(text), []));
  }

  const behindExamples: readonly string[] = [
    join('{"api_key":"your_api_key_goes_here_1234","token":"', random, '"}'),
    join("postgres://a:changeme@h,postgres://b:", "tr0ub4dor@h"),
    join("AKIA", "IOSFODNN7EXAMPLE AKIA", "IOSFODNN7QWERTYU"),
    join("sk-your-key-goes-here-0000, sk-", random),
  ];
  for (const text of behindExamples) {
    it(`are seen behind an example: ${text.slice(0, 20)}…`, () => assert.equal(findSecrets(text).length, 1));
  }

  it("are seen wherever they stand in a line", () => {
    const key = `sk-${"a1B2c3D4e5F6g7H8".repeat(2)}`;
    for (const at of [0, 3490, 3980, 4000, 7000, 100_000]) {
      const line = `${"x ".repeat(at / 2)}${key} ${"y ".repeat(5000)}`;
      assert.equal(findSecrets(line).length, 1, `at ${at}`);
    }
  });

  it("are looked for in linear time", () => {
    const started = performance.now();
    findSecrets(`${"a".repeat(3999)}\n${"eyJ".repeat(1300)}\n`.repeat(300));
    assert.ok(performance.now() - started < 2000);
  });
});
