/**
 * The answer side of the OpenAI shape: one reader for a stream's chunks and for a whole completion, which becomes
 * events. It reads every known field for thinking, so that hosts need no reader of their own (PROVIDERS §5).
 */
import type { ChatEvent, Ending } from "../../core/event.ts";
import type { Failure } from "../../core/failure.ts";
import { asAmount, asArray, asObject, asText, parseJson, type JsonObject } from "../../core/json.ts";
import { splitThinkTags, type Split, type ThinkTags } from "../../core/text/thinkTags.ts";
import type { Usage } from "../../core/usage.ts";
import { cleanText } from "../cleanText.ts";
import type { BodyEnd, Exchange } from "../dialect.ts";
import { failureInside } from "../failures.ts";
import { addDetails } from "./openaiDetails.ts";
import { assembleToolCalls, type ToolCallAssembly } from "./openaiToolCalls.ts";
import type { ToolNames } from "./openaiToolNames.ts";

/** How a host's answers are to be read. */
export interface AnswerRules {
  /** Whether `<think>` at the beginning of an answer is thinking. */
  readonly splitsThinkTags: boolean;
  /** Whether `usage.cost` is what the answer cost, in US dollars. */
  readonly tellsCost: boolean;
  /** Whether `reasoning_details` are reported, to be sent back. */
  readonly keepsDetails?: boolean | undefined;
  /** Whether an answer that goes on in blanks alone is stopped: JSON mode without its word (PROVIDERS Q29). */
  readonly stopsBlanks: boolean;
  readonly names: ToolNames;
  /** The key of the request: a host may repeat it in an error. */
  readonly key: string | undefined;
}

/** One of the answers that come side by side; nearly always there is one. */
interface Choice {
  readonly number: number;
  readonly tools: ToolCallAssembly;
  readonly tags: ThinkTags | undefined;
  /** Pieces of `reasoning_details`, put together. */
  readonly details: JsonObject[];
  /** Blanks at the end of the text so far. */
  blanks: number;
  finish: string | undefined;
  hasContent: boolean;
}

/** Most blanks in a row that an answer in JSON may have: far more than any indentation. */
const mostBlanks = 2000;

const none: readonly ChatEvent[] = [];

/** The receiving half of an exchange; `accept` takes a chunk that a dialect has put into this shape itself. */
export interface AnswerReader extends Pick<Exchange, "receive"> {
  accept(chunk: unknown): readonly ChatEvent[];
  close(end: BodyEnd): readonly ChatEvent[];
}

/** A reader for one answer. */
export function readAnswer(rules: AnswerRules): AnswerReader {
  const choices = new Map<number, Choice>();
  let usage: Usage | undefined;
  /** Frames of any kind, and those that were part of an answer. */
  let frames = 0;
  let understood = 0;

  function receive(frame: string): readonly ChatEvent[] {
    const value = parseJson(frame);
    if (asObject(value)) return accept(value);
    return fail(failureInside(value, rules.key) ?? malformed(frame, rules.key));
  }

  function accept(value: unknown): readonly ChatEvent[] {
    frames++;
    const chunk = unwrapped(value) ?? {};
    const listed = chunk["choices"];
    if (chunk["error"] !== undefined || listed === undefined) {
      const failure = failureInside(chunk, rules.key);
      if (failure) return fail(failure);
    }
    usage = usageOf(asObject(chunk["usage"]), rules.tellsCost) ?? usage;
    if (listed !== undefined) understood++;
    const entries = asArray(listed);
    if (entries.length === 0) return none;
    const events: ChatEvent[] = [];
    for (const [at, entry] of entries.entries()) {
      const object = asObject(entry);
      if (object)
        readChoice(choiceOf(choices, object, at, rules), object, rules.keepsDetails === true, events);
    }
    if (!rules.stopsBlanks || !floods(events, choices)) return events;
    return [...events, ...fail({ kind: "blanks" })];
  }

  /** An error that the host announces. What it had said before is kept. */
  function fail(failure: Failure): readonly ChatEvent[] {
    const events: ChatEvent[] = [];
    for (const choice of choices.values()) {
      if (choice.tags) say(choice, choice.tags.end(), events);
      sayDetails(choice, events);
    }
    if (usage) events.push({ type: "usage", usage });
    events.push({ type: "end", ending: { reason: "failed", failure } });
    return events;
  }

  function close(end: BodyEnd): readonly ChatEvent[] {
    const events: ChatEvent[] = [];
    const all = [...choices.values()].toSorted((a, b) => a.number - b.number);
    const over = end.done || all.some((choice) => choice.finish !== undefined);
    for (const choice of all) {
      if (choice.tags) say(choice, choice.tags.end(), events);
      if (over) sayTools(choice, rules.names, events);
      sayDetails(choice, events);
    }
    if (usage) events.push({ type: "usage", usage });
    const strange = frames > 0 && understood === 0;
    if (strange) events.push({ type: "end", ending: { reason: "failed", failure: { kind: "malformed" } } });
    else events.push({ type: "end", ending: over ? endingOf(all) : cutShort(frames, end, rules.key) });
    return events;
  }

  return { receive, accept, close };
}

function choiceOf(choices: Map<number, Choice>, entry: JsonObject, at: number, rules: AnswerRules): Choice {
  const number = typeof entry["index"] === "number" ? entry["index"] : at;
  const known = choices.get(number);
  if (known) return known;
  const tags = rules.splitsThinkTags ? splitThinkTags() : undefined;
  const choice: Choice = {
    number,
    tools: assembleToolCalls(),
    tags,
    details: [],
    blanks: 0,
    finish: undefined,
    hasContent: false,
  };
  choices.set(number, choice);
  return choice;
}

function readChoice(choice: Choice, entry: JsonObject, keepsDetails: boolean, events: ChatEvent[]): void {
  const delta = asObject(entry["delta"]) ?? asObject(entry["message"]);
  if (delta) {
    const thinking = thinkingIn(delta);
    const text = textIn(delta["content"]);
    if (thinking !== "") say(choice, { thinking, text: "" }, events);
    if (text !== "") say(choice, choice.tags ? choice.tags.feed(text) : { thinking: "", text }, events);
    if (delta["tool_calls"] !== undefined) choice.tools.add(delta["tool_calls"]);
    if (keepsDetails) addDetails(choice.details, delta["reasoning_details"]);
  } else {
    // The older completions shape.
    const text = asText(entry["text"]) ?? "";
    if (text !== "") say(choice, { thinking: "", text }, events);
  }
  const finish = asText(entry["finish_reason"]);
  if (finish !== undefined && finish !== "") choice.finish = finish;
}

function say(choice: Choice, said: Split, events: ChatEvent[]): void {
  if (said.rethinks) events.push({ type: "rethought", choice: choice.number });
  if (said.thinking !== "") events.push({ type: "thinking", text: said.thinking, choice: choice.number });
  if (said.text !== "") events.push({ type: "text", text: said.text, choice: choice.number });
  choice.hasContent ||= said.thinking !== "" || said.text !== "";
}

/** The calls of an answer that is over. One whose answer was cut by a limit counts only if its arguments are whole. */
function sayTools(choice: Choice, names: ToolNames, events: ChatEvent[]): void {
  const cut = choice.finish === "length" || choice.finish === "content_filter";
  for (const call of choice.tools.calls()) {
    if (cut && asObject(parseJson(call.arguments)) === undefined) continue;
    choice.hasContent = true;
    const named = { ...call, name: names.fromWire(call.name) };
    events.push({ type: "tool-call", call: named, choice: choice.number });
  }
}

/**
 * Thinking, from the first field that has any; never from two, because some hosts send the same text twice.
 */
function thinkingIn(delta: JsonObject): string {
  return (
    some(delta["reasoning_content"]) ??
    some(delta["reasoning"]) ??
    some(detailsIn(delta["reasoning_details"])) ??
    some(delta["reasoningContent"]) ??
    some(delta["thinking"]) ??
    ""
  );
}

function some(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function detailsIn(value: unknown): string {
  if (value === undefined) return "";
  return asArray(value)
    .map((detail) => asText(asObject(detail)?.["text"]) ?? asText(asObject(detail)?.["summary"]) ?? "")
    .join("");
}

function textIn(content: unknown): string {
  if (typeof content === "string") return content;
  return asArray(content)
    .map((part) => asText(asObject(part)?.["text"]) ?? "")
    .join("");
}

/** Whether one of the choices has gone on in blanks for too long. */
function floods(events: readonly ChatEvent[], choices: ReadonlyMap<number, Choice>): boolean {
  for (const event of events) {
    const choice = event.type === "text" ? choices.get(event.choice) : undefined;
    if (event.type !== "text" || !choice) continue;
    const kept = event.text.trimEnd().length;
    choice.blanks = (kept === 0 ? choice.blanks : 0) + event.text.length - kept;
    if (choice.blanks > mostBlanks) return true;
  }
  return false;
}

function sayDetails({ details, number: choice }: Choice, events: ChatEvent[]): void {
  if (details.length > 0) events.push({ type: "reasoning-details", details: [...details], choice });
}

/** A gateway may wrap the whole answer in `{data, success}` (PROVIDERS Q27). */
function unwrapped(value: unknown): JsonObject | undefined {
  const object = asObject(value);
  const inner = object?.["choices"] === undefined ? asObject(object?.["data"]) : undefined;
  return inner?.["choices"] === undefined ? object : inner;
}

/** The token counts, from either of the places in which hosts put them (PROVIDERS §2.4, T92). */
function usageOf(usage: JsonObject | undefined, tellsCost: boolean): Usage | undefined {
  if (!usage) return undefined;
  const details = asObject(usage["prompt_tokens_details"]);
  const hit = asAmount(usage["prompt_cache_hit_tokens"]) ?? asAmount(details?.["cached_tokens"]);
  const miss = asAmount(usage["prompt_cache_miss_tokens"]);
  const input =
    asAmount(usage["prompt_tokens"]) ?? (hit !== undefined && miss !== undefined ? hit + miss : undefined);
  const output = asAmount(usage["completion_tokens"]);
  const costUsd = tellsCost ? asAmount(usage["cost"]) : undefined;
  if (input === undefined || output === undefined) {
    return costUsd === undefined ? undefined : { input: 0, output: 0, isUncounted: true, costUsd };
  }
  const thinking = asAmount(
    asObject(usage["completion_tokens_details"])?.["reasoning_tokens"] ?? usage["thinking_tokens"],
  );
  return {
    input,
    output,
    ...(costUsd === undefined ? {} : { costUsd }),
    ...(hit === undefined ? {} : { cachedInput: hit }),
    ...(thinking === undefined ? {} : { thinking }),
  };
}

function endingOf(choices: readonly Choice[]): Ending {
  const first = choices[0];
  const hasContent = choices.some((choice) => choice.hasContent);
  const hasCalls = choices.some((choice) => choice.tools.calls().length > 0);
  switch (first?.finish) {
    case "length":
    case "max_tokens":
      return { reason: "length" };
    case "content_filter":
      return { reason: "filtered" };
    case "insufficient_system_resource":
      return { reason: "failed", failure: { kind: "overloaded", code: "insufficient_system_resource" } };
    case "aborted":
    case "error":
      return { reason: "failed", failure: { kind: "server", code: first.finish } };
    case undefined:
    default:
      if (!hasContent) return { reason: "failed", failure: { kind: "empty" } };
      return { reason: hasCalls ? "tool-calls" : "stop" };
  }
}

/** A body that stopped without a word about it. */
function cutShort(frames: number, { stray }: BodyEnd, key: string | undefined): Ending {
  const detail = stray === undefined ? "" : cleanText(stray, key);
  const kind = frames === 0 && stray !== undefined ? "malformed" : "truncated";
  return { reason: "failed", failure: { kind, ...(detail === "" ? {} : { detail }) } };
}

function malformed(frame: string, key: string | undefined): Failure {
  // A broken piece of JSON tells nobody anything; a sentence may.
  const isJson = /^\s*[{["]/.test(frame) || parseJson(frame) !== undefined;
  const detail = isJson ? "" : cleanText(frame, key);
  return { kind: "malformed", ...(detail === "" ? {} : { detail }) };
}
