/** Days, moments and sums as the reader's language writes them. */
import assert from "node:assert/strict";
import { dayText, momentText } from "../../../src/core/text/moments.ts";
import { amountText } from "../../../src/core/text/numbers.ts";

const plain = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, " ");

describe("a moment", () => {
  const at = Date.UTC(2026, 10, 20, 21, 5);

  it("is on the reader's clock, in the reader's words", () => {
    const clock = new Intl.DateTimeFormat("en", { hour: "numeric", minute: "2-digit" }).format(at);
    assert.ok(momentText(at, { locale: "en" }).includes(plain(clock)), momentText(at, { locale: "en" }));
    assert.match(momentText(at, { locale: "zh-cn" }), /^2026年11月2[01]日/);
  });

  it("names its clock", () => {
    const zone = new Intl.DateTimeFormat("en", { timeZoneName: "short" })
      .formatToParts(at)
      .find(({ type }) => type === "timeZoneName")?.value;
    assert.ok(zone && momentText(at, { locale: "en" }).endsWith(zone));
  });

  it("is on the clock of the time zone that the reader is in, where that is known", () => {
    assert.equal(momentText(at, { locale: "en" }, "Asia/Shanghai"), "Nov 21, 2026, 5:05 AM GMT+8");
    assert.equal(momentText(at, { locale: "en" }, "UTC"), "Nov 20, 2026, 9:05 PM UTC");
  });
});

describe("a day", () => {
  for (const [date, locale, shown] of [
    ["2026-11-15", "en", "Nov 15, 2026"],
    ["2026-11-15", "de", "15.11.2026"],
    ["2026-11-15", "zh-cn", "2026年11月15日"],
    ["last week", "en", "last week"],
  ] as const) {
    it(`${date} is ${shown}`, () => assert.equal(dayText(date, { locale }), shown));
  }
});

describe("a sum of money", () => {
  for (const [amount, currency, locale, shown] of [
    ["110.00", "CNY", "en", "CN¥110.00"],
    ["110.00", "CNY", "zh-cn", "¥110.00"],
    ["1234.5", "USD", "de", "1.234,50 $"],
    ["0.00012345", "USD", "en", "$0.00012345"],
    ["12345678901234567890.12", "USD", "en", "$12,345,678,901,234,567,890.12"],
    ["much", "USD", "en", "much USD"],
    ["5", "credits", "en", "5 credits"],
  ] as const) {
    it(`of ${amount} ${currency} is ${shown}`, () =>
      assert.equal(plain(amountText(amount, currency, { locale })), shown));
  }
});
