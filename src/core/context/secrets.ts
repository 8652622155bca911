/**
 * Finds text that looks like a secret before it leaves the machine. Owns the table of known forms; what is done about
 * a find (withhold it, ask) is the feature's. It prefers to miss a weak guess over crying wolf: every rule names a form
 * that its issuer documents, save the last, which wants a telling name and a value that looks random.
 */

/** A find: which rule, and on which line of the text, from 1. The secret itself is never carried along. */
export interface SecretFind {
  readonly rule: string;
  readonly line: number;
  /** The line only begins a secret, which stands below it. */
  readonly isHeading?: true;
}

interface Rule {
  readonly name: string;
  /** Finds all in a line: an example may stand before a secret. */
  readonly form: RegExp;
  readonly isHeading?: true;
  /** A further test of what the first group, else the whole match, holds. */
  readonly holds?: (value: string) => boolean;
}

const rules: readonly Rule[] = [
  { name: "private key", form: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/g, isHeading: true },
  { name: "PuTTY private key", form: /PuTTY-User-Key-File-\d:/g, isHeading: true },
  { name: "age secret key", form: /\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b/g },
  { name: "AWS access key", form: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, holds: notAnExample },
  { name: "GitHub token", form: /\bgh[pousr]_[A-Za-z0-9]{36,}\b/g, holds: looksRandom },
  { name: "GitHub token", form: /\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{50,}\b/g },
  { name: "GitLab token", form: /\bgl(?:pat|dt|rt|ptt|cbt)-[A-Za-z0-9_-]{20,}/g, holds: looksRandom },
  { name: "Slack token", form: /\bxox[abeoprs]-[A-Za-z0-9-]{16,}/g, holds: looksRandom },
  { name: "Slack webhook", form: /hooks\.slack\.com\/services\/T\w{8,}\/B\w{8,}\/\w{20,}/g },
  { name: "Stripe key", form: /\b[rs]k_live_[A-Za-z0-9]{20,}\b/g },
  { name: "API key (sk-…)", form: /\bsk-(?:[a-z]+[0-9]*-)*([A-Za-z0-9_-]{20,})/g, holds: looksRandom },
  { name: "Google API key", form: /\bAIza[A-Za-z0-9_-]{35}\b/g },
  { name: "Google OAuth secret", form: /\bGOCSPX-[A-Za-z0-9_-]{28}\b/g },
  { name: "npm token", form: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { name: "npm token", form: /:_authToken=([^\s$"']{16,})/g, holds: notAnExample },
  { name: "PyPI token", form: /\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}/g },
  { name: "Hugging Face token", form: /\bhf_[A-Za-z0-9]{30,}\b/g, holds: looksRandom },
  { name: "SendGrid key", form: /\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b/g },
  { name: "DigitalOcean token", form: /\bdo[opr]_v1_[a-f0-9]{64}\b/g },
  { name: "Telegram bot token", form: /\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/g },
  { name: "Azure storage key", form: /\bAccountKey=[A-Za-z0-9+/]{86}==/g },
  { name: "Alibaba Cloud access key", form: /\bLTAI[A-Za-z0-9]{20}\b/g },
  { name: "Tencent Cloud secret id", form: /\bAKID[A-Za-z0-9]{32}\b/g },
  {
    name: "password in an address",
    form: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'<>]+:([^\s/:@"'<>{}$]{6,})@[^\s"'<>]/gi,
    holds: notAnExample,
  },
  {
    name: "signed token (JWT)",
    form: /\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}/g,
  },
  {
    name: "value of a secret setting",
    form: /(?:api[_-]?key|secret|token|passw(?:or)?d|private[_-]?key|access[_-]?key)["']?\s*(?::|=|:=|=>)\s*["']?([A-Za-z0-9+/=_.-]{20,})/gi,
    holds: looksRandom,
  },
];

/** What the rules call their finds, in English. */
export const secretNames: readonly string[] = [...new Set(rules.map(({ name }) => name))];

/**
 * Most characters of a line that a rule meets at once: regular expressions should not meet a megabyte. Longer lines are
 * looked at piece by piece, which overlap by more than a secret is long.
 */
const pieceLength = 4000;
const overlap = 500;

/** All finds in a text, at most one for each line. */
export function findSecrets(text: string): readonly SecretFind[] {
  const finds: SecretFind[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const rule = firstOf(piecesOf(line));
    if (rule) finds.push({ rule: rule.name, line: index + 1, ...(rule.isHeading && { isHeading: true }) });
  }
  return finds;
}

function* piecesOf(line: string): Generator<string> {
  for (let at = 0; at === 0 || at + overlap < line.length; at += pieceLength - overlap) {
    yield line.slice(at, at + pieceLength);
  }
}

function firstOf(pieces: Iterable<string>): Rule | undefined {
  for (const piece of pieces) {
    const rule = ruleOf(piece);
    if (rule) return rule;
  }
  return undefined;
}

function ruleOf(line: string): Rule | undefined {
  if (line.length < 16) return undefined;
  return rules.find(({ form, holds = () => true }) => {
    // Most lines have no match, and a search alone is the cheaper question.
    if (line.search(form) === -1) return false;
    return [...line.matchAll(form)].some(([whole, value]) => holds(value ?? whole));
  });
}

/** Words that stand in documentation where a secret would. */
const placeholder =
  /example|sample|placeholder|dummy|change[_-]?me|your[_-]|xxxx|\.\.\.|<|>|test[_-]?(?:key|token|secret)|0{8}|1234567/i;

function notAnExample(value: string): boolean {
  return !placeholder.test(value) && !/^(.)\1+$/.test(value);
}

/** Whether a value looks drawn by lot: digits and letters, and at least 3 bits of entropy a character. */
function looksRandom(value: string): boolean {
  if (!notAnExample(value) || !/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / value.length) * Math.log2(count / value.length);
  return entropy >= 3;
}
