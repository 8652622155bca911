/**
 * Generated histories: turns of every kind, with and without thinking and tools, some of them cut short.
 */
import * as fc from "fast-check";
import type { Message } from "../../src/core/request.ts";

const call = fc.record({ id: fc.uuid(), name: fc.constantFrom("f", "g.h", "a b"), arguments: fc.json() });

/** A history with turns of every kind, some of which were cut short. */
export const history = fc
  .array(
    fc.record({
      user: fc.string(),
      steps: fc.array(
        fc.record({
          text: fc.string(),
          reasoning: fc.option(fc.string(), { nil: undefined }),
          calls: fc.array(call, { maxLength: 3 }),
          answered: fc.nat(3),
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 4 },
  )
  .map((turns) =>
    turns.flatMap(({ user, steps }): Message[] => [
      { role: "user", text: user },
      ...steps.flatMap(({ text: said, reasoning, calls, answered }): Message[] => [
        { role: "assistant", text: said, reasoning, ...(calls.length > 0 ? { toolCalls: calls } : {}) },
        ...calls.slice(0, answered).map(({ id }): Message => ({ role: "tool", callId: id, text: "" })),
      ]),
    ]),
  );
