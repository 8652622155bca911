/**
 * Ways to cut a body into the pieces in which a socket may hand it over. Cuts fall between bytes, so inside
 * characters too; as in the transport, a decoder puts those together again.
 */
import { StringDecoder } from "node:string_decoder";

/** Repeats a random run: SONDE_SEED takes the number that the failed test printed. */
export const seed = Number(process.env["SONDE_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The body as text pieces, cut after these numbers of bytes. */
export function piecesOf(body: string, sizes: Iterable<number>): readonly string[] {
  const bytes = Buffer.from(body);
  const decoder = new StringDecoder("utf8");
  const pieces: string[] = [];
  let at = 0;
  for (const size of sizes) {
    if (at >= bytes.length) break;
    pieces.push(decoder.write(bytes.subarray(at, at + size)));
    at += size;
  }
  pieces.push(decoder.write(bytes.subarray(at)) + decoder.end());
  return pieces.filter((piece) => piece !== "");
}

/** The three feeds that every stream case is run with, by name. */
export function* feedsOf(body: string): Generator<readonly [string, readonly string[]]> {
  yield ["whole", piecesOf(body, [])];
  if (body.length < 100_000)
    yield [
      "byte by byte",
      piecesOf(
        body,
        Array.from({ length: body.length * 3 }, () => 1),
      ),
    ];
  for (let run = 0; run < 10; run++) {
    const random = randomFrom(seed + run);
    const longest = 1 + Math.floor(random() * 200);
    const sizes = Array.from({ length: body.length }, () => 1 + Math.floor(random() * longest));
    yield [`cut at random, SONDE_SEED=${seed}, run ${run}`, piecesOf(body, sizes)];
  }
}
