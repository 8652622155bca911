/**
 * The five reference pages, line by line: every field is sent as the page names it, mapped, left out for a reason, or
 * refused before sending with its setting and its range. Both ends of every range are tried, and what lies beyond.
 */
import assert from "node:assert/strict";
import type { Failure } from "../../src/core/failure.ts";
import { asArray, asObject, parseJson } from "../../src/core/json.ts";
import type { Access } from "../../src/core/model.ts";
import { dialectById } from "../../src/provider/dialects/index.ts";
import { tool } from "./cases/page.ts";
import { pages } from "./cases/pages.ts";

const access: Access = { baseUrls: ["https://h"], key: "k", authentication: "bearer", headers: {} };

/** The value of a field of the body; `a.b` is b within a. */
function valueOf(body: unknown, field: string): unknown {
  return field.split(".").reduce((value, name) => asObject(value)?.[name], body);
}

describe("the reference pages", () => {
  for (const { title, dialect: id, model, lines } of pages) {
    for (const [at, line] of lines.entries()) {
      const fate = "setting" in line ? "refused" : line.wire === undefined ? "left out" : "sent";
      it(`${title}: ${line.field} is ${fate} (${at + 1})`, () => {
        const plain = {
          purpose: "test",
          model,
          messages: [{ role: "user", text: "u" }],
          thinking: "off",
        } as const;
        const given = { ...access, ...("access" in line ? line.access : {}) };
        const opened = dialectById(id)?.open({ ...plain, ...line.asked }, given);
        assert.ok(opened);
        if ("setting" in line) {
          const failure: Failure = { kind: "setting", setting: line.setting.replace("*", id) };
          assert.deepEqual(opened, line.range === undefined ? failure : { ...failure, range: line.range });
          return;
        }
        assert.ok(!("kind" in opened), JSON.stringify(opened));
        const parsed = parseJson(opened.call.body ?? "");
        assert.deepEqual(valueOf(asArray(parsed)[0] ?? parsed, line.field), line.wire);
      });
    }
  }

  it("129 tools are refused everywhere", () => {
    const tools = Array.from({ length: 129 }, (_, at) => ({ ...tool, name: `f${at}` }));
    for (const { dialect, model } of pages) {
      const request = { purpose: "test", model, messages: [], thinking: "off", tools } as const;
      assert.deepEqual(dialectById(dialect)?.open(request, access), {
        kind: "bad-request",
        code: "too-many-tools",
      });
    }
  });

  it("001 Runware: a system prompt of more than a million characters is too large", () => {
    const messages = [
      { role: "system", text: "x".repeat(1_000_001) },
      { role: "user", text: "u" },
    ] as const;
    const request = { purpose: "test", model: "deepseek-v4-flash", messages, thinking: "off" } as const;
    assert.deepEqual(dialectById("runware")?.open(request, access), { kind: "too-large" });
  });
});
