/**
 * The person's time zone. Pages know it, because they run where the person is; in a remote window (SSH, WSL, containers)
 * the extension does not. Kept for the time before the first page is there.
 */
import { isZone, type Zone } from "../../core/localDay.ts";

export interface TimeZone {
  /** As a page has told it last; undefined before any has: the machine's own counts. */
  readonly current: () => Zone;
  /** A page is up and says where it is. What is no time zone is passed over. */
  tell(zone: unknown): void;
}

/** What is asked of the editor's memory. */
export interface ZoneMemory {
  get(name: string): unknown;
  update(name: string, value: string): PromiseLike<void>;
}

const name = "sonde.timeZone";

/** The time zone in the editor's memory. */
export function createTimeZone(memory: ZoneMemory): TimeZone {
  let zone = checked(memory.get(name));
  return {
    current: () => zone,
    tell(told) {
      const next = checked(told);
      if (next === undefined || next === zone) return;
      zone = next;
      void memory.update(name, next);
    },
  };
}

function checked(value: unknown): Zone {
  return typeof value === "string" && isZone(value) ? value : undefined;
}
