/**
 * A stretch of a document, in lines and characters, that follows the changes around it: `track.ts` for those who know no
 * offsets. What is put in at its edges on lines of its own stays outside, letters typed there are inside; where only a
 * part of it was replaced, it ends where the new text does.
 */

/** A place in a text, both from 0. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** From a place to another, the end excluded. */
export interface Stretch {
  readonly start: Place;
  readonly end: Place;
}

/** What stood in a stretch becomes `text`. */
export interface StretchChange {
  readonly range: Stretch;
  readonly text: string;
}

/** The stretch after the changes of one edit, which the editor gives by their places before any of them. */
export function followLines(stretch: Stretch, changes: readonly StretchChange[]): Stretch {
  return changes
    .toSorted((one, other) => compare(other.range.start, one.range.start))
    .reduce((followed, change) => {
      const { start, end } = followed;
      const { text } = change;
      // Whole lines end before the first character of the next one, which is not theirs.
      const isWhole = end.character === 0 && end.line > start.line;
      return {
        start: moved(start, change, /[\r\n]$/.test(text)),
        end: moved(end, change, !isWhole && !/^[\r\n]/.test(text)),
      };
    }, stretch);
}

/** A place after a change; `isPushed`: by what is put in just there. */
function moved(place: Place, { range, text }: StretchChange, isPushed: boolean): Place {
  const { start, end } = range;
  const lines = text.split(/\r\n|\r|\n/);
  const last = lines.at(-1)?.length ?? 0;
  const newEnd: Place = {
    line: start.line + lines.length - 1,
    character: lines.length > 1 ? last : start.character + last,
  };
  const isAtInsertion = compare(start, end) === 0 && compare(place, start) === 0;
  if (isAtInsertion) return isPushed ? newEnd : place;
  if (compare(place, start) <= 0) return place;
  if (compare(place, end) < 0) return compare(place, newEnd) < 0 ? place : newEnd;
  return place.line > end.line
    ? { line: place.line + newEnd.line - end.line, character: place.character }
    : { line: newEnd.line, character: newEnd.character + place.character - end.character };
}

function compare(one: Place, other: Place): number {
  return one.line - other.line || one.character - other.character;
}
