/**
 * The content security policy of our pages: only the script with this nonce runs, and nothing is loaded but from
 * `source`, where the extension's own files are.
 */
export function pagePolicy(nonce: string, source: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source} data:`,
  ].join("; ");
}
