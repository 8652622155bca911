/**
 * What `&amp;` and its 2,000 relatives mean: stands in for the package of that name, of which the Markdown parser uses
 * this function alone. The browser knows them all, so the page need not carry the table, which is 24 KB.
 */

/** A document that loads nothing and runs nothing. */
const inert = document.implementation.createHTMLDocument("").body;

/** The text of an entity such as `&amp;`; other text is given back as it is. */
export function decodeHTMLStrict(text: string): string {
  if (!/^&#?\w+;$/.test(text)) return text;
  inert.innerHTML = text;
  const meant = inert.textContent ?? text;
  // To a browser `&notit;` is `&not` and more; only `&semi;` means a semicolon.
  return meant.endsWith(";") && meant !== ";" ? text : meant;
}
