/** Send, or Stop while an answer runs: one button, so that the focus stays on it. */
import type { JSX } from "preact";
import { Icon } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";

/** An empty message leaves it in place, because a button that is taken away takes the focus along. */
export function SendButton(properties: {
  readonly isRunning: boolean;
  readonly isEmpty: boolean;
  readonly press: () => void;
}): JSX.Element {
  const { isRunning, isEmpty, press } = properties;
  const { strings } = usePage();
  const label = isRunning ? strings.stop : strings.send;
  return (
    <button
      type="button"
      class={isRunning ? "send stop" : "send"}
      aria-label={label}
      title={label}
      aria-disabled={!isRunning && isEmpty}
      // The second half of a double click on Send would stop what the first half has sent.
      onClick={(event) => event.detail <= 1 && press()}
    >
      <Icon name={isRunning ? "debug-stop" : "send"} />
    </button>
  );
}
