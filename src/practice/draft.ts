/**
 * What a rule makes of a request, before it is cut and streamed.
 */

/** A rule's answer. */
export interface Draft {
  /** What the rule looked at, in sentences; true, and in the order of the looking. */
  readonly thoughts: readonly string[];
  /** Further sentences, only said where the request asks for much thinking. */
  readonly deeper: readonly string[];
  readonly text: string;
}
