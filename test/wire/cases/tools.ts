/** Cases of tool calls: T70 to T85, and PROVIDERS Q3 to Q9. */
import { C, chunk, done, E, F, R, T, toolChunk } from "../notation.ts";
import type { StreamCase } from "./streamCase.ts";

const end = chunk({ content: "" }, "tool_calls") + done;
const start = (index: number, id: string, name: string, args = "") =>
  toolChunk({ index, id, type: "function", function: { name, arguments: args } });
const more = (index: number, args: string) => toolChunk({ index, function: { arguments: args } });

/** See the file's comment. */
export const tools: readonly StreamCase[] = [
  {
    title: "T70 a call in pieces",
    body: start(0, "call_00_x", "get_weather") + more(0, '{"city"') + more(0, ': "Paris"}') + end,
    expected: [C("call_00_x", "get_weather", '{"city": "Paris"}'), F("tool-calls")],
  },
  {
    title: "T71 two calls, interleaved",
    body:
      start(0, "a", "f") +
      start(1, "b", "g") +
      more(0, '{"x"') +
      more(1, '{"y"') +
      more(0, ":1}") +
      more(1, ":2}") +
      end,
    expected: [C("a", "f", '{"x":1}'), C("b", "g", '{"y":2}'), F("tool-calls")],
  },
  {
    title: "T72 later pieces with null for id and name (Q6)",
    body:
      start(0, "a", "f") + toolChunk({ index: 0, id: null, function: { name: null, arguments: "{}" } }) + end,
    expected: [C("a", "f", "{}"), F("tool-calls")],
  },
  {
    title: "T73 later pieces with blank id and name (Q6)",
    body:
      start(0, "a", "f", "{") + toolChunk({ index: 0, id: "", function: { name: "", arguments: "}" } }) + end,
    expected: [C("a", "f", "{}"), F("tool-calls")],
  },
  {
    title: "T74 no index (Q3)",
    body:
      toolChunk({ id: "a", function: { name: "f", arguments: '{"x":' } }) +
      toolChunk({ function: { arguments: "1}" } }) +
      toolChunk({ id: "b", function: { name: "g", arguments: "{}" } }) +
      end,
    expected: [C("a", "f", '{"x":1}'), C("b", "g", "{}"), F("tool-calls")],
  },
  {
    title: "T75 two whole calls that share index 0 (Q4)",
    body: start(0, "a", "f", '{"x":1}') + start(0, "b", "f", '{"x":2}') + end,
    expected: [C("a", "f", '{"x":1}'), C("b", "f", '{"x":2}'), F("tool-calls")],
  },
  {
    title: "T75 two whole calls that share index 0 and have no ids (Q4)",
    body: start(0, "", "f", '{"x":1}') + start(0, "", "f", '{"x":2}') + end,
    expected: [C("call_0", "f", '{"x":1}'), C("call_1", "f", '{"x":2}'), F("tool-calls")],
  },
  {
    title: "T76 arguments before the name, no index (Q5)",
    body:
      toolChunk({ function: { arguments: '{"x":' } }) +
      toolChunk({ id: "a", function: { name: "f", arguments: "1}" } }) +
      end,
    expected: [C("a", "f", '{"x":1}'), F("tool-calls")],
  },
  {
    title: "T77 the same id twice, and none (Q7)",
    body: start(0, "a", "f", "{}") + start(1, "a", "g", "{}") + start(2, "", "h", "{}") + end,
    expected: [C("a", "f", "{}"), C("call_1", "g", "{}"), C("call_2", "h", "{}"), F("tool-calls")],
  },
  {
    title: "T77 the name in every piece",
    body: start(0, "", "f", '{"x"') + start(0, "", "f", ":1") + start(0, "", "f", "}") + end,
    expected: [C("call_0", "f", '{"x":1}'), F("tool-calls")],
  },
  {
    title: "T78 arguments that parse before they are over (Q8)",
    body: start(0, "a", "f", "1") + more(0, "2") + end,
    expected: [C("a", "f", "12"), F("tool-calls")],
  },
  {
    title: "T79 no arguments",
    body: start(0, "a", "f") + end,
    expected: [C("a", "f", "{}"), F("tool-calls")],
  },
  {
    title: "T80 arguments as an object",
    body: toolChunk({ index: 0, id: "a", function: { name: "f", arguments: { x: 1 } } }) + end,
    expected: [C("a", "f", '{"x":1}'), F("tool-calls")],
  },
  {
    title: "T81 two calls of one function in one delta, without index and id",
    body:
      chunk({
        tool_calls: [{ function: { name: "f", arguments: "" } }, { function: { name: "f", arguments: "" } }],
      }) + end,
    expected: [C("call_0", "f", "{}"), C("call_1", "f", "{}"), F("tool-calls")],
  },
  {
    title: "T82 a whole completion with a call and null content",
    body: JSON.stringify({
      choices: [
        {
          message: {
            content: null,
            reasoning_content: "r",
            tool_calls: [{ id: "a", type: "function", function: { name: "f", arguments: "{}" } }],
          },
          finish_reason: "tool_calls",
        },
      ],
    }),
    expected: [R("r"), C("a", "f", "{}"), F("tool-calls")],
  },
  {
    title: "T83 text and then a call",
    body: chunk({ content: "t" }) + start(0, "a", "f") + end,
    expected: [T("t"), C("a", "f", "{}"), F("tool-calls")],
  },
  {
    title: "T84 finished with stop",
    body: start(0, "a", "f") + chunk({}, "stop") + done,
    expected: [C("a", "f", "{}"), F("tool-calls")],
  },
  {
    title: "T85 an empty list between thoughts (Q9)",
    body:
      chunk({ reasoning_content: "a", tool_calls: [] }) +
      chunk({ reasoning_content: "b", tool_calls: [] }, "stop") +
      done,
    expected: [R("ab"), F("stop")],
  },
  {
    title: "T86 a call that the connection cuts is no call",
    body: start(0, "a", "f", '{"x"'),
    expected: [E("truncated")],
  },
  {
    title: "T86 a call that the limit cuts is no call",
    body: start(0, "a", "f", '{"x"') + chunk({}, "length") + done,
    expected: [F("length")],
  },
];
