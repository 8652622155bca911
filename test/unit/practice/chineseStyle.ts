/**
 * What the style of Chinese sentences can be held to, and what of an answer may be in Latin letters.
 */

/** Names that the samples declare, and words that are the same in both languages. */
const names =
  /\b(?:Store|constructor|load|size|pair|twice|Pair|Queue|push|drain|make|serve|parse|parseAll|Box|options|brace|f\d+|TypeScript|JavaScript|Python|Go|JSX|shell|AI|API|DeepSeek|git|TODO|FIXME|Promise|feat|chore|docs|commits|message|reason|parts|README)\b/g;

/** A text whose code, quotations, paths and names are digits. */
export function withoutNames(text: string): string {
  return text
    .replace(/^(`{3,})[^\n]*\n[^]*?^\1$/gm, "0")
    .replace(/`[^`\n]*`/g, "0")
    .replace(/“[^”\n]*”/g, "“”")
    .replace(/[\w/-]+\.[a-z]+(?![\w.])/g, "0")
    .replace(/\b(?:src|docs|jobs)\b/g, "0")
    .replace(names, "0");
}

/** Where a text breaks the style of l10n/: what is half-width between Han characters, and spaces. */
export function styleFaults(text: string): readonly string[] {
  const plain = withoutNames(text).replace(/\*\*/g, "");
  const faults = [
    /\p{Script=Han}[,.:;!?()]|[,:;!?()]\p{Script=Han}/gu,
    /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/gu,
    /[\p{Script=Han}，。：；、（）“”] +[\p{Script=Han}，。：；、（）“”]|[，。：；、（“] | [，。：；、）”]| {2}(?!- )/gu,
    /。。|，。|：。|你/gu,
  ];
  return faults.flatMap((fault) => plain.match(fault) ?? []);
}
