/**
 * In which language and mood a commit's words stand. Scripts tell most languages apart; those in Latin letters by
 * their little words. Enough to tell what a log is written in, not more.
 */

/** A language by its code, as `sonde.commit.language` takes it. */
export type Language = "en" | "zh" | "ja" | "ko" | "ru" | "de" | "fr" | "es" | "pt";

/** How the first verb stands. */
export type Mood = "imperative" | "past" | "present" | "gerund";

const littleWords: readonly (readonly [Language, RegExp])[] = [
  ["de", /\b(und|der|die|das|für|nicht|mit|wird|eine?|hinzu\w*|entfern\w*|behoben|korrigier\w*)\b/giu],
  ["fr", /\b(le|la|les|des|du|une?|pour|avec|ajout\w*|corrig\w*|supprim\w*|mise)\b/giu],
  ["es", /\b(el|los|las|una?|para|con|añad\w*|agreg\w*|corrig\w*|elimin\w*)\b/giu],
  ["pt", /\b(o|os|as|uma?|para|com|adicion\w*|corrig\w*|remov[ea]\w*|não)\b/giu],
  ["en", /\b(the|and|for|with|from|when|add\w*|fix\w*|remove\w*|update\w*|use\w*|not|to|of|in)\b/giu],
];

/** The language of a text, English where nothing speaks against it. */
export function languageOf(text: string): Language {
  const count = (form: RegExp): number => text.match(form)?.length ?? 0;
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const han = count(/\p{Script=Han}/gu);
  if (count(/\p{Script=Hangul}/gu) > 0 && han + kana < 10) return "ko";
  if (kana > 0) return "ja";
  if (han > 0) return "zh";
  if (count(/\p{Script=Cyrillic}/gu) > 3) return "ru";
  const scores = littleWords.map(([language, form]) => [language, count(form)] as const);
  const best = scores.toSorted((a, b) => b[1] - a[1])[0];
  const english = scores.find(([language]) => language === "en")?.[1] ?? 0;
  return best && best[1] >= 2 && best[1] > english ? best[0] : "en";
}

/** Verbs that commits begin with, in their base form. */
const verbs = new Set(
  `add allow apply avoid bring build bump cache call catch change check clean clear close collect compute convert copy
  correct count cover create cut declare decode delete deprecate describe detect disable display do document drop
  emit enable encode end ensure escape expand explain export expose extend extract fall fill find finish fix follow
  force format generate get give guard handle hide hold honour honor ignore implement import improve increase
  inline initialize install introduce invert join keep leave let lift limit link list load lock log look lower make
  mark merge migrate move name note open optimize order pack parse pass pin place polish prefer prepare prevent
  print protect prove provide publish pull push put quote raise read rebuild record recover reduce refactor refuse
  reject release remove rename render reorder reorganize repair replace report require reset resolve respect restore
  restrict retry return reuse revert rework rewrite round run save say scan send separate set share show shorten
  simplify skip sort speed split start state stop store strip support switch sync take tell test throw tidy track
  treat trim try turn tweak unify update upgrade use validate verify wait warn wire wrap write`.split(/\s+/),
);
const irregularPast = new Set(
  "made wrote built did kept left let put ran read sent set split took threw was were went brought caught found got held".split(
    " ",
  ),
);

/** The mood of an English description by its first word; undefined where that is no verb we know. */
export function moodOf(description: string): Mood | undefined {
  const word = /^[A-Za-z]+/.exec(description)?.[0].toLowerCase();
  if (word === undefined) return undefined;
  if (verbs.has(word)) return "imperative";
  if (/[a-z]{2}ed$/.test(word) || irregularPast.has(word)) return "past";
  if (/[a-z]{2}ing$/.test(word)) return "gerund";
  const base = [word.replace(/s$/, ""), word.replace(/es$/, ""), word.replace(/ies$/, "y")];
  return word.endsWith("s") && base.some((one) => verbs.has(one)) ? "present" : undefined;
}
