/**
 * Search-and-replace blocks and small patches: an answer that names the lines it replaces. Owns the reading of both
 * and the finding of their places, which must be one and only one.
 */
import { fitted, type IndentStyle } from "./fit.ts";
import { isBlank } from "./lines.ts";

/** Lines that are looked for, and what takes their place. */
export interface SearchReplace {
  readonly search: readonly string[];
  readonly replace: readonly string[];
}

const begin = /^\s*<{5,9}\s*(?:SEARCH|ORIGINAL|HEAD)?\s*$/i;
const middle = /^\s*={5,9}\s*$/;
const end = /^\s*>{5,9}\s*(?:REPLACE|UPDATED)?.*$/i;

/**
 * The blocks of an answer; empty where it holds none, or where one is not whole. A mark that stands in the file is the
 * file's own: a conflict of git's, or a page about them.
 */
export function searchReplaceBlocks(
  lines: readonly string[],
  file: readonly string[],
): readonly SearchReplace[] {
  const isOwn = lines.some((line) => begin.test(line) && stands(line, file));
  if (isOwn) return [];
  const blocks: SearchReplace[] = [];
  let at = lines.findIndex((line) => begin.test(line));
  while (at >= 0) {
    const split = lines.findIndex((line, index) => index > at && middle.test(line));
    const last = lines.findIndex((line, index) => index > split && end.test(line));
    if (split < 0 || last < 0) return [];
    blocks.push({ search: lines.slice(at + 1, split), replace: lines.slice(split + 1, last) });
    at = lines.findIndex((line, index) => index > last && begin.test(line));
  }
  return blocks;
}

/** Whether a line stands in the file, at whatever depth. */
export function stands(line: string, file: readonly string[]): boolean {
  const text = line.trim();
  return file.some((one) => one.trim() === text);
}

/** A patch (unified diff) as blocks; its line numbers are not trusted. Empty where it is none. */
export function patchBlocks(lines: readonly string[]): readonly SearchReplace[] {
  if (!lines.some((line) => /^[+-](?![+-]{2}\s)/.test(line))) return [];
  const hunks: string[][] = [[]];
  for (const line of lines) {
    if (/^(@@|diff |index |--- |\+\+\+ |\\ No newline)/.test(line)) {
      if (line.startsWith("@@")) hunks.push([]);
    } else {
      hunks.at(-1)?.push(line);
    }
  }
  return hunks
    .map((hunk) => ({
      search: hunk.filter((line) => !line.startsWith("+")).map((line) => line.slice(1)),
      replace: hunk.filter((line) => !line.startsWith("-")).map((line) => line.slice(1)),
    }))
    .filter(({ search, replace }) => [...search, ...replace].some((line) => !isBlank(line)));
}

/**
 * The lines with every block carried out; undefined where a block's place is not there, or there more than once. A
 * block that fits only with other indentation is given that of its place.
 */
export function withBlocks(
  lines: readonly string[],
  blocks: readonly SearchReplace[],
  style: IndentStyle,
): readonly string[] | undefined {
  let result = lines;
  for (const { search, replace } of blocks) {
    if (search.every(isBlank)) {
      // Nothing to look for: only an empty file is meant.
      if (!result.every(isBlank)) return undefined;
      result = replace;
      continue;
    }
    const at = onlyPlace(result, search);
    if (at === undefined) return undefined;
    const own = result.slice(at, at + search.length);
    const isExact = own.every((line, index) => line === search[index]);
    result = result.toSpliced(at, search.length, ...(isExact ? replace : fitted(replace, own, style)));
  }
  return result;
}

/** Where `search` stands: exactly first, then but for the white space at both ends of its lines. */
export function onlyPlace(lines: readonly string[], search: readonly string[]): number | undefined {
  const same = [
    (line: string): string => line,
    (line: string): string => line.trimEnd(),
    (line: string): string => line.trim(),
  ];
  for (const view of same) {
    const places = placesOf(lines.map(view), search.map(view));
    if (places.length === 1) return places[0];
    if (places.length > 1) return undefined;
  }
  return undefined;
}

function placesOf(lines: readonly string[], search: readonly string[]): readonly number[] {
  const places: number[] = [];
  for (let at = lines.indexOf(search[0] ?? ""); at >= 0; at = lines.indexOf(search[0] ?? "", at + 1)) {
    if (search.every((line, index) => lines[at + index] === line)) places.push(at);
  }
  return places;
}
