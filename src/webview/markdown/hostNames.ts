/**
 * How a host's name is written on the wire: stands in for the package `punycode.js`, of which our Markdown parser uses
 * this function alone. The browser knows how, and it is the browser that opens the link.
 */
export default {
  /** `bücher.example` as `xn--bcher-kva.example`. Throws a `TypeError` if that is no host's name. */
  toASCII: (host: string): string => (/[^\0-\x7F]/.test(host) ? new URL(`http://${host}`).hostname : host),
};
