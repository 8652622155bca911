/**
 * Files to learn the token table from, and files to measure it on: sources, prose and Chinese below some folders. A
 * package (or a folder of a library) is either learnt from or measured on, never both.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";

/** One file of the corpus. */
export interface Sample {
  readonly path: string;
  readonly text: string;
  readonly isHeldOut: boolean;
}

const kinds = ".ts .tsx .js .mjs .py .c .h .rs .go .java .css .json .html .md .rst .txt .sh .yml".split(" ");
const leftOut = /\.min\.|bundle|licen[cs]e|package(-lock)?\.json|encodings|rules\.js|sjis/i;
const leftOutFolders = /^(@lenml|typescript|dist|\.cache|\.git)$/;
/** Bytes of a file that is taken. */
const smallest = 4000;
const largest = 60_000;
/** Most files of one kind. */
const mostOfKind = 120;

/** The samples below the folders, in an order that does not depend on the machine's. */
export function corpus(folders: readonly string[]): readonly Sample[] {
  const paths = folders.flatMap((folder) => filesBelow(folder, 0)).toSorted((a, b) => mixed(a) - mixed(b));
  const taken = new Map<string, number>();
  const samples: Sample[] = [];
  for (const path of paths) {
    const text = readFileSync(path, "utf8");
    const isChinese = (text.match(/[\u4E00-\u9FFF]/g)?.length ?? 0) > 300;
    const kind = isChinese ? "chinese" : extname(path);
    const count = taken.get(kind) ?? 0;
    if (count >= mostOfKind || text.includes("\uFFFD") || /[^\n]{2000}/.test(text)) continue;
    taken.set(kind, count + 1);
    // Rare scripts stand in few packages: those are learnt from.
    const isHeldOut = mixed(familyOf(path)) % 4 === 0 && !/\blocales?\b/.test(path);
    samples.push({ path, text, isHeldOut });
  }
  return samples;
}

function filesBelow(folder: string, depth: number): readonly string[] {
  if (depth > 9) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return leftOutFolders.test(entry.name) ? [] : filesBelow(path, depth + 1);
    if (!entry.isFile() || !kinds.includes(extname(entry.name)) || leftOut.test(entry.name)) return [];
    const { size } = statSync(path);
    return size >= smallest && size <= largest ? [path] : [];
  });
}

/** What a file belongs to: its package, else its folder. */
function familyOf(path: string): string {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path.replace(/\/[^/]*$/, "");
}

/** A number that a text stands for, the same everywhere. */
function mixed(text: string): number {
  let sum = 7;
  for (let at = 0; at < text.length; at += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  return sum >>> 0;
}
