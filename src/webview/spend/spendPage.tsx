/** What requests have cost: two sums, a picture of the last days, and tables by feature and by model. */
import type { NamedSpend, Spend } from "../../core/ledger.ts";
import type { SpendMessage, SpendStrings } from "../../protocol/spend.ts";
import { filled } from "../../protocol/strings.ts";
import { count } from "../../core/text/numbers.ts";
import { DayBars } from "./dayBars.tsx";
import { money } from "./money.ts";

type Words = Pick<SpendMessage, "strings" | "locale">;

export function SpendPage({ report, strings, locale, balance }: SpendMessage) {
  const words = { strings, locale };
  return (
    <main class="spend">
      <h1>{strings.title}</h1>
      <div class="sums">
        <Sum title={strings.today} spend={report.today} {...words} />
        <Sum title={strings.month} spend={report.month} {...words} />
      </div>
      {balance && <p>{filled(strings.balance, balance)}</p>}
      <h2>{strings.lastDays}</h2>
      <DayBars days={report.days} {...words} />
      <h2>{strings.byPurpose}</h2>
      <Table
        rows={report.byPurpose.map((row) => ({ ...row, name: purposeName(row.name, strings) }))}
        {...words}
      />
      <h2>{strings.byModel}</h2>
      <Table rows={report.byModel} {...words} />
      <p class="quiet">{strings.source}</p>
    </main>
  );
}

function Sum({ title, spend, strings, locale }: Words & { readonly title: string; readonly spend: Spend }) {
  const number = (value: number): string => count(value, { locale });
  const tokens = {
    input: number(spend.input),
    cached: number(spend.cachedInput),
    output: number(spend.output),
  };
  const requests = filled(strings.requests, { n: number(spend.requests) });
  return (
    <section class="sum" aria-label={title}>
      <h2>{title}</h2>
      <p class="amount">{money(spend, locale)}</p>
      <p>{spend.requests === 1 ? strings.oneRequest : requests}</p>
      <p class="quiet">{filled(strings.tokens, tokens)}</p>
      {spend.unknown > 0 && <p>{filled(strings.unknown, { n: number(spend.unknown) })}</p>}
      {spend.estimated > 0 && <p>{filled(strings.estimated, { n: number(spend.estimated) })}</p>}
    </section>
  );
}

function Table({ rows, strings, locale }: Words & { readonly rows: readonly NamedSpend[] }) {
  if (rows.length === 0) return <p class="quiet">{strings.none}</p>;
  return (
    <table>
      <thead>
        <tr>
          {[strings.name, strings.cost, strings.count, strings.input, strings.output].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td>{money(row, locale)}</td>
            <td>{count(row.requests, { locale })}</td>
            <td>{count(row.input, { locale })}</td>
            <td>{count(row.output, { locale })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function purposeName(purpose: string, strings: SpendStrings): string {
  const names: Readonly<Record<string, string>> = {
    chat: strings.purposeChat,
    compact: strings.purposeCompact,
    explain: strings.purposeExplain,
    edit: strings.purposeEdit,
    fix: strings.purposeFix,
    commit: strings.purposeCommit,
    test: strings.purposeTest,
  };
  return names[purpose] ?? purpose;
}
