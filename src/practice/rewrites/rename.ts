/**
 * Renames an identifier: "rename a to b", "把 a 重命名为 b", and a compiler's "did you mean". Texts and comments keep the
 * old word.
 */
import { blank } from "../code/blank.ts";
import { family } from "../code/read.ts";
import { patched, type Rewrite } from "./rewrite.ts";

/** A name with or without quotes. */
const name = "[`'\"“「]?([A-Za-z_$][\\w$]*)[`'\"”」]?\\s*";
/** What a name may be called beside it. */
const kind = "(?:变量|常量|函数|方法|类|接口|类型|参数|属性|字段)?\\s*";
const verb = "(?:重命名|重新命名|改名|更名)";

const wishes = [
  /\brename\b[^\n]*?[`'"]?([A-Za-z_$][\w$]*)[`'"]?\s+(?:to|into|as)\s+[`'"]?([A-Za-z_$][\w$]*)/gi,
  /'([A-Za-z_$][\w$]*)'(?: does not exist on type '[^'\n]*')?[^'\n]*\bDid you mean\b[^'\n]*'([A-Za-z_$][\w$]*)'/g,
  new RegExp(`${name}${kind}(?:${verb}|的名[字称]改)(?:为|成|叫|到)\\s*${kind}${name}`, "g"),
  new RegExp(`${verb}\\s*${kind}${name}(?:为|成|到)\\s*${name}`, "g"),
  /“([A-Za-z_$][\w$]*)”(?:在类型“[^”\n]*”上不存在)?。你是(?:否(?:指的)?是|指)“([A-Za-z_$][\w$]*)”/g,
];

function pairs(instruction: string): readonly (readonly [string, string])[] {
  return wishes.flatMap((wish) =>
    [...instruction.matchAll(wish)].map((match) => [match[1] ?? "", match[2] ?? ""] as const),
  );
}

/** Renames identifiers. */
export const rename: Rewrite = {
  name: "rename",
  asks: (instruction) => pairs(instruction).length > 0,
  apply({ code, language }, instruction) {
    return pairs(instruction).reduce((text, [from, to]) => {
      const blanked = blank(text, family(language)).code;
      const word = new RegExp(`(?<![\\w$])${from.replaceAll("$", "\\$")}(?![\\w$])`, "g");
      const patches = [...blanked.matchAll(word)].map(({ index }) => ({
        from: index,
        to: index + from.length,
        text: to,
      }));
      return patched(text, patches);
    }, code);
  },
};
