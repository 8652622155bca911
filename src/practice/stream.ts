/**
 * Writes an answer over time, a few words at a time, the way DeepSeek streams. Owns the pace; stops at once, with
 * no timer left, when the signal fires.
 */
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import {
  type Answer,
  closingChunk,
  done,
  keepAlive,
  openingChunk,
  textChunk,
  thinkingChunk,
} from "./wire.ts";

const wordsOfPiece = 3;
/** A long answer is cut into larger pieces, so that none takes more than about ten seconds at the usual pace. */
const mostPieces = 400;

/** Streams the answer into the response, `paceMs` milliseconds between two pieces. Resolves when told to stop, too. */
export async function stream(
  answer: Answer,
  response: ServerResponse,
  paceMs: number,
  signal: AbortSignal,
): Promise<void> {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
  });
  try {
    await send(response, keepAlive, signal);
    if (paceMs > 0) await wait(paceMs * 6, undefined, { signal });
    for (const bytes of bytesOf(answer)) {
      await send(response, bytes, signal);
      if (paceMs > 0) await wait(paceMs, undefined, { signal });
    }
    response.end(done);
  } catch (error) {
    // Only the signal and a socket that broke end up here, and both mean that nobody listens any more.
    if (!signal.aborted && !response.destroyed) throw error;
  }
}

function* bytesOf(answer: Answer): Generator<string> {
  yield openingChunk(answer);
  for (const piece of pieces(answer.thinking)) yield thinkingChunk(answer, piece);
  for (const piece of pieces(answer.text)) yield textChunk(answer, piece);
  yield closingChunk(answer);
}

async function send(response: ServerResponse, bytes: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (!response.write(bytes)) await once(response, "drain", { signal });
}

/** A text in pieces of a few words; two Han characters are taken for a word. Nothing is lost: the pieces joined are the text. */
function* pieces(text: string): Generator<string> {
  const words = text.match(/\s*(?:\p{Script=Han}{1,2}|[^\s\p{Script=Han}]+)|\s+$/gu) ?? [];
  const size = Math.max(wordsOfPiece, Math.ceil(words.length / mostPieces));
  for (let from = 0; from < words.length; from += size) yield words.slice(from, from + size).join("");
}
