/**
 * Markdown of a model, for a place where VS Code draws it: what would load something or be taken for HTML or an icon is
 * text, and so is a link that leads elsewhere than to the web: VS Code opens those to files at a click, unasked. Pure.
 */

/** The bracket before a link's target, or before the target of a reference, that does not begin like one of the web. */
const beforeOtherTarget = /\](?=[(:](?![ \t\r\n]*(?:https?:|mailto:)))/gi;

/** The text without all that. */
export function harmlessMarkdown(text: string): string {
  return text
    .replace(/</g, "&lt;")
    .replace(/!\[/g, "! [")
    .replace(/\$\(/g, "$ (")
    .replace(beforeOtherTarget, "] ");
}
