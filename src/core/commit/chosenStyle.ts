/**
 * The style that a message shall have: the learned one, with what settings and commitlint fix laid over it.
 */
import type { LintRules } from "./conventions.ts";
import type { CommitStyle } from "./style.ts";
import { knownTypes } from "./subject.ts";

/** What the person fixed, as `sonde.commit.*` says. */
export interface FixedStyle {
  readonly style: "auto" | "conventional" | "plain";
  /** A language's code or name; empty: as the log. */
  readonly language: string;
}

/** A style, and the language in which the words shall stand. */
export interface ChosenStyle extends CommitStyle {
  readonly wantedLanguage: string;
}

const standardTypes = knownTypes.slice(0, 12);

/** Lays what is fixed over what was learned. */
export function chooseStyle(learned: CommitStyle, fixed: FixedStyle, lint: LintRules): ChosenStyle {
  const wantedLanguage = fixed.language === "" ? learned.language : fixed.language;
  const style = formed(learned, lint.types && fixed.style === "auto" ? "conventional" : fixed.style);
  const typical = Math.min(style.length.typical, lint.headerLength ?? Number.POSITIVE_INFINITY);
  return {
    ...style,
    wantedLanguage,
    mood: wantedLanguage === learned.language ? style.mood : undefined,
    prefixes: lint.types && style.form === "conventional" ? lint.types : style.prefixes,
    length: lint.headerLength ? { typical, most: lint.headerLength } : style.length,
  };
}

function formed(learned: CommitStyle, style: FixedStyle["style"]): CommitStyle {
  if (style === "auto" || learned.form === style) return learned;
  const plain = { prefixes: [], scopes: [], scopeShare: 0, emoji: [] };
  if (style === "plain") return { ...learned, ...plain, form: "plain", case: "upper" };
  return {
    ...learned,
    ...plain,
    form: "conventional",
    prefixes: standardTypes,
    scopeShare: 0.5,
    case: "lower",
  };
}
