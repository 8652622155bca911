import { priceOf } from "./prices.js";

export interface Line {
  readonly article: string;
  readonly quantity: number;
}

/** What a customer is about to buy. */
export class Cart {
  private readonly lines: Line[] = [];

  add(article: string, quantity = 1): void {
    if (quantity < 1) throw new RangeError(`Can't add ${quantity} of ${article}`);
    this.lines.push({ article, quantity });
  }

  remove(article: string): void {
    const index = this.lines.findIndex((line) => line.article === article);
    this.lines.splice(index, 1);
  }

  /** In cents. */
  total(): number {
    let sum = 0;
    for (const line of this.lines) {
      sum += priceOf(line.article) * line.quantity;
    }
    return sum;
  }
}

export function format(cents: number): string {
  return (cents / 100).toFixed(2) + " €";
}
