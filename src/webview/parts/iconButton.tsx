/** Icons of the editor's own font, and buttons that are only an icon. */
import type { JSX } from "preact";
import { spelledOut } from "../markdown/unseen.ts";

/** An icon; for the eye only. */
export function Icon({
  name,
  isSpinning = false,
}: {
  readonly name: string;
  readonly isSpinning?: boolean;
}): JSX.Element {
  return (
    <span class={`codicon codicon-${name}${isSpinning ? " codicon-modifier-spin" : ""}`} aria-hidden="true" />
  );
}

/** A button that shows an icon and is named by its label. */
export function IconButton(properties: {
  readonly icon: string;
  readonly label: string;
  readonly press: (event: MouseEvent) => void;
  readonly className?: string;
  /** Keys that do something else with what the button stands at. */
  readonly keys?: string | undefined;
}): JSX.Element {
  const { icon, label, press, className = "", keys } = properties;
  return (
    <button
      type="button"
      class={`icon-button ${className}`}
      aria-label={label}
      aria-keyshortcuts={keys}
      title={spelledOut(label)}
      onClick={press}
    >
      <Icon name={icon} />
    </button>
  );
}
