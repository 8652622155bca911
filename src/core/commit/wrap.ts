/**
 * Breaks the lines of a message's body. Lists keep their hanging indent; code, quotes, trailers, tables and addresses
 * are left as they are. No character is lost but the blanks at which a line breaks.
 */

/** The body with lines of at most `width` columns; a wide (East Asian) character takes two. */
export function wrapBody(body: string, width: number | undefined): string {
  if (width === undefined) return body;
  let isFenced = false;
  const lines = body.split("\n").flatMap((line) => {
    if (/^\s*(```|~~~)/.test(line)) isFenced = !isFenced;
    return isFenced || columns(line) <= width || isFixed(line) ? [line] : wrapLine(line, width);
  });
  return lines.join("\n");
}

/** Lines that mean something as a whole: code by indentation, quotes, tables, trailers. */
function isFixed(line: string): boolean {
  return /^(\t| {4}|>|\|)/.test(line) || /^[A-Z][\w-]*-by: |^[A-Z][\w-]*: https?:\S+$/.test(line);
}

function wrapLine(line: string, width: number): readonly string[] {
  const lead = /^\s*(?:[-*•]|\d+[.)])\s+|^\s*/.exec(line)?.[0] ?? "";
  const indent = " ".repeat(columns(lead));
  const lines: string[] = [];
  let current = lead;
  let isEmpty = true;
  for (const word of pieces(line.slice(lead.length))) {
    const isTooLong = columns(current + word.trimEnd()) > width;
    if (isTooLong && !isEmpty) {
      lines.push(current.trimEnd());
      current = indent;
    }
    current += word;
    isEmpty = false;
  }
  return [...lines, current.trimEnd()];
}

/** What may not be torn apart: a word with the blanks after it, or one wide character with what must follow it. */
function pieces(text: string): readonly string[] {
  return (
    text.match(
      /[⺀-鿿぀-ヿ가-힣][、。，．；：！？）」』】》〉”’]*|[^\s⺀-鿿぀-ヿ가-힣]+[、。，．；：！？）」』】》]*\s*|\s+|./gsu,
    ) ?? []
  );
}

/** Columns that a text takes in a fixed-width font. */
export function columns(text: string): number {
  let count = 0;
  for (const character of text) count += isWide(character) ? 2 : 1;
  return count;
}

function isWide(character: string): boolean {
  return /[ᄀ-ᅟ⺀-〾぀-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦]/u.test(character);
}
