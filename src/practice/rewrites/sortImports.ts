/**
 * Sorts each run of import lines by the module they name. An import that spans lines ends the run and stays put.
 */
import type { Rewrite } from "./rewrite.ts";

const single = /^(?:import\s.*["']([^"']+)["'];?|import\s+([\w.]+).*|from\s+([\w.]+)\s+import\s+[^(]*)\s*$/;

function moduleOf(line: string): string | undefined {
  const match = single.exec(line);
  return match ? (match[1] ?? match[2] ?? match[3]) : undefined;
}

/** Sorts imports. */
export const sortImports: Rewrite = {
  name: "sortImports",
  asks: (instruction) =>
    /\b(?:sort|order|organi[sz]e)\b[^\n]*\bimports?\b|\bimports?\b[^\n]*\b(?:sort|order)/i.test(
      instruction,
    ) ||
    /(?:排序|排列|整理)[^\n]*(?:导入|引入|import)|(?:导入|引入|import)[^\n]*(?:排序|排列|整理|顺序)/i.test(
      instruction,
    ),
  apply({ code }) {
    const sorted: string[] = [];
    let run: string[] = [];
    const flush = (): void => {
      sorted.push(...run.toSorted((one, other) => compare(moduleOf(one) ?? "", moduleOf(other) ?? "")));
      run = [];
    };
    for (const line of code.split("\n")) {
      if (moduleOf(line) !== undefined) run.push(line);
      else {
        flush();
        sorted.push(line);
      }
    }
    flush();
    return sorted.join("\n");
  },
};

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
