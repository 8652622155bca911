/**
 * Remembers which messages a repository was offered for the same changes, so that asking again gives another one.
 */

/** How many variants are told to the model. */
const most = 6;

interface Offered {
  readonly fingerprint: string;
  readonly messages: readonly string[];
}

/** What was offered, for each repository. Lives as long as the window. */
export class Variants {
  readonly #offered = new Map<string, Offered>();

  /**
   * What the text in the box means: with one of the variants it means "another one"; anything else is a hint. `drafts`
   * are texts that nobody typed.
   */
  read(
    repository: string,
    fingerprint: string,
    text: string,
    drafts: readonly string[],
  ): { readonly hint: string; readonly earlier: readonly string[] } {
    const offered = this.#offered.get(repository);
    const isSame = offered?.fingerprint === fingerprint;
    const typed = text.trim();
    const isOurs = offered?.messages.includes(typed) === true;
    const earlier = isSame && (isOurs || typed === "") ? offered.messages : [];
    return { hint: isOurs || drafts.includes(typed) ? "" : typed, earlier };
  }

  /** Keeps a message that was offered. */
  add(repository: string, fingerprint: string, message: string): void {
    const offered = this.#offered.get(repository);
    const before = offered?.fingerprint === fingerprint ? offered.messages : [];
    this.#offered.set(repository, { fingerprint, messages: [...before, message.trim()].slice(-most) });
  }
}
