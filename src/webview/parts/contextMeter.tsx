/** How much of the model's context sending now would take, and what that is likely to cost. */
import type { JSX } from "preact";
import { filled } from "../../protocol/strings.ts";
import type { Meter } from "../../protocol/toWebview.ts";
import { count, dollars, short, type Words } from "../page/figures.ts";
import type { PageState } from "../page/pageState.ts";
import { Icon } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";

/** Nothing before the host has said something. */
export function ContextMeter({ state: { meter } }: { readonly state: PageState }): JSX.Element | null {
  const page = usePage();
  const { strings } = page;
  if (!meter) return null;
  const { tokens, limit = Math.max(1, tokens) } = meter;
  const isOver = tokens > limit;
  const size = sizeText(meter, page, short);
  const cost = costText(meter, page);
  const details = [
    sizeText(meter, page, count),
    cost,
    meter.cached > 0 && filled(strings.meterCached, { tokens: count(meter.cached, page) }),
    isOver && strings.meterOver,
  ].filter((part) => typeof part === "string");
  return (
    <div
      class={isOver ? "meter over" : "meter"}
      role="meter"
      aria-label={strings.contextSize}
      aria-valuemin={0}
      aria-valuemax={limit}
      aria-valuenow={Math.min(tokens, limit)}
      aria-valuetext={details.join(" · ")}
      title={details.join("\n")}
    >
      {isOver && <Icon name="warning" />}
      {meter.limit !== undefined && (
        <div class="meter-track">
          <div class="meter-fill" style={{ width: `${Math.min(100, (100 * tokens) / limit)}%` }} />
        </div>
      )}
      <span>{size}</span>
      {cost !== undefined && <span>{cost}</span>}
    </div>
  );
}

function sizeText(
  { tokens, limit }: Meter,
  page: Words,
  number: (value: number, words: Words) => string,
): string {
  const { strings } = page;
  if (limit === undefined) return filled(strings.meterTokens, { tokens: number(tokens, page) });
  return filled(strings.meterOf, { tokens: number(tokens, page), limit: number(limit, page) });
}

function costText({ usd, isPeak }: Meter, page: Words): string | undefined {
  if (usd === undefined) return undefined;
  const { strings } = page;
  return filled(isPeak ? strings.meterPeak : strings.meterCost, { cost: dollars(usd, page) });
}
