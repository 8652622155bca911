/** Takes a share off a price in cents and rounds in the customer's favour. */
export function discounted(cents: number, percent: number): number {
  if (percent < 0 || percent > 100) throw new RangeError(`${percent} is no percentage`);
  return Math.floor(cents * (1 - percent / 100));
}
