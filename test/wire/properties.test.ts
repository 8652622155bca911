/**
 * What must hold for every stream and every history, not only for those that somebody thought of.
 */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { ChatEvent } from "../../src/core/event.ts";
import { asArray, asObject, parseJson } from "../../src/core/json.ts";
import type { Message, ToolCall } from "../../src/core/request.ts";
import { deepseek } from "../../src/provider/dialects/deepseek.ts";
import { assembleToolCalls } from "../../src/provider/dialects/openaiToolCalls.ts";
import { readBody } from "../../src/provider/frames.ts";
import { piecesOf, seed } from "./feeds.ts";
import { history } from "./histories.ts";
import { chunk, data, done, opening, told } from "./notation.ts";
import type { Access } from "../../src/core/model.ts";

const options = { seed, numRuns: 300 };
const access: Access = { baseUrls: [], authentication: "none", headers: {} };

/** All text, or all thinking, of an answer. */
function spoken(events: readonly ChatEvent[], type: "text" | "thinking"): string {
  return events.map((event) => (event.type === type ? event.text : "")).join("");
}

/** What a body in these pieces becomes. */
function read(pieces: readonly string[], clean = true): readonly ChatEvent[] {
  const request = { purpose: "test", model: "deepseek-flash", messages: [], thinking: "high" } as const;
  const exchange = deepseek.open(request, access);
  assert.ok(!("kind" in exchange));
  const events: ChatEvent[] = [];
  const isOver = () => events.at(-1)?.type === "end";
  const close = (end: Parameters<typeof exchange.close>[0]) => {
    const last = exchange.close(end);
    if (!isOver() && !("call" in last)) events.push(...last);
  };
  const body = readBody("sse", {
    frame: (frame) => {
      if (!isOver()) events.push(...exchange.receive(frame));
    },
    life() {},
    done: () => close({ done: true }),
    tooLong() {},
  });
  for (const piece of pieces) body.feed(piece);
  if (!isOver()) close(body.end(clean));
  return told(events);
}

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 });
const lineEnd = fc.constantFrom("\n", "\r\n", "\r");
const noise = fc.constantFrom("", "", ": keep-alive\n\n", "\n", "event: x\nid: 1\n");

/** A whole stream as DeepSeek would send it. */
const transcript = fc
  .record({
    thoughts: fc.array(text, { maxLength: 5 }),
    words: fc.array(text, { minLength: 1, maxLength: 5 }),
    call: fc.option(fc.record({ name: text, args: fc.array(text, { maxLength: 4 }) }), { nil: undefined }),
    noises: fc.array(noise, { minLength: 16, maxLength: 16 }),
    end: lineEnd,
  })
  .map(({ thoughts, words, call, noises, end }) => {
    const chunks = [
      opening,
      ...thoughts.map((reasoning_content) => chunk({ content: null, reasoning_content })),
      ...words.map((content) => chunk({ content, reasoning_content: null })),
      ...(call
        ? [chunk({ tool_calls: [{ index: 0, id: "a", function: { name: call.name, arguments: "" } }] })]
        : []),
      ...(call?.args ?? []).map((part) =>
        chunk({ tool_calls: [{ index: 0, function: { arguments: part } }] }),
      ),
    ];
    const noisy = chunks.map((one, at) => (noises[at % noises.length] ?? "") + one).join("");
    const finish = chunk({ content: "" }, call ? "tool_calls" : "stop");
    const usage = data({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } });
    // Line ends inside of the JSON are escaped, so that this changes those of the framing only.
    const framed = (part: string) => part.replaceAll("\n", end);
    return { before: framed(noisy), whole: framed(noisy + finish + usage + done) };
  });

const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 300 });

describe("every stream", () => {
  it("gives the same events however it is cut", () => {
    fc.assert(
      fc.property(transcript, sizes, ({ whole }, cuts) => {
        assert.deepEqual(read(piecesOf(whole, cuts)), read([whole]));
      }),
      options,
    );
  });

  it("gives a beginning of its events, and no good end, where it breaks off before it is finished", () => {
    fc.assert(
      fc.property(
        transcript,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        ({ before, whole }, share, clean) => {
          const part = read([before.slice(0, Math.floor(before.length * share))], clean);
          const full = read([whole]);
          const end = part.at(-1);
          assert.ok(end?.type === "end" && end.ending.reason === "failed");
          for (const type of ["text", "thinking"] as const)
            assert.ok(spoken(full, type).startsWith(spoken(part, type)));
          assert.ok(!part.some((event) => event.type === "tool-call"));
        },
      ),
      options,
    );
  });

  it("ends exactly once and never throws, whatever arrives", () => {
    const junk = fc.oneof(
      fc.string(),
      fc.json().map((json) => `data: ${json}\n\n`),
      fc.anything({ maxDepth: 4 }).map((delta) => data({ choices: [{ index: 0, delta }] })),
      fc.anything({ maxDepth: 4 }).map((value) => data({ choices: value, usage: value, error: value })),
      fc
        .anything({ maxDepth: 4 })
        .map((value) =>
          data({ choices: [{ delta: { tool_calls: [{ index: 0, function: value }, value] } }] }),
        ),
      fc.constantFrom(done, opening, "data: [DONE] x\n\n", "\uFEFF", "<html>", "{", "[", "\r"),
    );
    fc.assert(
      fc.property(fc.array(junk), (parts) => {
        const events = read(parts);
        assert.equal(events.filter((event) => event.type === "end").length, 1);
        assert.equal(events.at(-1)?.type, "end");
      }),
      options,
    );
  });
});

interface WireMessage {
  readonly role: unknown;
  readonly content: unknown;
  readonly reasoning: unknown;
  readonly calls: readonly { readonly id: unknown; readonly name: unknown }[];
  readonly answers: unknown;
  readonly raw: unknown;
}

function wireMessages(messages: readonly Message[], thinking: "off" | "max"): readonly WireMessage[] {
  const exchange = deepseek.open({ purpose: "test", model: "deepseek-flash", messages, thinking }, access);
  assert.ok(!("kind" in exchange));
  return asArray(asObject(parseJson(exchange.call.body ?? ""))?.["messages"]).map((raw) => {
    const message = asObject(raw) ?? {};
    return {
      role: message["role"],
      content: message["content"],
      reasoning: message["reasoning_content"],
      calls: asArray(message["tool_calls"]).map((value) => ({
        id: asObject(value)?.["id"],
        name: asObject(asObject(value)?.["function"])?.["name"],
      })),
      answers: message["tool_call_id"],
      raw,
    };
  });
}

describe("every history", () => {
  it("carries its thinking back as the host wants it", () => {
    fc.assert(
      fc.property(history, fc.constantFrom("off", "max"), (messages, thinking) => {
        const assistants = messages.filter((message) => message.role === "assistant");
        const sent = wireMessages(messages, thinking).filter((message) => message.role === "assistant");
        assert.equal(sent.length, assistants.length);
        for (const [at, { reasoning }] of assistants.entries()) {
          const wire = sent[at];
          assert.equal(typeof wire?.content, "string");
          if (reasoning !== undefined) assert.equal(wire?.reasoning, reasoning);
          if (wire && wire.calls.length > 0) assert.equal(typeof wire.reasoning, "string");
        }
      }),
      options,
    );
  });

  it("answers each call once, right after it, and names tools as the host allows", () => {
    fc.assert(
      fc.property(history, (messages) => {
        const sent = wireMessages(messages, "max");
        let open: unknown[] = [];
        for (const message of sent) {
          if (message.role === "tool") assert.equal(message.answers, open.shift());
          else {
            assert.deepEqual(open, []);
            open = message.calls.map(({ id }) => id);
          }
          for (const { name } of message.calls) assert.match(String(name), /^[A-Za-z0-9_-]{1,64}$/);
          if (message.role === "tool") assert.notEqual(message.content, "");
        }
        assert.deepEqual(open, []);
      }),
      options,
    );
  });

  it("keeps its bytes as the conversation grows", () => {
    fc.assert(
      fc.property(history, fc.string(), (messages, next) => {
        const before = JSON.stringify(wireMessages(messages, "off").map(({ raw }) => raw));
        const after = JSON.stringify(
          wireMessages([...messages, { role: "user", text: next }], "max").map(({ raw }) => raw),
        );
        assert.ok(after.startsWith(before.slice(0, -1)));
      }),
      options,
    );
  });
});

/** Cuts a text where these numbers say. */
function cut(whole: string, shares: readonly number[]): readonly string[] {
  const places = shares.map((share) => Math.floor(share * whole.length)).toSorted((a, b) => a - b);
  return [...places, whole.length].map((end, at) => whole.slice(places[at - 1] ?? 0, end));
}

describe("every tool call", () => {
  const calls = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      name: fc.constantFrom("f", "g"),
      arguments: fc.dictionary(fc.string(), fc.json()).map((it) => JSON.stringify(it)),
    }),
    { minLength: 1, maxLength: 4, selector: ({ id }) => id },
  );
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 });
  const styles = ["indexed", "without index", "whole, sharing an index", "whole, without ids"] as const;

  /** The deltas in which a host of a style would send a call. */
  function deltas(
    one: ToolCall,
    at: number,
    parts: readonly string[],
    style: (typeof styles)[number],
  ): readonly object[] {
    const { id, name } = one;
    switch (style) {
      case "indexed":
        return [
          { index: at, id, type: "function", function: { name, arguments: "" } },
          ...parts.map((part) => ({ index: at, id: null, function: { name: "", arguments: part } })),
        ];
      case "without index":
        return [
          { id, function: { name, arguments: "" } },
          ...parts.map((part) => ({ function: { arguments: part } })),
        ];
      case "whole, sharing an index":
        return [{ index: 0, id, function: { name, arguments: one.arguments } }];
      case "whole, without ids":
        return [{ index: 0, function: { name, arguments: one.arguments } }];
    }
  }

  for (const style of styles) {
    it(`is put together again: ${style}`, () => {
      fc.assert(
        fc.property(calls, shares, fc.boolean(), (list, places, interleaved) => {
          const rows = list.map((one, at) => deltas(one, at, cut(one.arguments, places), style));
          const longest = Math.max(...rows.map((row) => row.length));
          const order =
            interleaved && style === "indexed"
              ? Array.from({ length: longest }, (_, step) => rows.flatMap((row) => row[step] ?? [])).flat()
              : rows.flat();
          const assembly = assembleToolCalls();
          for (const delta of order) assembly.add([delta]);
          const expected =
            style === "whole, without ids" ? list.map((one, at) => ({ ...one, id: `call_${at}` })) : list;
          assert.deepEqual(
            assembly.calls(),
            expected.map((one) => ({ ...one })),
          );
        }),
        options,
      );
    });
  }
});
