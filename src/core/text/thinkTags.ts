/**
 * Splits `<think>…</think>` at the beginning of an answer from the answer itself, while it streams: some servers
 * send a model's thinking that way (PROVIDERS §3, last paragraph). Only tags at the very beginning count, so an
 * answer that talks about the tags stays whole.
 */

/** A piece of a stream, told apart. */
export interface Split {
  readonly thinking: string;
  readonly text: string;
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
  let place: "start" | "thinking" | "gap" | "text" = "start";
  let held = "";
  /** Whether thinking has begun, after the blank space that follows the opener. */
  let begun = false;

  function feed(piece: string): Split {
    if (place === "text") return { thinking: "", text: piece };
    held += piece;
    if (place === "start") {
      const start = held.trimStart();
      if (start.length < opener.length && opener.startsWith(start)) return nothing;
      if (!start.startsWith(opener)) return rest("text");
      place = "thinking";
      held = start.slice(opener.length);
    }
    return place === "thinking" ? feedThinking() : feedGap("");
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
    return { ...rest("text"), thinking };
  }

  function rest(next: "text"): Split {
    const text = held;
    held = "";
    place = next;
    return { thinking: "", text };
  }

  return {
    feed,
    end() {
      const last = held;
      held = "";
      return place === "thinking" ? { thinking: last, text: "" } : { thinking: "", text: last };
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
