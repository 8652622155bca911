/** Which model answers and how much it thinks; the host shows the lists to choose from. */
import type { JSX } from "preact";
import type { Effort } from "../../core/request.ts";
import { filled, type StringKey } from "../../protocol/strings.ts";
import type { ChatStatus, InstructionStatus } from "../../protocol/toWebview.ts";
import { spelledOut } from "../markdown/unseen.ts";
import { Icon } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";

const effortKeys: Readonly<Record<Effort, StringKey>> = {
  off: "effortOff",
  low: "effortLow",
  high: "effortHigh",
  max: "effortMax",
};

/** The two pickers. */
export function Pickers({ status }: { readonly status: ChatStatus }): JSX.Element {
  const { post, strings } = usePage();
  const effort = strings[effortKeys[status.effort]];
  return (
    <div class="pickers">
      <button
        type="button"
        class="picker picker-model"
        aria-label={filled(strings.model, { name: status.model })}
        title={`${filled(strings.model, { name: status.model })} (${status.providerLabel})`}
        onClick={() => post({ type: "press", button: "selectModel" })}
      >
        <span class="picker-name">{status.model}</span>
        <Icon name="chevron-down" />
      </button>
      <button
        type="button"
        class="picker"
        aria-label={filled(strings.thinkingPicker, { name: effort })}
        title={filled(strings.thinkingPicker, { name: effort })}
        onClick={() => post({ type: "press", button: "selectThinking" })}
      >
        <Icon name="lightbulb" />
        <span class="picker-name">{effort}</span>
        <Icon name="chevron-down" />
      </button>
      {status.instructions && <InstructionsPicker {...status.instructions} />}
    </div>
  );
}

/** Which of the instructions that were found hold for this conversation. */
function InstructionsPicker({ names, on }: InstructionStatus): JSX.Element {
  const { post, strings } = usePage();
  const label = filled(strings.instructions, { on, all: names.length });
  return (
    <button
      type="button"
      class="picker"
      aria-label={label}
      title={[label, ...names.map(spelledOut)].join("\n")}
      onClick={() => post({ type: "press", button: "switchInstructions" })}
    >
      <Icon name="book" />
      <span class="picker-name">{on}</span>
    </button>
  );
}
