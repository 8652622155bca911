/**
 * Turns the bytes of a body into text: takes off a content-encoding, decodes UTF-8 across chunk borders, and hands
 * over the texts of one read of the socket in one go. Where the bytes come from is left to transport.ts.
 */
import { StringDecoder } from "node:string_decoder";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Transform } from "node:stream";
import type { Failure } from "../core/failure.ts";
import { codeOf } from "./networkFailures.ts";

/** How a body ended: undefined as it should, else why not. */
export type BodyOutcome = Failure | undefined;

/** How a body ends when its request is aborted. What waits to be handed over then is dropped. */
export const aborted: Failure = { kind: "truncated", code: "ABORTED" };

/** A body on its way in. After its end every further call is ignored. */
export interface BodyDecoder extends Sink {
  /** Resolves after the last text, with how the body ended. */
  readonly ended: Promise<BodyOutcome>;
}

/** Gets a text; `more` says that another of the same read of the socket follows at once. */
export type OnText = (text: string, more: boolean) => void;

interface Sink {
  readonly push: (chunk: Uint8Array) => void;
  /** The last byte has come, or none will come any more. What arrived before is handed over first. */
  readonly end: (how: BodyOutcome) => void;
}

/**
 * Decodes a body. An encoding that we don't know ends it at once with a `malformed` failure, and so do bytes that
 * are not what the encoding says.
 */
export function decodeBody(encoding: string | undefined, onText: OnText): BodyDecoder {
  const text = textDecoder(onText);
  const name = encoding?.trim().toLowerCase() ?? "";
  if (name === "" || name === "identity") return text;
  const inflater = createInflater(name);
  if (inflater !== undefined) return { ...inflated(inflater, text), ended: text.ended };
  text.end({ kind: "malformed", code: "CONTENT_ENCODING", detail: name.slice(0, 40) });
  return text;
}

const settled = Promise.resolve();

/**
 * undici's parser calls back once for each HTTP chunk, all of one read in one go; the microtask runs after that, so
 * the texts of one read leave together. They are not joined: one Chinese character would double the width of all,
 * and so the cost of reading it.
 */
function textDecoder(onText: OnText): BodyDecoder {
  const decoder = new StringDecoder("utf8");
  let pending: string[] = [];
  let isScheduled = false;
  let isOver = false;
  let isDropped = false;
  let settle: ((how: BodyOutcome) => void) | undefined;
  const ended = new Promise<BodyOutcome>((resolve) => {
    settle = resolve;
  });
  const keep = (text: string): void => {
    if (text !== "") pending.push(text);
  };
  const flush = (): void => {
    isScheduled = false;
    const texts = pending;
    pending = [];
    const last = texts.length - 1;
    for (const [at, text] of texts.entries()) {
      // A listener may abort while it is told of the first.
      if (isDropped) return;
      onText(text, at < last);
    }
  };
  const push = (chunk: Uint8Array): void => {
    if (isOver) return;
    keep(decoder.write(asBuffer(chunk)));
    if (isScheduled) return;
    isScheduled = true;
    // Not queueMicrotask, which makes an async resource for every read.
    void settled.then(flush);
  };
  const end = (how: BodyOutcome): void => {
    if (isOver) return;
    isOver = true;
    isDropped = how === aborted;
    if (isDropped) pending = [];
    else keep(decoder.end());
    flush();
    settle?.(how);
  };
  return { push, end, ended };
}

function inflated(inflater: Transform, text: Sink): Sink {
  let how: BodyOutcome;
  inflater.on("data", text.push);
  inflater.on("end", () => text.end(how));
  inflater.on("error", (error) =>
    // Where the connection broke, the inflater misses its trailer: the break is what happened.
    text.end(how ?? { kind: "malformed", code: codeOf(error) ?? "CONTENT_ENCODING", detail: error.message }),
  );
  const push = (chunk: Uint8Array): void => void inflater.write(chunk);
  const end = (reason: BodyOutcome): void => {
    how = reason;
    if (reason === aborted) {
      inflater.destroy();
      text.end(reason);
    } else inflater.end();
  };
  return { push, end };
}

function createInflater(encoding: string): Transform | undefined {
  if (encoding === "gzip" || encoding === "x-gzip") return createGunzip();
  if (encoding === "deflate") return createInflate();
  return encoding === "br" ? createBrotliDecompress() : undefined;
}

function asBuffer(chunk: Uint8Array): Buffer {
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
