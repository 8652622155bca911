/**
 * Lines worth a look: marks that people leave for later, numbers without a name, and what the reader of a language
 * looks for. Owns the looking; which looks there are is the language's affair.
 */
import type { Blanked } from "./blank.ts";
import type { Finding, Note } from "./outline.ts";
import { shortLines } from "./position.ts";
import type { Source } from "./source.ts";

/** Something to look for in each line of blanked code. */
export interface Look {
  readonly pattern: RegExp;
  readonly what: Finding;
  readonly isRisk: boolean;
}

const mark = /\b(TODO|FIXME|HACK|XXX)\b[:\s]*(.*)/;
const number = /(?<![\w.$])\d[\d_]*(?:\.\d+)?(?![\w.])/g;
const plainNumbers = new Set(["0", "1", "2", "10", "100"]);
/** A number with a name of its own, in capitals or as a constant, has been explained. */
const namesNumber =
  /^\s*(?:export\s+)?(?:const\s+[\w$]+|[A-Z][A-Z0-9_]*)\s*(?::[^=]+)?=\s*-?[\d_.]+(?:\s*\*\s*[\d_.]+)*\s*;?\s*$/;

/** All notes on a piece of code, by line. Line numbers are those of the file. */
export function noted(source: Source, blanked: Blanked, looks: readonly Look[]): readonly Note[] {
  const comments = shortLines(blanked.comments);
  return shortLines(blanked.code).flatMap((line, index) => {
    const at = source.firstLine + index;
    return [...markOf(comments[index] ?? "", at), ...numbersOf(line, at), ...seen(line, at, looks)];
  });
}

function markOf(comment: string, line: number): readonly Note[] {
  const [, word = "", rest = ""] = mark.exec(comment) ?? [];
  if (word === "") return [];
  const said = rest
    .replace(/\*\/.*$/, "")
    .trim()
    .slice(0, 80);
  return [{ line, what: "mark", detail: said === "" ? [word] : [word, said], isRisk: true }];
}

function numbersOf(line: string, at: number): readonly Note[] {
  if (namesNumber.test(line)) return [];
  const found = [...new Set(line.match(number))].filter((text) => !plainNumbers.has(text));
  if (found.length === 0) return [];
  return [{ line: at, what: "bareNumber", detail: found, isRisk: false }];
}

function seen(line: string, at: number, looks: readonly Look[]): readonly Note[] {
  return looks.flatMap(({ pattern, what, isRisk }) =>
    pattern.test(line) ? [{ line: at, what, detail: [], isRisk }] : [],
  );
}
