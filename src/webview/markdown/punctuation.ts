/**
 * What punctuation and symbols are: stands in for the package `uc.micro`, of which the Markdown parser itself uses these
 * two alone. The browser knows them, so the page need not carry the table of symbols, which is 3 KB. Names are those of
 * Unicode's categories.
 */
export const P = /\p{P}/u;
export const S = /\p{S}/u;
