/** A button that copies a text through the host, and shows for a moment that it did. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { IconButton } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";

/** Milliseconds for which the check mark stands. */
const shownFor = 1500;

/** The text is asked for when the button is pressed: it may be long and still growing. */
export function CopyButton({
  label,
  text,
}: {
  readonly label: string;
  readonly text: () => string;
}): JSX.Element {
  const { post, store } = usePage();
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return undefined;
    const timer = setTimeout(() => setDone(false), shownFor);
    return () => clearTimeout(timer);
  }, [isDone]);
  const press = (): void => {
    post({ type: "copy", text: text() });
    store.say("copied");
    setDone(true);
  };
  return <IconButton icon={isDone ? "check" : "copy"} label={label} press={press} />;
}
