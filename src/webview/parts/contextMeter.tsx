/** How much of the model's context sending now would take, and what that is likely to cost. */
import type { JSX } from "preact";
import { filled } from "../../protocol/strings.ts";
import type { ContextChip, Meter } from "../../protocol/toWebview.ts";
import { count, dollars, listed, short, type Words } from "../page/figures.ts";
import type { PageState } from "../page/pageState.ts";
import { chipName } from "./contextChip.tsx";
import { Icon } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";

/** Nothing before the host has said something. */
export function ContextMeter({ state }: { readonly state: PageState }): JSX.Element | null {
  const { meter, context } = state;
  const page = usePage();
  const { strings } = page;
  if (!meter) return null;
  const { tokens, limit = Math.max(1, tokens) } = meter;
  const isOver = tokens > limit;
  const size = sizeText(meter, page, short);
  const cost = costText(meter, page);
  const cut = cutText(meter, context, page, "short");
  const details = [
    sizeText(meter, page, count),
    cost,
    meter.cached > 0 && filled(strings.meterCached, { tokens: count(meter.cached, page) }),
    isOver && strings.meterOver,
    cutText(meter, context, page, "exact"),
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
      {cut !== undefined && <span class="meter-cut">{cut}</span>}
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

/** Which chips don't go whole, in their order. The chips themselves show how much of them does. */
function cutText(
  { chips, cut }: Meter,
  context: readonly ContextChip[],
  page: Words,
  how: "short" | "exact",
): string | undefined {
  const { strings } = page;
  const names = context.flatMap((chip) => {
    const kept = cut[chip.id];
    if (kept === undefined) return [];
    const isShort = how === "short";
    const name = isShort ? chip.path.slice(chip.path.lastIndexOf("/") + 1) : chipName(chip, strings);
    if (kept === 0) return [filled(strings.meterLeftOutName, { name })];
    if (isShort) return [name];
    const tokens = count(chips[chip.id] ?? kept, page);
    return [filled(strings.meterCutName, { name, kept: count(kept, page), tokens })];
  });
  return names.length === 0 ? undefined : filled(strings.meterCut, { names: listed(names, page) });
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
