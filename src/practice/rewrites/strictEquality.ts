/**
 * Makes comparisons strict: `===` in place of `==`, and `is None` in Python. A comparison with `null` is left alone,
 * because `== null` also means undefined.
 */
import { blank } from "../code/blank.ts";
import { isScript } from "../code/read.ts";
import { patched, type Rewrite } from "./rewrite.ts";

/** Makes comparisons strict. */
export const strictEquality: Rewrite = {
  name: "strictEquality",
  asks: (instruction) =>
    /===?|\bstrict\w*\s+(?:equal|compar)|\bstrict equality\b|\bis None\b|严格(?:相等|等于|比较)|全等/i.test(
      instruction,
    ),
  apply({ code, language }) {
    if (language === "python") {
      const blanked = blank(code, "python").code;
      const found = [...blanked.matchAll(/(?<!\s)\s*([=!])=\s*None\b/g)];
      return patched(
        code,
        found.map(({ 0: whole, 1: sign, index }) => ({
          from: index,
          to: index + whole.length,
          text: byIdentity(sign),
        })),
      );
    }
    if (!isScript(language)) return code;
    const blanked = blank(code, "script").code;
    const found = [...blanked.matchAll(/(?<![=!<>])([=!])=(?!=)(?!\s*null\b)/g)];
    return patched(
      code,
      found.map(({ 1: sign, index }) => ({ from: index, to: index + 2, text: `${sign}==` })),
    );
  },
};

function byIdentity(sign: string | undefined): string {
  return sign === "=" ? " is None" : " is not None";
}
