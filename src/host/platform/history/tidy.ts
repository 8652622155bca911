/**
 * Puts into the trash and deletes what is due. What holds no message any more is in no list, and goes as if it had been
 * put into the trash then.
 */
import { due } from "../../../core/history/retention.ts";
import type { ConversationFiles } from "../conversationFiles.ts";

export interface TidyParts {
  readonly files: ConversationFiles;
  /** Days that a conversation is kept; 0 for ever. */
  readonly retentionDays: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether somebody has a conversation before them, or it runs. It stays. */
  readonly isOpen: (id: string) => boolean;
}

/** Resolves when it is done. */
export async function tidy({ files, retentionDays, now, isOpen }: TidyParts): Promise<void> {
  const summaries = (await files.all()).filter(({ id }) => !isOpen(id));
  const { trash, remove, empty } = due(summaries, retentionDays, now);
  for (const id of trash) await files.mark(id, [{ type: "trashed", trashed: true, at: now }]);
  for (const id of remove) await files.remove(id);
  for (const id of empty) {
    // A summary may miss a question whose line was torn: what was answered is not thrown away for that.
    if ((await files.read(id))?.turns.length === 0) await files.remove(id);
  }
}
