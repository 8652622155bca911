/**
 * Makes text that comes from a host fit to be shown and logged: without markup, without keys, short. Pure.
 */

/** Most characters of a host's text that a failure keeps. */
export const longestDetail = 200;

/** What stands where a key was. */
const mask = "•••";

/**
 * The text without key: literally, and anything that looks like one. Done before any text is cut, because half a
 * key is a key's beginning.
 */
export function scrub(text: string, key: string | undefined): string {
  const literal = key !== undefined && key.length >= 4 ? text.replaceAll(key, mask) : text;
  return literal
    .replaceAll(/\bsk-[\w*.-]{6,}/g, mask)
    .replaceAll(/\b(bearer)\s+[\w.~+/=*-]{6,}/gi, `$1 ${mask}`);
}

/** A host's text as one plain line of at most 200 characters, without key. An HTML page is reduced to its title. */
export function cleanText(raw: string, key?: string): string {
  const text = scrub(raw.slice(0, 64 * 1024), key);
  const title = /<title[^>]*>([^]*?)<\/title>/i.exec(text)?.[1] ?? /<h1[^>]*>([^]*?)<\/h1>/i.exec(text)?.[1];
  const line = (title ?? text)
    .replaceAll(/<(script|style)\b[^]*?(<\/\1>|$)/gi, " ")
    .replaceAll(/<!--[^]*?(-->|$)/g, " ")
    .replaceAll(/<\/?[a-z!][^<>]*(>|$)/gi, " ")
    .replaceAll(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? " ")
    .replaceAll(/[<>]/g, " ")
    // Control, format (bidi, zero width) and unpaired surrogate characters.
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, " ")
    .trim();
  return line.length <= longestDetail ? line : `${withoutHalf(line.slice(0, longestDetail - 1))}…`;
}

const entities: Readonly<Record<string, string>> = { amp: "&", quot: '"', "#39": "'" };

/** Takes a surrogate away whose other half was cut off. */
function withoutHalf(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}
