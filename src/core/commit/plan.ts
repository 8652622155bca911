/**
 * A plan: which parts go into which commit. Owns how a model's answer is read and mended, and every way in which a
 * person changes a plan. In every plan each part is in exactly one place, and no commit is empty.
 */
import { asArray, asObject, asText, parseJson } from "../json.ts";

/** One commit of a plan. */
export interface PlannedCommit {
  /** What it is known by while its place and its parts change. No other commit of the plan ever has the same. */
  readonly id: number;
  readonly message: string;
  /** Why these parts belong together; for the person, never part of the commit. */
  readonly reason: string;
  /** Ids of parts. */
  readonly parts: readonly string[];
}

/** Commits in their order, and parts that stay uncommitted. */
export interface Plan {
  readonly commits: readonly PlannedCommit[];
  readonly leftOut: readonly string[];
  /** The id that the next new commit gets. */
  readonly nextId: number;
}

/** What was wrong with a model's plan and has been mended. */
export interface Mended {
  readonly plan: Plan;
  /** Parts that no commit named: they are in a last commit of their own. */
  readonly forgotten: readonly string[];
  /** Parts that several commits named: they are in the first of them. */
  readonly doubled: readonly string[];
  /** Whether anything of the answer could be used. */
  readonly isReadable: boolean;
}

/** What the last commit of forgotten parts says. */
export interface Remainder {
  readonly message: string;
  readonly reason: string;
}

/** Reads a model's answer. `ids` are all parts that are to be sorted; `leftOut` stay uncommitted from the start. */
export function readPlan(
  answer: string,
  ids: readonly string[],
  leftOut: readonly string[],
  remainder: Remainder,
): Mended {
  const proposed = commitsOf(answer);
  const known = new Set(ids);
  const placed = new Set<string>();
  const doubled = new Set<string>();
  const commits = proposed.map(({ message, reason, parts }, index): PlannedCommit => {
    const own = new Set<string>();
    for (const id of parts.flatMap((part) => expand(part, ids))) {
      if (!known.has(id) || own.has(id)) continue;
      if (placed.has(id)) doubled.add(id);
      else own.add(id);
    }
    for (const id of own) placed.add(id);
    return { id: index, message, reason, parts: [...own] };
  });
  const forgotten = ids.filter((id) => !placed.has(id));
  const last: PlannedCommit = { id: commits.length, ...remainder, parts: forgotten };
  return {
    plan: tidy({ commits: [...commits, last], leftOut, nextId: commits.length + 1 }),
    forgotten,
    doubled: [...doubled],
    isReadable: placed.size > 0,
  };
}

/** The commits that an answer names; what is no JSON, or lacks a message, is passed over. */
function commitsOf(answer: string): readonly Omit<PlannedCommit, "id">[] {
  const start = answer.indexOf("{");
  const end = answer.lastIndexOf("}");
  const file = asObject(parseJson(answer.slice(start, end + 1)));
  return asArray(file?.["commits"]).flatMap((item) => {
    const fields = asObject(item);
    const message = asText(fields?.["message"])?.trim() ?? "";
    const parts = asArray(fields?.["parts"]).flatMap((part) =>
      typeof part === "number" ? String(part) : (asText(part) ?? []),
    );
    return message === "" ? [] : [{ message, reason: asText(fields?.["reason"])?.trim() ?? "", parts }];
  });
}

/** The ids that a name stands for: itself, all parts of a file (`3`), or a row of hunks (`3.1-3.4`). */
function expand(name: string, ids: readonly string[]): readonly string[] {
  const trimmed = name.trim();
  if (ids.includes(trimmed)) return [trimmed];
  const row = /^(\d+)\.(\d+)\s*[-–]\s*(?:(\d+)\.)?(\d+)$/.exec(trimmed);
  if (row) {
    const [, file, from, , to] = row;
    return ids.filter((id) => {
      const [own, hunk] = id.split(".");
      return own === file && Number(hunk) >= Number(from) && Number(hunk) <= Number(to);
    });
  }
  return /^\d+$/.test(trimmed) ? ids.filter((id) => id.startsWith(`${trimmed}.`)) : [];
}

/** Moves parts into a commit by index; `new` makes one after the last, `out` leaves them uncommitted. */
export function moveParts(
  plan: Plan,
  ids: readonly string[],
  to: number | "new" | "out",
  message = "",
): Plan {
  const moved = new Set(ids);
  const commits = plan.commits.map((commit, index) => {
    const kept = commit.parts.filter((id) => !moved.has(id));
    return { ...commit, parts: index === to ? [...kept, ...ids] : kept };
  });
  const added = to === "new" ? [{ id: plan.nextId, message, reason: "", parts: ids }] : [];
  const leftOut = plan.leftOut.filter((id) => !moved.has(id));
  return tidy({
    commits: [...commits, ...added],
    leftOut: to === "out" ? [...leftOut, ...ids] : leftOut,
    nextId: plan.nextId + added.length,
  });
}

/** Puts a commit at another place in the order. */
export function moveCommit(plan: Plan, from: number, to: number): Plan {
  const commit = plan.commits[from];
  if (!commit || to < 0 || to >= plan.commits.length) return plan;
  return { ...plan, commits: plan.commits.toSpliced(from, 1).toSpliced(to, 0, commit) };
}

/** Puts a commit's parts into the one before it, whose message stays; the reasons are joined. */
export function mergeIntoPrevious(plan: Plan, index: number): Plan {
  const commit = plan.commits[index];
  const previous = plan.commits[index - 1];
  if (!commit || !previous) return plan;
  const reason = [previous.reason, commit.reason].filter((one) => one !== "").join(" ");
  const merged = { ...previous, reason, parts: [...previous.parts, ...commit.parts] };
  return { ...plan, commits: plan.commits.toSpliced(index - 1, 2, merged) };
}

/** Gives a commit, by its id, another message. */
export function setMessage(plan: Plan, id: number, message: string): Plan {
  return { ...plan, commits: plan.commits.map((one) => (one.id === id ? { ...one, message } : one)) };
}

function tidy(plan: Plan): Plan {
  return { ...plan, commits: plan.commits.filter(({ parts }) => parts.length > 0) };
}
