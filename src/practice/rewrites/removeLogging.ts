/**
 * Removes statements that only write to the console, with their lines. Where that would leave a Python block empty,
 * `pass` takes their place.
 */
import { blank } from "../code/blank.ts";
import { closings } from "../code/position.ts";
import { family } from "../code/read.ts";
import { patched, type Patch, type Rewrite } from "./rewrite.ts";

const statements = {
  script: /^[ \t]*(?:console\.\w+\s*\(|debugger\b)/gm,
  python: /^[ \t]*(?:print\s*\(|breakpoint\s*\(|logging\.debug\s*\()/gm,
} as const;

/** Removes console output. */
export const removeLogging: Rewrite = {
  name: "removeLogging",
  asks: (instruction) =>
    /\b(?:remove|delete|drop|strip|clean|without|no|unexpected)\b|删|移除|去[掉除]|清[除理]|不要/i.test(
      instruction,
    ) && /\b(?:console|log(?:s|ging)?|prints?|debug\w*)\b|日志|打印|控制台|调试/i.test(instruction),
  apply({ code, language }) {
    const kind = family(language);
    if (kind === "other") return code;
    const blanked = blank(code, kind).code;
    const closing = closings(blanked);
    const patches = [...blanked.matchAll(statements[kind])].flatMap((match): readonly Patch[] => {
      const from = match.index;
      const call = match[0].endsWith("(");
      const end = call ? closing(from + match[0].length - 1) + 1 : from + match[0].length;
      // Something behind the call on its line belongs to the code: leave it all.
      const rest = /^[ \t]*;?[ \t]*(?:\n|$)/.exec(blanked.slice(end));
      if (!rest) return [];
      const indent = /^[ \t]*/.exec(match[0])?.[0] ?? "";
      const text = kind === "python" && isAlone(blanked, from, end, indent) ? `${indent}pass\n` : "";
      return [{ from, to: end + rest[0].length, text }];
    });
    return patched(code, patches);
  },
};

/** Whether a Python statement is the whole of its block. */
function isAlone(blanked: string, from: number, end: number, indent: string): boolean {
  const before = blanked.slice(0, from).trimEnd();
  const next = /\n([ \t]*)\S/.exec(blanked.slice(end))?.[1] ?? "";
  return before.endsWith(":") && next.length < indent.length;
}
