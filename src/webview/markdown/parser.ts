/**
 * The Markdown parser: CommonMark with tables and struck text, no HTML. Owns what becomes of links and images; an
 * answer is somebody else's text, so an image is never loaded and a link only ever leads to the web or to a mail.
 */
import createMarkdownIt, { type Env, type MarkdownIt, type Token } from "markdown-it";

/** What one parse knows besides the text: link definitions, and the words for an image. */
export interface Surroundings extends Env {
  readonly imageLabel: (alt: string) => string;
}

const webLink = /^(?:https?:\/\/|mailto:)/i;

/** Whether an address may stay a link. */
function isWebLink(address: string): boolean {
  return webLink.test(address);
}

/** A parser for answers. One is enough for a page. */
export function createParser(): MarkdownIt {
  const parser = new createMarkdownIt({ html: false, linkify: true, typographer: false });
  // Only what is written with its scheme: `main.rs` and `index.md` are files, not sites in Serbia and Moldova.
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  parser.linkify.add("ftp:", null).add("//", null);
  // The shown text of a bare address is the address itself, never a prettier one that could deceive.
  parser.normalizeLinkText = (address) => address;
  // Relative addresses pass here and become text below; scripts and data never become tokens.
  parser.core.ruler.push("web-links-only", ({ tokens, Token: Fresh }) => {
    for (const token of tokens) {
      if (token.children) token.children = withWebLinksOnly(token.children, (text) => textToken(Fresh, text));
    }
  });
  parser.renderer.rules["image"] = (tokens, index, _options, env) =>
    imageLink(parser, tokens[index], env as Surroundings);
  for (const cell of ["th_open", "td_open"]) {
    parser.renderer.rules[cell] = (tokens, index) => openCell(tokens[index]);
  }
  return parser;
}

function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? "");
}

function textToken(
  Fresh: new (type: string, tag: string, nesting: -1 | 0 | 1) => Token,
  text: string,
): Token {
  const token = new Fresh("text", "", 0);
  token.content = text;
  return token;
}

/** Links to anything but the web become their text, with the target in brackets where it says something new. */
function withWebLinksOnly(children: readonly Token[], asText: (text: string) => Token): Token[] {
  const kept: Token[] = [];
  let deadLink: { target: string; shown: string } | undefined;
  let isInLink = false;
  for (const child of children) {
    if (child.type === "link_open") {
      const target = attribute(child, "href");
      isInLink = isWebLink(target);
      deadLink = isInLink ? undefined : { target, shown: "" };
      if (isInLink) kept.push(child);
    } else if (child.type === "link_close") {
      if (isInLink) kept.push(child);
      else if (deadLink && !sameTarget(deadLink)) kept.push(asText(` (${deadLink.target})`));
      deadLink = undefined;
      isInLink = false;
    } else {
      if (deadLink) deadLink.shown += child.content;
      if (child.type === "image" && isInLink) child.meta = { isInLink };
      kept.push(child);
    }
  }
  return kept;
}

function sameTarget({ target, shown }: { readonly target: string; readonly shown: string }): boolean {
  return target === "" || target === shown || target === encodeURI(shown);
}

function imageLink(parser: MarkdownIt, token: Token | undefined, env: Surroundings): string {
  if (!token) return "";
  const escape = parser.utils.escapeHtml;
  const label = escape(env.imageLabel(token.content));
  const source = attribute(token, "src");
  const isInLink = Boolean((token.meta as { isInLink?: boolean } | null)?.isInLink);
  return isInLink || !isWebLink(source) ? label : `<a href="${escape(source)}">${label}</a>`;
}

/** markdown-it aligns cells by a style attribute, which the page's policy forbids. */
function openCell(token: Token | undefined): string {
  if (!token) return "";
  const align = /text-align:(left|center|right)/.exec(attribute(token, "style"))?.[1];
  return align ? `<${token.tag} class="align-${align}">` : `<${token.tag}>`;
}
