/**
 * The ends that an attempt comes to by itself, as values.
 */
import type { ChatEvent, Ending } from "../core/event.ts";
import type { Failure } from "../core/failure.ts";
import type { Log } from "../core/log.ts";

/** The host that a redirect points at. */
export function hostIn(location: string | undefined): string | undefined {
  return location !== undefined && URL.canParse(location) ? new URL(location).host : undefined;
}

/** A truncation whose cause is known. */
export function blamed(event: ChatEvent, cause: Failure): ChatEvent {
  if (event.type !== "end" || event.ending.reason !== "failed") return event;
  return event.ending.failure.kind === "truncated" ? { type: "end", ending: failed(cause) } : event;
}

/** The end by a failure. */
export function failed(failure: Failure): Ending {
  return { reason: "failed", failure };
}

/** A fault of our own. Only its name and place go to the log, because its message could quote anything. */
export function internal(log: Log, error: unknown): Ending {
  const name = error instanceof Error ? error.name : typeof error;
  const stack = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  const place = stack.filter((line) => line.trimStart().startsWith("at ")).slice(0, 3);
  log.warn(`fault of our own: ${name} ${place.join(" ")}`);
  return failed({ kind: "internal", code: name });
}
