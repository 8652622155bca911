/**
 * Which texts are tokens of DeepSeek's tokenizer, in less than a byte each: a binary fuse filter. A table of bits was
 * solved so that for every known token the bits at four places, taken together, come out as its hash demands, several
 * times over. Any other text passes each of these checks half the time; so the kinds of text in which a mistake is
 * likely or dear take more checks than the others.
 */

/** Places of one check; they lie in segments of the table that follow each other. */
export const places = new Int32Array(4);
const segmentBits = 11;
const segment = 1 << segmentBits;

/** Where the hash of an empty text starts. */
export const emptyHash = 0x81_1c_9d_c5;

/** The hash of a text with one more character before it. */
export function longerHash(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01_00_01_93);
}

/** Finds the `places` of a check of a text in a table of so many bits; the bit that they must come to. */
export function locate(hash: number, check: number, bits: number): number {
  const first = mixed(hash + Math.imul(check, 0x9e_37_79_b9));
  const second = mixed(first + 0x6d_2b_79_f5);
  const third = mixed(second);
  const starts = bits / segment - places.length + 1;
  const start = Math.floor((first / 0x1_00_00_00_00) * starts) << segmentBits;
  places[0] = start + (second & (segment - 1));
  places[1] = start + segment + ((second >>> segmentBits) & (segment - 1));
  places[2] = start + 2 * segment + (third & (segment - 1));
  places[3] = start + 3 * segment + ((third >>> segmentBits) & (segment - 1));
  return third >>> 31;
}

function mixed(value: number): number {
  let sum = Math.imul(value ^ (value >>> 15), 0x2c_1b_3c_6d);
  sum = Math.imul(sum ^ (sum >>> 12), 0x29_7a_2d_39);
  return (sum ^ (sum >>> 15)) >>> 0;
}

/** Bits of a letter of a table. */
const letterBits = 6;
/** The first letter, and the one that is left out: a backslash would be written as two. */
const firstLetter = 48;
const leftOut = 92;

/** Bits for which a table has so many letters. */
export function bitsOf(table: string): number {
  return table.length * letterBits;
}

/** A table of bits as text; their number is one that segments and letters both divide. */
export function written(bits: Uint8Array): string {
  return Array.from({ length: bits.length / letterBits }, (_, at) => {
    const letter = bits.subarray(at * letterBits, (at + 1) * letterBits);
    const code = firstLetter + letter.reduce((sum, bit, place) => sum + (bit << place), 0);
    return String.fromCharCode(code < leftOut ? code : code + 1);
  }).join("");
}

/** A number whose lowest bit is the one at one of the `places`. */
function bitAt(table: string, number: number): number {
  const place = places[number] ?? 0;
  const at = Math.floor(place / letterBits);
  const code = table.charCodeAt(at);
  return ((code < leftOut ? code : code - 1) - firstLetter) >> (place - at * letterBits);
}

/** Whether a text of this hash passes so many checks: true for all that the table was solved for, else rarely. */
export function passes(table: string, hash: number, checks: number): boolean {
  const bits = bitsOf(table);
  for (let check = 0; check < checks; check += 1) {
    const sum = locate(hash, check, bits);
    const found = bitAt(table, 0) ^ bitAt(table, 1) ^ bitAt(table, 2) ^ bitAt(table, 3);
    if (((sum ^ found) & 1) === 1) return false;
  }
  return true;
}
