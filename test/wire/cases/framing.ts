/** Cases of framing: T28 to T53 and what gateways do to a body (PROVIDERS Q15 to Q28). */
import { chunk, data, done, E, F, opening, T, U } from "../notation.ts";
import type { HeaderBag } from "../../../src/provider/dialect.ts";
import type { StreamCase } from "./streamCase.ts";

const hello =
  opening + chunk({ content: "Hel" }) + chunk({ content: "lo" }) + chunk({ content: "" }, "stop") + done;
const helloEvents = [T("Hello"), F("stop")];
const whole = {
  id: "c",
  object: "chat.completion",
  choices: [{ index: 0, message: { content: "ok" }, finish_reason: "stop" }],
};

function headersOfType(type: string | undefined): HeaderBag {
  return type === undefined ? {} : { "content-type": type };
}

/** See the file's comment. */
export const framing: readonly StreamCase[] = [
  { title: "T28 a plain answer", body: hello, expected: helloEvents },
  {
    title: "T29 lines that end with CRLF (Q18)",
    body: hello.replaceAll("\n", "\r\n"),
    expected: helloEvents,
  },
  { title: "T30 lines that end with CR (Q18)", body: hello.replaceAll("\n", "\r"), expected: helloEvents },
  { title: "T32 a byte order mark (Q19)", body: `\uFEFF${hello}`, expected: helloEvents },
  {
    title: "T33 no space after data:, no finish reason (Q13, Q16)",
    body: 'data:{"choices":[{"index":0,"delta":{"content":"x"}}]}\n\ndata:[DONE]\n\n',
    expected: [T("x"), F("stop")],
  },
  {
    title: "T34 [DONE] with a trailing space (Q17)",
    body: `${chunk({ content: "x" })}data: [DONE] \n\n`,
    expected: [T("x"), F("stop")],
  },
  {
    title: "T34 [DONE] with CRLF",
    body: `${chunk({ content: "x" })}data: [DONE]\r\n\r\n`,
    expected: [T("x"), F("stop")],
  },
  {
    title: "T35 keep-alive comments before and between",
    body: `${": keep-alive\n\n".repeat(3)}${opening}: ping\n${chunk({ content: "x" }, "stop")}: ping\n\n${done}`,
    expected: [T("x"), F("stop")],
    lives: true,
  },
  {
    title: "T36 blank lines between events",
    body: `\n\n\n${opening}\n\n\n${chunk({ content: "x" }, "stop")}\n\n\n${done}`,
    expected: [T("x"), F("stop")],
  },
  {
    title: "T39 an event of two data lines",
    body: `data: {"choices":[{"index":0,\ndata: "delta":{"content":"j"}}]}\n\n${done}`,
    expected: [T("j"), F("stop")],
  },
  {
    title: "T40 letters of two to four bytes, and a line separator that ends no line (Q20)",
    body: chunk({ content: "é\u2028漢" }) + chunk({ content: "😀" }, "stop") + done,
    expected: [T("é\u2028漢😀"), F("stop")],
  },
  {
    title: "T41 fields other than data",
    body: `event: message\nid: 7\nretry: 10\n${chunk({ content: "x" }, "stop")}${done}`,
    expected: [T("x"), F("stop")],
  },
  { title: "T42 events without data", body: `event: ping\n\n${hello}`, expected: helloEvents },
  {
    title: "T43 the stream just stops",
    body: opening + chunk({ content: "par" }),
    expected: [T("par"), E("truncated")],
  },
  {
    title: "T43 the stream stops inside an event",
    body: `${chunk({ content: "par" })}data: {"choices":[{"ind`,
    expected: [T("par"), E("truncated")],
  },
  {
    title: "T43 the connection breaks",
    body: chunk({ content: "par" }),
    breaks: { kind: "truncated", code: "ECONNRESET" },
    expected: [T("par"), E("truncated", { code: "ECONNRESET" })],
  },
  {
    title: "T44 a finish reason without [DONE]",
    body: chunk({ content: "x" }, "stop"),
    expected: [T("x"), F("stop")],
  },
  {
    title: "T44 a finish reason, then the connection breaks",
    body: chunk({ content: "x" }, "stop"),
    breaks: { kind: "truncated", code: "ECONNRESET" },
    expected: [T("x"), F("stop")],
  },
  {
    title: "a last event without its blank line counts if its JSON is whole",
    body: chunk({ content: "x" }) + chunk({ content: "y" }, "stop").trimEnd(),
    expected: [T("xy"), F("stop")],
  },
  {
    title: "a last [DONE] without its blank line",
    body: `${chunk({ content: "x" })}data: [DONE]`,
    expected: [T("x"), F("stop")],
  },
  { title: "T45 bytes after [DONE]", body: hello + chunk({ content: "more" }) + done, expected: helloEvents },
  {
    title: "T48 an event of one MiB",
    body: chunk({ content: "x".repeat(1024 * 1024) }, "stop") + done,
    expected: [T("x".repeat(1024 * 1024)), F("stop")],
  },
  ...["text/event-stream; charset=utf-8", "application/json", undefined].map((type) => ({
    title: `T49 a whole completion for a stream, as ${type ?? "nothing"}`,
    body: JSON.stringify(whole),
    headers: headersOfType(type),
    expected: [T("ok"), F("stop")],
  })),
  {
    title: "T49 a stream that calls itself JSON (Q26)",
    body: hello,
    headers: { "content-type": "application/json" },
    expected: helloEvents,
  },
  { title: "T50 a stream where one JSON was asked for", body: hello, framing: "json", expected: helloEvents },
  {
    title: "T50 a stream of JSON that begins with a comment",
    body: `: hi\n\n${hello}`,
    framing: "json",
    expected: helloEvents,
  },
  {
    title: "T51 blank lines before a whole completion",
    body: `\n\n\n${JSON.stringify(whole)}`,
    framing: "json",
    expected: [T("ok"), F("stop")],
  },
  {
    title: "T52 a whole completion over several lines, with usage",
    body: `${JSON.stringify({ ...whole, usage: { prompt_tokens: 3, completion_tokens: 1 } }, null, 2)}\n`,
    expected: [T("ok"), U({ input: 3, output: 1 }), F("stop")],
  },
  {
    title: "T53 broken JSON",
    body: `${chunk({ content: "a" })}data: {bad\n\n${chunk({ content: "b" })}${done}`,
    expected: [T("a"), E("malformed")],
  },
  {
    title: "Q15 a proxy's last words",
    body: `${chunk({ content: "a" })}upstream error: read ECONNRESET`,
    expected: [T("a"), E("truncated", { detail: "upstream error: read ECONNRESET" })],
  },
  {
    title: "Q15 a proxy's last words after the end",
    body: `${chunk({ content: "a" }, "stop")}upstream error: read ECONNRESET\n`,
    expected: [T("a"), F("stop")],
  },
  {
    title: "Q22 a page with status 200",
    body: "<!doctype html>\n<html><head><title>Just a moment…</title></head><body><p>x</body></html>",
    headers: { "content-type": "text/html" },
    expected: [E("malformed", { detail: "Just a moment…" })],
  },
  {
    title: "Q22 plain text with status 200",
    body: "no such route",
    expected: [E("malformed", { detail: "no such route" })],
  },
  { title: "an empty body", body: "", expected: [E("truncated")] },
  { title: "only keep-alives", body: ": keep-alive\n\n".repeat(5), expected: [E("truncated")], lives: true },
  {
    title: "Q27 the answer in an envelope",
    body: JSON.stringify({ success: true, data: whole }),
    expected: [T("ok"), F("stop")],
  },
  { title: "a JSON that is cut", body: JSON.stringify(whole).slice(0, 40), expected: [E("malformed")] },
  { title: "a JSON object that is no answer", body: '{"status":"ok"}', expected: [E("malformed")] },
  { title: "JSON that is no answer", body: data(42) + done, expected: [E("malformed")] },
];
