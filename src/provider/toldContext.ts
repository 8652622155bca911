/**
 * Reads how long a prompt a model can take out of what its host says to one that is too long: for a server that tells no
 * sizes in its list of models, this is the only place where it does. Pure.
 */
import { asAmount } from "../core/json.ts";

/** A number of tokens, with or without commas. */
const amount = String.raw`(\d[\d,]*)`;

const patterns: readonly RegExp[] = [
  // Anthropic's words and those of its imitators: `210000 tokens > 200000 maximum`.
  new RegExp(String.raw`\d(?: tokens)? ?> ?${amount}`, "i"),
  // OpenAI, DeepSeek, vLLM, OpenRouter (`… is 16384 tokens`), LM Studio (`… of only 7866 tokens`), llama.cpp, SGLang
  // (`… (8192 tokens)`).
  new RegExp(
    String.raw`context[ _](?:length|size|window|limit)(?: is| of)?(?: only)?[:\s(]{1,3}${amount}`,
    "i",
  ),
  // LM Studio, and llama.cpp behind another server, whose body is quoted.
  new RegExp(String.raw`\bn_ctx\W{1,4}${amount}`),
  // SiliconFlow.
  new RegExp(String.raw`max_seq_len\W{1,3}${amount}`),
];

/** Fewer or more are taken for a mistake, or for another number. */
const least = 256;
const most = 10_000_000;

/**
 * The tokens of prompt and answer together; undefined where nothing of the kind is said. `message` is the host's sentence,
 * `field` llama.cpp's `n_ctx` beside it.
 */
export function toldContext(message: string, field: unknown): number | undefined {
  const said = patterns.map((pattern) => pattern.exec(message)?.[1]?.replaceAll(",", ""));
  return [field, ...said].map(asAmount).find(isFit);
}

function isFit(tokens: number | undefined): tokens is number {
  return Number.isInteger(tokens) && tokens !== undefined && tokens >= least && tokens <= most;
}
