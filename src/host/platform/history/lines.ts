/**
 * Reads the lines of a file piece by piece, so that a file of any size neither fills the memory nor holds the editor up.
 */
import { open } from "node:fs/promises";

/** Some whole lines, and where in the file the next one begins. */
export interface Lines {
  readonly lines: readonly string[];
  /** Bytes from the beginning of the file. */
  readonly end: number;
  /** Bytes that have been read so far, those of a torn line at the end among them. */
  readonly read: number;
}

/** Bytes that are read at once. */
const pieceSize = 512 * 1024;

/**
 * The whole lines of a file from a byte on, which must be the beginning of a line. What follows the last line break is
 * left out: a crash tore it, or somebody is writing it just now; the last piece has no lines then. Rejects where the file
 * can't be read.
 */
export async function* linesOf(path: string, from = 0): AsyncGenerator<Lines, void> {
  const file = await open(path, "r");
  try {
    let held: Uint8Array[] = [];
    let position = from;
    let end = from;
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(pieceSize), 0, pieceSize, position);
      if (bytesRead === 0) break;
      position += bytesRead;
      const piece = buffer.subarray(0, bytesRead);
      const last = piece.lastIndexOf(lineBreak);
      if (last >= 0) {
        const text = Buffer.concat([...held, piece.subarray(0, last)]).toString("utf8");
        held = [];
        end = position - bytesRead + last + 1;
        yield { lines: text.split("\n"), end, read: position };
      }
      held.push(piece.subarray(last + 1));
    }
    if (position > end) yield { lines: [], end, read: position };
  } finally {
    await file.close();
  }
}

const lineBreak = 10;
