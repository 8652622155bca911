/**
 * The bytes of a file with some of its hunks applied. Lines are taken from the two versions as they are, so line ends,
 * encodings and a missing last line end survive whatever the choice.
 */
import type { Hunk } from "./change.ts";

/** The old version with the chosen hunks, by index, in the new version's wording. */
export function composeFile(
  before: Uint8Array,
  after: Uint8Array,
  hunks: readonly Hunk[],
  chosen: ReadonlySet<number>,
): Uint8Array {
  const oldStarts = lineStarts(before);
  const newStarts = lineStarts(after);
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const [index, hunk] of hunks.entries()) {
    if (!chosen.has(index)) continue;
    pieces.push(before.subarray(from, offset(oldStarts, hunk.oldStart, before)));
    pieces.push(
      after.subarray(
        offset(newStarts, hunk.newStart, after),
        offset(newStarts, hunk.newStart + hunk.newLines, after),
      ),
    );
    from = offset(oldStarts, hunk.oldStart + hunk.oldLines, before);
  }
  pieces.push(before.subarray(from));
  return joined(pieces);
}

/** Where each line begins, in bytes; git knows no other line end than LF. */
function lineStarts(bytes: Uint8Array): readonly number[] {
  const starts = [0];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  return starts;
}

/** The offset at which a line, counted from 1, begins; a line after the last begins at the end. */
function offset(starts: readonly number[], line: number, bytes: Uint8Array): number {
  return starts[line - 1] ?? bytes.length;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
