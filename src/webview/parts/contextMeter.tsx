/**
 * How much of the model's context sending now would take, what is left, and what that is likely to cost. With the focus on
 * it, by Tab or by a press, it shows all that the host knows of it.
 */
import type { JSX } from "preact";
import { spelledOut } from "../markdown/unseen.ts";
import type { PageState } from "../page/pageState.ts";
import { Icon } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";

/** Nothing before the host has said something. */
export function ContextMeter({ state: { meter } }: { readonly state: PageState }): JSX.Element | null {
  const { post, strings } = usePage();
  if (!meter) return null;
  const { tokens, limit = Math.max(1, tokens) } = meter;
  const details = meter.details.map(spelledOut);
  const isOver = tokens > limit;
  return (
    <div class="meter-row">
      {meter.warnings.map((warning) => (
        <span class="meter-cut">{spelledOut(warning)}</span>
      ))}
      {meter.isTight && (
        <button
          type="button"
          class="link-button"
          title={strings.commandCompact}
          onClick={() => post({ type: "press", button: "compactChat" })}
        >
          {strings.compactChat}
        </button>
      )}
      <div
        class={isOver ? "meter over" : "meter"}
        role="meter"
        tabIndex={0}
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
        {meter.figures.map((figure) => (
          <span>{figure}</span>
        ))}
        <div class="meter-details">{details.join("\n")}</div>
      </div>
    </div>
  );
}
