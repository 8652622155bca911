import assert from "node:assert/strict";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { setImmediate } from "node:timers/promises";
import { aborted, decodeBody } from "../../../src/provider/body.ts";
import type { Failure } from "../../../src/core/failure.ts";

const text = 'data: {"text":"naïve – 思考 🐳"}\n\n';
const bytes = Buffer.from(text);
const broken: Failure = { kind: "truncated", code: "ECONNRESET" };

describe("body", () => {
  it("decodes UTF-8 wherever it is cut", async () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      let all = "";
      const body = decodeBody(undefined, (part) => void (all += part));
      body.push(bytes.subarray(0, cut));
      await setImmediate();
      body.push(bytes.subarray(cut));
      body.end(undefined);
      assert.equal(await body.ended, undefined);
      assert.equal(all, text, `cut at byte ${cut}`);
    }
  });

  it("hands over what came in one turn together", async () => {
    const texts: [string, boolean][] = [];
    const body = decodeBody("identity", (part, more) => void texts.push([part, more]));
    for (const letter of "abc") body.push(Buffer.from(letter));
    await setImmediate();
    for (const letter of "def") body.push(Buffer.from(letter));
    body.end(undefined);
    assert.equal(await body.ended, undefined);
    const turn = (letters: string): [string, boolean][] =>
      Array.from(letters, (letter, at) => [letter, at < letters.length - 1]);
    assert.deepEqual(texts, [...turn("abc"), ...turn("def")]);
  });

  it("hands over nothing more when it is aborted while it hands over", async () => {
    const texts: string[] = [];
    const body = decodeBody(undefined, (part) => {
      texts.push(part);
      body.end(aborted);
    });
    for (const letter of "abc") body.push(Buffer.from(letter));
    assert.equal(await body.ended, aborted);
    assert.deepEqual(texts, ["a"]);
  });

  it("hands over what arrived before it broke", async () => {
    const texts: string[] = [];
    const body = decodeBody(undefined, (part) => void texts.push(part));
    body.push(bytes);
    body.end(broken);
    assert.equal(await body.ended, broken);
    assert.deepEqual(texts, [text]);
  });

  it("shows half a character at the end as a replacement, not as nothing", async () => {
    let all = "";
    const body = decodeBody(undefined, (part) => void (all += part));
    body.push(Buffer.from("思").subarray(0, 2));
    body.end(undefined);
    await body.ended;
    assert.equal(all, "\uFFFD");
  });

  for (const encoding of [undefined, "gzip"]) {
    it(`hands over nothing after an abort (${encoding ?? "plain"})`, async () => {
      let calls = 0;
      const body = decodeBody(encoding, () => void calls++);
      body.push(encoding === undefined ? bytes : gzipSync(bytes));
      body.end(aborted);
      body.push(bytes);
      body.end(undefined);
      assert.equal(await body.ended, aborted);
      await setImmediate();
      assert.equal(calls, 0);
    });
  }

  const compressed = {
    gzip: gzipSync(bytes),
    "X-GZIP": gzipSync(bytes),
    deflate: deflateSync(bytes),
    br: brotliCompressSync(bytes),
  };
  for (const [encoding, data] of Object.entries(compressed)) {
    it(`Q21 takes ${encoding} off, byte by byte`, async () => {
      let all = "";
      const body = decodeBody(encoding, (part) => void (all += part));
      for (const byte of data) body.push(Uint8Array.of(byte));
      body.end(undefined);
      assert.equal(await body.ended, undefined);
      assert.equal(all, text);
    });

    it(`reports ${encoding} that stops early as cut off`, async () => {
      const body = decodeBody(encoding, () => {});
      body.push(data.subarray(0, data.length - 9));
      body.end(broken);
      assert.equal(await body.ended, broken);
    });
  }

  it("reports bytes that are not gzip as malformed", async () => {
    const body = decodeBody("gzip", () => {});
    body.push(bytes);
    body.end(undefined);
    const how = await body.ended;
    assert.equal(how?.kind, "malformed");
    assert.equal(how?.code, "Z_DATA_ERROR");
  });

  it("reports an encoding that it doesn't know", async () => {
    const body = decodeBody("zstd", () => {});
    body.push(bytes);
    assert.deepEqual(await body.ended, { kind: "malformed", code: "CONTENT_ENCODING", detail: "zstd" });
  });
});
