/** Cases of thinking and text: T54 to T67. */
import { chunk, data, done, E, F, opening, R, T, U } from "../notation.ts";
import type { StreamCase } from "./streamCase.ts";

const usage = {
  prompt_tokens: 283,
  completion_tokens: 69,
  total_tokens: 352,
  prompt_tokens_details: { cached_tokens: 256 },
  completion_tokens_details: { reasoning_tokens: 24 },
  prompt_cache_hit_tokens: 256,
  prompt_cache_miss_tokens: 27,
};
const tags = (...parts: string[]) =>
  parts.map((content) => chunk({ content })).join("") + chunk({}, "stop") + done;

/** See the file's comment. */
export const thinking: readonly StreamCase[] = [
  {
    title: "T54 thinking, then the answer, usage on the last chunk",
    body:
      opening +
      chunk({ content: null, reasoning_content: "think" }) +
      chunk({ content: null, reasoning_content: "ing" }) +
      chunk({ content: "answer", reasoning_content: null }) +
      chunk({ content: "", reasoning_content: null }, "stop", { usage }) +
      done,
    expected: [
      R("thinking"),
      T("answer"),
      U({ input: 283, output: 69, cachedInput: 256, thinking: 24 }),
      F("stop"),
    ],
  },
  {
    title: "T55 thinking and text in one delta (Q10)",
    body: chunk({ reasoning_content: "r", content: "t" }, "stop") + done,
    expected: [R("r"), T("t"), F("stop")],
  },
  {
    title: "T56 an empty opening opens no thinking",
    body: opening + chunk({ content: "x" }, "stop") + done,
    expected: [T("x"), F("stop")],
  },
  {
    title: "T57 reasoning",
    body: chunk({ reasoning: "a" }) + chunk({}, "stop") + done,
    expected: [R("a"), F("stop")],
  },
  {
    title: "T58 two fields with the same thinking count once",
    body:
      chunk(
        {
          reasoning: "a",
          reasoning_content: "a",
          reasoning_details: [{ type: "reasoning.text", text: "a" }],
        },
        "stop",
      ) + done,
    expected: [R("a"), F("stop")],
  },
  {
    title: "T59 reasoning_details alone",
    body: chunk({ reasoning_details: [{ text: "a" }, { summary: "b" }, { data: "zzz" }] }, "stop") + done,
    expected: [R("ab"), F("stop")],
  },
  {
    title: "T60 think tags, split",
    body: tags("<th", "ink>ab", "c</thi", "nk>\n\nhi"),
    dialect: "custom",
    expected: [R("abc"), T("hi"), F("stop")],
  },
  {
    title: "T60 think tags where they are not split",
    body: tags("<th", "ink>ab", "c</thi", "nk>\n\nhi"),
    expected: [T("<think>abc</think>\n\nhi"), F("stop")],
  },
  {
    title: "T61 a think tag that never closes",
    body: tags("\n<think>\nabc</th"),
    dialect: "custom",
    expected: [R("abc</th"), F("stop")],
  },
  {
    title: "T62 what only looks like a tag",
    body: tags("if a < b && c> d\n```\n", "<think>x</think>\n```"),
    dialect: "custom",
    expected: [T("if a < b && c> d\n```\n<think>x</think>\n```"), F("stop")],
  },
  {
    title: "T62 an answer that begins like a tag",
    body: tags("<thi", "s>"),
    dialect: "custom",
    expected: [T("<this>"), F("stop")],
  },
  {
    title: "T63 thinking only (Q25)",
    body: chunk({ reasoning_content: "r" }) + chunk({}, "stop") + done,
    expected: [R("r"), F("stop")],
  },
  {
    title: "T64 nothing at all",
    body: opening + chunk({}, "stop", { usage: { prompt_tokens: 5, completion_tokens: 0 } }) + done,
    expected: [U({ input: 5, output: 0 }), E("empty")],
  },
  { title: "T64 [DONE] and nothing else", body: done, expected: [E("empty")] },
  {
    title: "T65 the role in every chunk, no content",
    body:
      chunk({ role: "assistant", content: null, reasoning_content: "r" }) +
      chunk({ role: "assistant", content: null }, "stop") +
      done,
    expected: [R("r"), F("stop")],
  },
  {
    title: "T66 two choices",
    body:
      data({ choices: [{ index: 1, delta: { content: "b" } }] }) +
      data({ choices: [{ index: 0, delta: { content: "a" } }] }) +
      data({
        choices: [
          { index: 1, delta: {}, finish_reason: "length" },
          { index: 0, delta: {}, finish_reason: "stop" },
        ],
      }) +
      done,
    expected: [T("b", 1), T("a", 0), F("stop")],
  },
  {
    title: "T67 cut by the limit while thinking",
    body: chunk({ reasoning_content: "r" }) + chunk({ content: "" }, "length") + done,
    expected: [R("r"), F("length")],
  },
  {
    title: "content in parts",
    body:
      chunk(
        {
          content: [
            { type: "text", text: "a" },
            { type: "text", text: "b" },
          ],
        },
        "stop",
      ) + done,
    expected: [T("ab"), F("stop")],
  },
];
