/**
 * The smallest pieces that changes can be sorted by: each hunk of a text file, a rename, a change of mode, and
 * everything else as a whole. Any set of them makes a valid state of the repository.
 */
import { changesMode, isSubmodule, type FileChange } from "./change.ts";

/** One piece. Its id names the file by its number from 1: `3`, `3.2`, `3.rename`, `3.mode`. */
export type Part =
  /** Whole files, by index. More than one where a file takes the place of a folder or the other way round. */
  | { readonly id: string; readonly kind: "whole"; readonly changes: readonly number[] }
  | { readonly id: string; readonly kind: "rename" | "mode"; readonly change: number }
  | { readonly id: string; readonly kind: "hunk"; readonly change: number; readonly hunk: number };

/** The indices of the files that a part touches. */
export function changesOf(part: Part): readonly number[] {
  return part.kind === "whole" ? part.changes : [part.change];
}

/** All parts of the changes, in their order. */
export function partsOf(changes: readonly FileChange[]): readonly Part[] {
  const groups = tiedChanges(changes);
  return groups.flatMap((group): readonly Part[] => {
    const [index = 0] = group;
    const change = changes[index];
    const id = String(index + 1);
    if (!change || group.length > 1 || !isDivisible(change)) return [{ id, kind: "whole", changes: group }];
    const rename: Part = { id: `${id}.rename`, kind: "rename", change: index };
    const mode: Part = { id: `${id}.mode`, kind: "mode", change: index };
    return [
      ...(change.kind === "renamed" ? [rename] : []),
      ...(changesMode(change) ? [mode] : []),
      ...change.hunks.map((_, hunk): Part => ({
        id: `${id}.${hunk + 1}`,
        kind: "hunk",
        change: index,
        hunk,
      })),
    ];
  });
}

function isDivisible(change: FileChange): boolean {
  const { kind, before, after, hunks, isBinary } = change;
  const isFile = before.mode.startsWith("100") && after.mode.startsWith("100");
  return (
    (kind === "modified" || kind === "renamed") &&
    isFile &&
    !isBinary &&
    !isSubmodule(change) &&
    hunks.length > 0
  );
}

/** Changes that only work together, because one's file lies where another's folder does; each other one by itself. */
function tiedChanges(changes: readonly FileChange[]): readonly (readonly number[])[] {
  const leader = changes.map((_, index) => index);
  const find = (index: number): number => {
    const up = leader[index] ?? index;
    return up === index ? index : find(up);
  };
  const places = new Map<string, number>();
  for (const [index, { oldPath, path }] of changes.entries()) {
    for (const place of oldPath === undefined ? [path] : [oldPath, path]) places.set(place, index);
  }
  for (const [place, index] of places) {
    for (let end = place.lastIndexOf("/"); end > 0; end = place.lastIndexOf("/", end - 1)) {
      const above = places.get(place.slice(0, end));
      if (above === undefined) continue;
      const [low, high] = [find(index), find(above)].toSorted((a, b) => a - b);
      leader[high ?? index] = low ?? index;
    }
  }
  const groups = new Map<number, number[]>();
  for (const index of changes.keys()) groups.set(find(index), [...(groups.get(find(index)) ?? []), index]);
  return [...groups.values()];
}
