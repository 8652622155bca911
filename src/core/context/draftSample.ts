/**
 * What is reported of a draft, so that its tokens can be told: all of it, or pieces from everywhere in it where it is
 * long. Somebody may paste a log of megabytes, and sending that at every change would hold up the page, the editor and
 * the extension host. Pure.
 */

/** Characters of the longest draft that is reported whole. */
export const longestWhole = 200_000;

/** How many pieces a sample is of, and characters of each: as many as can be counted between two keystrokes. */
const pieces = 16;
const pieceLength = 4000;

/** The draft itself, or pieces of it, the first from its beginning and the last from its end. */
export function sampleOf(draft: string): string {
  if (draft.length <= longestWhole) return draft;
  const step = (draft.length - pieceLength) / (pieces - 1);
  const starts = Array.from({ length: pieces }, (_, at) => Math.round(at * step));
  return starts.map((start) => draft.slice(start, start + pieceLength)).join("");
}

/** What a draft of `length` characters takes, if its sample takes so many tokens. */
export function scaledTokens(tokens: number, sample: string, length: number): number {
  return sample.length < length ? Math.round((tokens * length) / Math.max(1, sample.length)) : tokens;
}
