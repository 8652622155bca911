const prices = new Map<string, number>([
  ["apple", 45],
  ["bread", 320],
  ["milk", 129],
]);

/** In cents. */
export function priceOf(article: string): number {
  const price = prices.get(article);
  if (price === undefined) throw new Error(`No price for ${article}`);
  return price;
}
