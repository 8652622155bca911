/**
 * Which conversations go, and when: first into the trash, for a month, then for good.
 */
import { dayMs } from "../localDay.ts";
import type { Summary } from "./summary.ts";

/** Days that a conversation stays in the trash. */
export const trashDays = 30;

/** What is due. */
export interface Due {
  readonly trash: readonly string[];
  readonly remove: readonly string[];
  /** Without a question, and so in no list: to be removed if they hold nothing. */
  readonly empty: readonly string[];
}

/**
 * What is due at a moment. `retentionDays` 0 keeps everything. Pinned conversations are kept, and so are those that a
 * newer version wrote, because this one may not know what it would throw away.
 */
export function due(summaries: readonly Summary[], retentionDays: number, now: number): Due {
  const open = summaries.filter((one) => !one.isReadOnly);
  const isOld = (at: number, days: number): boolean => now - at > days * dayMs;
  return {
    trash: open
      .filter((one) => retentionDays > 0 && one.trashedAt === undefined && !one.isPinned && !isEmpty(one))
      .filter((one) => isOld(one.updatedAt, retentionDays))
      .map((one) => one.id),
    remove: open
      .filter((one) => one.trashedAt !== undefined && isOld(one.trashedAt, trashDays))
      .map((one) => one.id),
    empty: open
      .filter((one) => one.trashedAt === undefined && isEmpty(one) && isOld(one.updatedAt, trashDays))
      .map((one) => one.id),
  };
}

function isEmpty({ question }: Summary): boolean {
  return question === undefined;
}
