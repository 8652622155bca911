/**
 * Puts `reasoning_details` together from the pieces in which OpenRouter streams them, so that they can go back as they
 * were. Pure.
 */
import { asArray, asObject, type JsonObject } from "../../core/json.ts";

/**
 * Pieces of `reasoning_details` (PROVIDERS §3, OpenRouter): those with the same index and type are one detail, whose
 * texts are joined; of every other field the last value counts.
 */
export function addDetails(details: JsonObject[], pieces: unknown): void {
  for (const piece of asArray(pieces)) {
    const next = asObject(piece);
    if (!next) continue;
    const last = details.at(-1);
    const goesOn = last && last["type"] === next["type"] && last["index"] === next["index"];
    if (goesOn) details[details.length - 1] = joined(last, next);
    else details.push(next);
  }
}

function joined(a: JsonObject, b: JsonObject): JsonObject {
  const all: Record<string, unknown> = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const before = a[name];
    const grows = ["text", "summary", "data"].includes(name);
    if (grows && typeof before === "string" && typeof value === "string") all[name] = before + value;
    else if (value !== null && value !== undefined) all[name] = value;
  }
  return all;
}
