/** The size of a model, out of a host's refusal. */
import assert from "node:assert/strict";
import { failureInside, failureOfResponse } from "../../../src/provider/failures.ts";
import { toldContext } from "../../../src/provider/toldContext.ts";

const words: readonly (readonly [string, string, number | undefined])[] = [
  [
    "OpenAI, vLLM, DeepSeek",
    "This model's maximum context length is 16384 tokens. However, you requested 20000 tokens (19000 in the messages, 1000 in the completion).",
    16_384,
  ],
  [
    "a newer vLLM",
    "You passed 20001 input tokens and requested 100 output tokens. However, the model's context length is only 16384 tokens, resulting in a maximum input length of 16284 tokens.",
    16_384,
  ],
  [
    "LM Studio",
    "Trying to keep the first 9000 tokens when context the overflows. However, the model is loaded with context length of only 7866 tokens, which is not enough.",
    7866,
  ],
  [
    "a newer LM Studio",
    "The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 9000>= n_ctx: 4096).",
    4096,
  ],
  [
    "llama.cpp",
    "request (8889 tokens) exceeds the available context size (4096 tokens), try increasing it",
    4096,
  ],
  [
    "llama.cpp behind Ollama",
    '{"error":{"code":400,"message":"the request exceeds the available context size","n_prompt_tokens":8889,"n_ctx":4096}}',
    4096,
  ],
  ["SGLang", "The input (12000 tokens) is longer than the model's context length (8192 tokens).", 8192],
  ["Anthropic's words", "prompt is too long: 210000 tokens > 200000 maximum", 200_000],
  ["a sum", "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000", 200_000],
  ["SiliconFlow", "length of prompt_tokens (150000) must be less than max_seq_len (131072).", 131_072],
  ["commas", "maximum context length is 1,048,576 tokens", 1_048_576],
  ["no number", "the prompt is longer than the context length currently available to the model", undefined],
  ["what is too much", "prompt too long; exceeded max context length by 400 tokens", undefined],
  ["too few", "maximum context length is 12 tokens", undefined],
  ["too many", "maximum context length is 99999999 tokens", undefined],
];

describe("the size that a refusal tells", () => {
  for (const [name, message, tokens] of words) {
    it(`in words: ${name}`, () => assert.equal(toldContext(message, undefined), tokens));
  }

  it("in llama.cpp's own field, a whole number of tokens alone", () => {
    const message = "the request exceeds the available context size, try increasing it";
    const error = {
      code: 400,
      message,
      type: "exceed_context_size_error",
      n_prompt_tokens: 8889,
      n_ctx: 8192,
    };
    assert.equal(failureOfResponse(400, {}, JSON.stringify({ error })).contextTokens, 8192);
    for (const n_ctx of [8192.5, -1, 12, 1e12, {}, null]) {
      const told = failureOfResponse(400, {}, JSON.stringify({ error: { ...error, n_ctx } }));
      assert.deepEqual([told.kind, told.contextTokens], ["context-length", undefined]);
    }
  });

  it("inside a stream as well, and in no other failure", () => {
    const message = "This model's maximum context length is 16384 tokens.";
    assert.equal(failureInside({ error: { message, code: 400 } }, undefined)?.contextTokens, 16_384);
    const other = failureOfResponse(429, {}, JSON.stringify({ error: { message } }));
    assert.deepEqual([other.kind, "contextTokens" in other], ["rate-limit", false]);
  });
});
