/**
 * A range of a document that follows the person's typing. The range covers whole lines, without the last line's line
 * end. Owns the rule of what belongs to it at its edges: a line that is opened above or below stays outside, letters
 * typed at an edge are inside.
 */

/** A range of characters, from 0; `end` is excluded. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

/** One change of a document: `length` characters at `offset` become `text`. Offsets are those before the change. */
export interface TextChange {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** A range after a change. */
export interface Followed {
  readonly range: OffsetRange;
  /** Whether something inside changed. */
  readonly isTouched: boolean;
  /** Whether the change reached across an edge: what the range stands for can't be told any more. */
  readonly isTorn: boolean;
}

/** The range after a change of the document. */
export function follow(range: OffsetRange, change: TextChange): Followed {
  const { start, end } = range;
  const changeEnd = change.offset + change.length;
  const growth = change.text.length - change.length;
  const isAbove = changeEnd < start || (changeEnd === start && endsLine(change));
  if (isAbove)
    return { range: { start: start + growth, end: end + growth }, isTouched: false, isTorn: false };
  const isBelow = change.offset > end || (change.offset === end && startsLine(change));
  if (isBelow) return { range, isTouched: false, isTorn: false };
  const isInside = change.offset >= start && changeEnd <= end;
  if (isInside) return { range: { start, end: end + growth }, isTouched: true, isTorn: false };
  return {
    range: {
      start: Math.min(start, change.offset),
      end: Math.max(end, changeEnd) + growth,
    },
    isTouched: true,
    isTorn: true,
  };
}

/** The range after the changes of one edit, which the editor gives by their places before any of them. */
export function followAll(range: OffsetRange, changes: readonly TextChange[]): Followed {
  const fromTheEnd = changes.toSorted((a, b) => b.offset - a.offset);
  return fromTheEnd.reduce<Followed>(
    (followed, change) => {
      const next = follow(followed.range, change);
      return {
        range: next.range,
        isTouched: followed.isTouched || next.isTouched,
        isTorn: followed.isTorn || next.isTorn,
      };
    },
    { range, isTouched: false, isTorn: false },
  );
}

/** A change that ends with a line end, or removes up to a line's beginning, leaves that line alone. */
function endsLine({ text, length }: TextChange): boolean {
  return /[\r\n]$/.test(text) || (text === "" && length > 0);
}

function startsLine({ text, length }: TextChange): boolean {
  return /^[\r\n]/.test(text) || (text === "" && length > 0);
}
