/**
 * Splits `<think>…</think>` at the beginning of an answer from the answer itself, while it streams: some servers
 * send a model's thinking that way (PROVIDERS §3, last paragraph). Only tags at the very beginning count, so an
 * answer that talks about the tags stays whole. Where a template has written the opener already, only the closer
 * comes: it counts once, alone on a line outside of a code fence, and makes thinking of all that stood before it.
 */

/** A piece of a stream, told apart. `rethinks`: the text of earlier pieces was thinking, before this piece's. */
export interface Split {
  readonly thinking: string;
  readonly text: string;
  readonly rethinks?: true;
}

/** Tells one stream apart. */
export interface ThinkTags {
  /** The next piece of the stream. What could be the beginning of a tag is held back. */
  feed(piece: string): Split;
  /** The stream is over: what was held back. */
  end(): Split;
}

const opener = "<think>";
const closer = "</think>";
const nothing: Split = { thinking: "", text: "" };

/** A splitter for one stream. Blank space around the tags is not part of either side. */
export function splitThinkTags(): ThinkTags {
  let place: "start" | "unopened" | "thinking" | "gap" | "text" = "start";
  let held = "";
  /** Whether thinking has begun, after the blank space that follows the opener. */
  let begun = false;
  const lines = watchLines();

  function feed(piece: string): Split {
    if (place === "text") return { thinking: "", text: piece };
    held += piece;
    if (place === "start") {
      const start = held.trimStart();
      if (start.length < opener.length && opener.startsWith(start)) return nothing;
      if (start.startsWith(opener)) held = start.slice(opener.length);
      place = start.startsWith(opener) ? "thinking" : "unopened";
    }
    if (place === "unopened") return feedUnopened();
    return place === "thinking" ? feedThinking() : feedGap("");
  }

  /** Text, unless a closer alone on its line says otherwise. What may become such a line is held back. */
  function feedUnopened(): Split {
    let text = "";
    for (let end = held.indexOf("\n"); end >= 0; end = held.indexOf("\n")) {
      const line = held.slice(0, end + 1);
      held = held.slice(end + 1);
      if (lines.isCloser(line)) {
        place = "gap";
        return { ...feedGap(text), rethinks: true };
      }
      lines.pass(line);
      text += line;
    }
    if (lines.mayBecomeCloser(held)) return { thinking: "", text };
    lines.pass(held);
    text += held;
    held = "";
    return { thinking: "", text };
  }

  function feedThinking(): Split {
    if (!begun) held = held.trimStart();
    const end = held.indexOf(closer);
    const sure = end < 0 ? held.length - overlap(held) : end;
    const thinking = held.slice(0, sure);
    begun ||= thinking !== "";
    if (end < 0) {
      held = held.slice(sure);
      return { thinking, text: "" };
    }
    held = held.slice(end + closer.length);
    place = "gap";
    return feedGap(thinking);
  }

  function feedGap(thinking: string): Split {
    held = held.trimStart();
    if (held === "") return thinking === "" ? nothing : { thinking, text: "" };
    const text = held;
    held = "";
    place = "text";
    return { thinking, text };
  }

  return {
    feed,
    end() {
      const last = held;
      held = "";
      if (place === "unopened" && lines.isCloser(last)) return { ...nothing, rethinks: true };
      return place === "thinking" ? { thinking: last, text: "" } : { thinking: "", text: last };
    },
  };
}

/** Follows lines that come in pieces: where one begins, and whether it is inside of a code fence. */
function watchLines() {
  /** What has passed of the line that is running. */
  let begun = "";
  let isCode = false;
  return {
    isCloser: (line: string) => begun === "" && !isCode && line.trimEnd() === closer,
    mayBecomeCloser: (part: string) =>
      begun === "" && !isCode && part !== "" && (closer.startsWith(part) || part.trimEnd() === closer),
    pass(part: string) {
      begun += part.slice(0, 16);
      if (!part.endsWith("\n")) return;
      if (/^ {0,3}(```|~~~)/.test(begun)) isCode = !isCode;
      begun = "";
    },
  };
}

/** Length of the longest end of `text` that could begin the closer. */
function overlap(text: string): number {
  for (let length = Math.min(closer.length - 1, text.length); length > 0; length--) {
    if (closer.startsWith(text.slice(-length))) return length;
  }
  return 0;
}
