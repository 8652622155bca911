/**
 * Cuts a body into frames, whatever its framing really is: server-sent events, JSON lines, or one JSON text. Owns
 * the framing rules; what a frame means is the dialect's. The only file that imports eventsource-parser.
 *
 * The framing that a call expects is a guess that the first bytes may correct: gateways answer a stream request
 * with one JSON text and the other way round (PROVIDERS Q26), and put error pages in front of both.
 */
import { createParser } from "eventsource-parser";
import { parseJson } from "../core/json.ts";
import type { BodyEnd, Framing } from "./dialect.ts";

/** Longest frame, in UTF-16 units (16 Mi). A longer one counts as a broken stream. */
export const longestFrame = 16 * 1024 * 1024;

/** How much of a page or of a stray line is kept for the failure's text. */
const longestStray = 64 * 1024;

/** What a body reader reports while it is fed. */
export interface FrameListener {
  frame(text: string): void;
  /** A sign of life without content: a comment or blank lines. */
  life(): void;
  /** The host said `[DONE]`. Nothing is reported after it. */
  done(): void;
  /** A frame is longer than `longestFrame`. Nothing is reported after it. */
  tooLong(): void;
}

/** Reads one body. */
export interface BodyReader {
  feed(text: string): void;
  /** The body is over; `clean` tells that it ended as HTTP says it should. May report a last frame. */
  end(clean: boolean): BodyEnd;
}

/** A reader for a body that should have this framing. */
export function readBody(expected: Framing, listener: FrameListener): BodyReader {
  let inner: BodyReader | undefined;
  let held = "";
  return {
    feed(text) {
      if (inner) {
        inner.feed(text);
        return;
      }
      held = (held + text).replace(/^\uFEFF?\s*/, "");
      inner = held === "" ? undefined : choose(expected, held, listener);
      if (!inner) {
        if (held === "") listener.life();
        return;
      }
      const first = held;
      held = "";
      inner.feed(first);
    },
    end(clean) {
      inner ??= held === "" ? undefined : textReader(listener);
      if (held !== "") inner?.feed(held);
      return inner?.end(clean) ?? { done: false };
    },
  };
}

/** The reader for a body that begins like this; undefined while that can't be told yet. */
function choose(expected: Framing, start: string, listener: FrameListener): BodyReader | undefined {
  if (start.startsWith("<")) return pageReader();
  if (expected === "sse") return /^[{[]/.test(start) ? textReader(listener) : eventReader(listener);
  if (/^(data|event|id|retry|):/.test(start)) return eventReader(listener);
  if (start.length < "event:".length && /^[a-z]+$/.test(start)) return undefined;
  return expected === "lines" ? lineReader(listener) : textReader(listener);
}

/**
 * Server-sent events. An event without its blank line at the end of the body counts if its JSON is complete: some
 * servers leave the last line end out, and a JSON object that closes can't have been cut. Anything else is what a
 * cut connection leaves, and is dropped, so that the dialect reports the truncation.
 */
function eventReader(listener: FrameListener): BodyReader {
  let over = false;
  let ending = false;
  let told = false;
  let done = false;
  let stray: string | undefined;
  let lineOpen = false;
  const parser = createParser({
    maxBufferSize: longestFrame,
    onEvent({ data }) {
      told = true;
      if (over) return;
      if (data.startsWith("[DONE]") && data.trimEnd() === "[DONE]") {
        over = done = true;
        listener.done();
      } else if (data.trim() !== "" && (!ending || parseJson(data) !== undefined)) listener.frame(data);
    },
    onComment() {
      told = true;
      if (!over && !ending) listener.life();
    },
    onError(error) {
      if (over) return;
      if (error.type === "max-buffer-size-exceeded") {
        over = true;
        listener.tooLong();
      } else if (error.type === "unknown-field") stray ??= strayLine(error.line ?? "", ending);
    },
  });
  return {
    feed(text) {
      if (over) return;
      told = false;
      parser.feed(text);
      const blank = !told && /^[\r\n]+$/.test(text);
      if (blank && !lineOpen && !over) listener.life();
      lineOpen = !told && (lineOpen || !blank);
    },
    end() {
      ending = true;
      // A lone CR at the very end is still held by the parser, which waits for its LF.
      if (!over) parser.feed("\n\n");
      return { done, stray };
    },
  };
}

/** Plain text where an event should stand (PROVIDERS Q15); not the beginning of a field name that was cut off. */
function strayLine(line: string, cut: boolean): string | undefined {
  if (cut && ["data", "event", "id", "retry"].some((field) => field.startsWith(line))) return undefined;
  return line.trim() === "" ? undefined : line.slice(0, longestStray);
}

/** One JSON text in each line. */
function lineReader(listener: FrameListener): BodyReader {
  let over = false;
  let pieces: string[] = [];
  let length = 0;
  const flush = () => {
    const line = pieces.join("").trim();
    pieces = [];
    length = 0;
    if (line !== "") listener.frame(line);
  };
  return {
    feed(text) {
      if (over) return;
      const lines = text.split(/\r\n|[\r\n]/);
      for (const [at, line] of lines.entries()) {
        if (at > 0) flush();
        pieces.push(line);
        length += line.length;
      }
      if (length > longestFrame) {
        over = true;
        listener.tooLong();
      }
    },
    end(clean) {
      const last = pieces.join("");
      if (!over && (clean || parseJson(last) !== undefined)) flush();
      return { done: false };
    },
  };
}

/** The whole body as one frame. */
function textReader(listener: FrameListener): BodyReader {
  const pieces: string[] = [];
  let length = 0;
  return {
    feed(text) {
      const over = length > longestFrame;
      length += text.length;
      if (length <= longestFrame) pieces.push(text);
      else if (!over) listener.tooLong();
    },
    end(clean) {
      const whole = pieces.join("").trim();
      const complete = length <= longestFrame && (clean || parseJson(whole) !== undefined);
      if (complete) listener.frame(whole);
      return { done: complete };
    },
  };
}

/** A page for people, where an answer should be. */
function pageReader(): BodyReader {
  let page = "";
  return {
    feed(text) {
      if (page.length < longestStray) page += text;
    },
    end: () => ({ done: false, stray: page }),
  };
}
