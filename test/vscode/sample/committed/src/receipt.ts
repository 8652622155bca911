import { Cart, format } from "./cart.js";

/** The last line of a receipt, with the date in ISO form. */
export function lastLine(cart: Cart, date: Date): string {
  const total: string = cart.total();
  return `${date.toISOString().slice(0, 10)}  ${format(total)}`;
}
