/**
 * Tag characters: letters that only a machine reads, in which a text can hide words for a model. They have one honest
 * use, behind the black flag, in the flags of England, Scotland and Wales. Pure.
 */

/** Those flags, and no others: behind a flag that is none, a whole sentence could stand. */
export const tagFlag =
  /\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}/u;

const hiddenTags = new RegExp(`(${tagFlag.source})|[\\u{E0000}-\\u{E007F}]`, "gu");

/** The text without tag characters, but for those of flags. */
export function withoutHiddenTags(text: string): string {
  return text.replaceAll(hiddenTags, "$1");
}
