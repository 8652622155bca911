/**
 * Files to learn the token table from, and files to measure it on: sources, prose and Chinese below some folders. A
 * family (what stands directly below a folder: a package, a library's part) is either learnt from or measured on, never
 * both.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

/** One file of the corpus. */
export interface Sample {
  readonly path: string;
  /** What kind of text it is: its extension, Chinese, or one of a program's languages. */
  readonly kind: string;
  /** A number that all files of its family have, and few others. */
  readonly family: number;
  readonly text: string;
  readonly isHeldOut: boolean;
}

const extensions =
  ".ts .tsx .js .mjs .vue .py .c .h .cc .cpp .hpp .rs .go .java .css .less .scss .json .html .md .rst .txt .sh .yml .toml";
const taken = new Set(extensions.split(" "));
const leftOut =
  /\.min\.|bundle|licen[cs]e|package(-lock)?\.json|encodings|rules\.js|sjis|jis8|stopwords|idf\.txt|_dict|_char\.|_keys_/i;
const leftOutFolders = /^(@lenml|typescript|diff|dist|\.cache|\.git)$/;
/** Bytes of a file that is taken. */
const smallest = 4000;
const largest = 60_000;
/** Most files of one kind, and of one kind in a family. */
const mostOfKind = 200;
const mostOfFamily = 10;
/** Chinese and other scripts than ours are written in few packages; more is taken of those. */
const moreOfScripts = 4;

/** The samples below the folders, in an order that does not depend on the machine's. */
export function corpus(folders: readonly string[]): readonly Sample[] {
  const files = folders.flatMap((folder) =>
    filesBelow(folder, 0).map((path) => ({ path, name: relative(folder, path).replaceAll(sep, "/") })),
  );
  const counts = new Map<string, number>();
  const samples: Sample[] = [];
  for (const { path, name } of files.toSorted((a, b) => mixed(a.name) - mixed(b.name))) {
    const family = familyOf(name);
    const text = readFileSync(path, "utf8");
    const isChinese = (text.match(/[\u4E00-\u9FFF]/g)?.length ?? 0) > 300;
    const isLocale = !isChinese && /\b(locales?|lang)\b/.test(name);
    const kind = isChinese ? "chinese" : isLocale ? "locale" : extname(path);
    const more = isChinese || isLocale ? moreOfScripts : 1;
    const ofKind = counts.get(kind) ?? 0;
    const ofFamily = counts.get(`${family} ${kind}`) ?? 0;
    const isFull = ofKind >= mostOfKind * more || ofFamily >= mostOfFamily * more;
    if (isFull || text.includes("\uFFFD") || /[^\n]{2000}/.test(text)) continue;
    counts.set(kind, ofKind + 1);
    counts.set(`${family} ${kind}`, ofFamily + 1);
    const number = mixed(family);
    // There are too few texts in rare scripts to hold some out.
    samples.push({ path, kind, family: number, text, isHeldOut: number % 4 === 0 && !isLocale });
  }
  return samples;
}

function filesBelow(folder: string, depth: number): readonly string[] {
  if (depth > 9) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return leftOutFolders.test(entry.name) ? [] : filesBelow(path, depth + 1);
    if (!entry.isFile() || !taken.has(extname(entry.name)) || leftOut.test(entry.name)) return [];
    const { size } = statSync(path);
    return size >= smallest && size <= largest ? [path] : [];
  });
}

/** What a name begins with, without its version: `name`, or `@scope/name`. */
function familyOf(path: string): string {
  const [first = "", second = ""] = path.split("/");
  return (first.startsWith("@") ? `${first}/${second}` : first).replace(/-\d.*/, "");
}

/** A number that a text stands for, the same everywhere. */
function mixed(text: string): number {
  let sum = 7;
  for (let at = 0; at < text.length; at += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  return (Math.imul(sum ^ (sum >>> 15), 0x2c_1b_3c_6d) >>> 3) >>> 0;
}
