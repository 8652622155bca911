/**
 * A stream as DeepSeek sends it, of any length: 306 bytes an event on average, 60 % of them thinking, each event an
 * HTTP chunk of its own. Made of blocks of a thousand events, so that nobody has to hold a stream of 150 MB.
 */

/** How much of what a client must deliver, in UTF-16 units. */
export interface Amounts {
  thinking: number;
  text: number;
}

/** Events of one kind in a row, and what they say. */
export interface Block {
  /** The events as server-sent events, without HTTP's framing. */
  readonly events: readonly string[];
  readonly units: number;
}

/** Bytes of an event on average. */
export const eventBytes = 306;
/** Events in a block; the number of events of a stream is a multiple of it. */
export const blockEvents = 1000;
const thinkingShare = 0.6;

/** Pieces as tokens are: words, code, line ends, quotes, some Chinese and an emoji. */
const tokens = [
  ..." the function| returns|\n\n|```typescript\n|const| total| =| items|.reduce|((|sum|,| item|)| =>|\n  ".split(
    "|",
  ),
  ...'| sum| +| item|.price| *| item|.count|, |0|);\n|```|\n|So| we| need| to| check| "empty"| lists| first|.'.split(
    "|",
  ),
  ..." 这个|函数|会|返回|总价|。|\\d+\\n|\t| whether| naïve| 🙂|, since| it| throws".split("|"),
].filter((token) => token !== "");

function eventOf(kind: keyof Amounts, token: string, fingerprint: string): string {
  const delta =
    kind === "thinking"
      ? { content: null, reasoning_content: token }
      : { content: token, reasoning_content: null };
  const chunk = {
    id: "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    object: "chat.completion.chunk",
    created: 1_795_000_000,
    model: "deepseek-v4-pro",
    system_fingerprint: fingerprint,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: null }],
  };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

/** A block whose events have 306 bytes on average; what is missing is made up by the fingerprint. */
function blockOf(kind: keyof Amounts): Block {
  const said = Array.from({ length: blockEvents }, (_, at) => tokens[(at * 7) % tokens.length] ?? "");
  const bare = said.reduce((sum, token) => sum + Buffer.byteLength(eventOf(kind, token, "")), 0);
  const fingerprint = "fp_8802369eaa_prod0425fp8".padEnd(Math.round(eventBytes - bare / blockEvents), "_v4");
  return {
    events: said.map((token) => eventOf(kind, token, fingerprint)),
    units: said.reduce((sum, token) => sum + token.length, 0),
  };
}

const blocks = { thinking: blockOf("thinking"), text: blockOf("text") };

/** The blocks of a stream of so many events, in order. */
export function* blocksOf(events: number): Generator<Block> {
  const all = Math.max(1, Math.round(events / blockEvents));
  const thinking = Math.round(all * thinkingShare);
  for (let at = 0; at < all; at++) yield at < thinking ? blocks.thinking : blocks.text;
}

/** What a stream of so many events says. */
export function amountsIn(events: number): Amounts {
  const amounts: Amounts = { thinking: 0, text: 0 };
  for (const block of blocksOf(events)) {
    amounts[block === blocks.thinking ? "thinking" : "text"] += block.units;
  }
  return amounts;
}

/** How a stream ends: finish reason and usage on one event, then `[DONE]`. */
export const lastEvents: readonly string[] = [
  `data: ${JSON.stringify({
    id: "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    object: "chat.completion.chunk",
    created: 1_795_000_000,
    model: "deepseek-v4-pro",
    choices: [
      { index: 0, delta: { content: "", reasoning_content: null }, logprobs: null, finish_reason: "stop" },
    ],
    usage: { prompt_tokens: 283, completion_tokens: 69, total_tokens: 352 },
  })}\n\n`,
  "data: [DONE]\n\n",
];

/** One event as one HTTP chunk. */
export function framed(event: string): Buffer {
  const bytes = Buffer.from(event);
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);
}

/** The response's head, and the mark of its end. */
export const head = Buffer.from(
  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\nconnection: keep-alive\r\n\r\n",
);
export const tail = Buffer.concat([...lastEvents.map(framed), Buffer.from("0\r\n\r\n")]);

/** What is said by an answer of one event, for the time to the first. */
export const firstEvent = framed(eventOf("text", "Hello", "fp_8802369eaa_prod0425fp8"));
