/** Cases of usage and endings: T88 to T95, and errors inside a stream: T109 to T112. */
import { chunk, data, done, E, F, T, U } from "../notation.ts";
import type { StreamCase } from "./streamCase.ts";

const x = chunk({ content: "x" });

/** See the file's comment. */
export const endings: readonly StreamCase[] = [
  {
    title: "T88 usage on the finishing chunk (Q12)",
    body: x + chunk({}, "stop", { usage: { prompt_tokens: 9, completion_tokens: 1 } }) + done,
    expected: [T("x"), U({ input: 9, output: 1 }), F("stop")],
  },
  {
    title: "T89 usage in a chunk without choices (Q12)",
    body:
      chunk({ content: "x" }, null, { usage: null }) +
      chunk({}, "stop", { usage: null }) +
      data({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 1 } }) +
      done,
    expected: [T("x"), U({ input: 9, output: 1 }), F("stop")],
  },
  {
    title: "T90 usage in every chunk: the last counts",
    body:
      chunk({ content: "x" }, null, { usage: { prompt_tokens: 9, completion_tokens: 1 } }) +
      chunk({}, "stop", { usage: { prompt_tokens: 9, completion_tokens: 2 } }) +
      done,
    expected: [T("x"), U({ input: 9, output: 2 }), F("stop")],
  },
  {
    title: "T91 hit and miss without a sum",
    body:
      x +
      data({
        choices: [],
        usage: { prompt_cache_hit_tokens: 4, prompt_cache_miss_tokens: 5, completion_tokens: 1 },
      }) +
      done,
    expected: [T("x"), U({ input: 9, output: 1, cachedInput: 4 }), F("stop")],
  },
  {
    title: "T92 the cache's share in its own field",
    body:
      x +
      data({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 1, prompt_cache_hit_tokens: 4 } }) +
      done,
    expected: [T("x"), U({ input: 9, output: 1, cachedInput: 4 }), F("stop")],
  },
  {
    title: "T92 the cache's share in the details",
    body:
      x +
      data({
        choices: [],
        usage: { prompt_tokens: 9, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 4 } },
      }) +
      done,
    expected: [T("x"), U({ input: 9, output: 1, cachedInput: 4 }), F("stop")],
  },
  {
    title: "T93 usage that says nothing",
    body: x + data({ choices: [], usage: {} }) + done,
    expected: [T("x"), F("stop")],
  },
  { title: "T94 no usage", body: x + done, expected: [T("x"), F("stop")] },
  {
    title: "T95 insufficient_system_resource",
    body: x + chunk({}, "insufficient_system_resource") + done,
    expected: [T("x"), E("overloaded", { code: "insufficient_system_resource" })],
  },
  {
    title: "T95 content_filter",
    body: x + chunk({}, "content_filter") + done,
    expected: [T("x"), F("filtered")],
  },
  {
    title: "T95 aborted",
    body: x + chunk({}, "aborted") + done,
    expected: [T("x"), E("server", { code: "aborted" })],
  },
  {
    title: "T95 a reason that nobody knows",
    body: x + chunk({}, "eos") + done,
    expected: [T("x"), F("stop")],
  },
  { title: "a length without a word", body: chunk({}, "length") + done, expected: [F("length")] },
  {
    title: "T109 an error as the first event",
    body: data({ error: { message: "overloaded", code: 503 } }),
    expected: [E("overloaded", { status: 503, detail: "overloaded" })],
  },
  {
    title: "T110 an error after text (Q23)",
    body: x + data({ error: { message: "boom", type: "server_error" } }) + done,
    expected: [T("x"), E("server", { detail: "boom" })],
  },
  {
    title: "T110 an error after usage",
    body: data({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 0 } }) + data({ error: "boom" }),
    expected: [U({ input: 1, output: 0 }), E("server", { detail: "boom" })],
  },
  {
    title: "T111 errors in a list",
    body: data({ errors: [{ code: "timeoutProvider", message: "The provider timed out.", taskUUID: "u" }] }),
    expected: [E("server", { code: "timeoutProvider", detail: "The provider timed out." })],
  },
  {
    title: "an error object of vLLM",
    body: data({ object: "error", message: "boom", code: 400 }),
    expected: [E("bad-request", { status: 400, detail: "boom" })],
  },
  {
    title: "Q24 an error in an array",
    body: '[{"error":{"code":429,"message":"slow down"}}]',
    expected: [E("rate-limit", { status: 429, detail: "slow down" })],
  },
  {
    title: "an OpenRouter error with the words of the host behind it",
    body: data({
      error: {
        code: 400,
        message: "Provider returned error",
        metadata: {
          raw: '{"error":{"message":"The `reasoning_content` in the thinking mode must be passed back to the API."}}',
        },
      },
    }),
    expected: [
      E("reasoning-missing", {
        status: 400,
        detail:
          "Provider returned error: The `reasoning_content` in the thinking mode must be passed back to the API.",
      }),
    ],
  },
  {
    title: "error: null beside an answer",
    body: chunk({ content: "x" }, "stop", { error: null }) + done,
    expected: [T("x"), F("stop")],
  },
];
