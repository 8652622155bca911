/**
 * Puts tool calls together from the pieces in which they stream. Hosts disagree on every part of it: the index may
 * be missing (PROVIDERS Q3) or shared by two calls (Q4), arguments may come before the name (Q5), later pieces may
 * blank id and name out (Q6), ids may be blank or repeated (Q7). A call is never taken for complete because its
 * arguments happen to parse (Q8): whoever reads the stream says when it is over.
 */
import { asArray, asObject, asText, parseJson } from "../../core/json.ts";
import type { ToolCall } from "../../core/request.ts";

/** Calls of one answer, growing. */
export interface ToolCallAssembly {
  /** The `tool_calls` of one delta, or of a whole message. */
  add(pieces: unknown): void;
  /** The calls so far, in the order in which they began, each with an id of its own and arguments of `{}` at least. */
  calls(): readonly ToolCall[];
}

interface Growing {
  readonly index: number | undefined;
  id: string;
  name: string;
  arguments: string;
}

interface Piece {
  readonly index: number | undefined;
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** An assembly without calls. */
export function assembleToolCalls(): ToolCallAssembly {
  const growing: Growing[] = [];
  return {
    add(pieces) {
      const touched = new Set<Growing>();
      for (const value of asArray(pieces)) {
        const piece = readPiece(value);
        if (!piece) continue;
        const found = callOf(growing, piece);
        // Two pieces of one delta that both have a name are two calls, whatever else they share.
        const again = found && touched.has(found) && piece.name !== "" && found.name !== "";
        const call = found && !again ? found : begin(growing, piece.index);
        touched.add(call);
        if (call.id === "") call.id = piece.id;
        if (call.name === "") call.name = piece.name;
        call.arguments += piece.arguments;
      }
    },
    calls: () => finished(growing),
  };
}

function readPiece(value: unknown): Piece | undefined {
  const object = asObject(value);
  if (!object) return undefined;
  const inner = asObject(object["function"]) ?? object;
  const given = inner["arguments"];
  return {
    index: typeof object["index"] === "number" ? object["index"] : undefined,
    id: asText(object["id"]) ?? "",
    name: asText(inner["name"]) ?? "",
    // Ollama sends the arguments as an object.
    arguments: asText(given) ?? (asObject(given) ? JSON.stringify(given) : ""),
  };
}

function begin(growing: Growing[], index: number | undefined): Growing {
  const call: Growing = { index, id: "", name: "", arguments: "" };
  growing.push(call);
  return call;
}

/** The call that a piece belongs to; undefined where it begins a new one. */
function callOf(growing: readonly Growing[], piece: Piece): Growing | undefined {
  const last =
    piece.index === undefined
      ? (byId(growing, piece.id) ?? growing.at(-1))
      : growing.findLast((call) => call.index === piece.index);
  return last && !beginsAnother(last, piece) ? last : undefined;
}

function byId(growing: readonly Growing[], id: string): Growing | undefined {
  return id === "" ? undefined : growing.findLast((call) => call.id === id);
}

/** Whether a piece that seems to continue a call is really the beginning of another one. */
function beginsAnother(call: Growing, piece: Piece): boolean {
  if (piece.name === "" || call.name === "") {
    // A nameless piece only begins a call where its id is a new one. Arguments that came first wait for their name.
    return piece.name === "" && piece.id !== "" && call.id !== "" && piece.id !== call.id;
  }
  if (piece.id !== "" && call.id !== "") return piece.id !== call.id;
  // Names on both and no ids to tell them apart: some hosts repeat the name in every piece, others put the next
  // call in the same place. It is the next one if the name is another, or the call before was complete.
  if (piece.name !== call.name) return true;
  return piece.arguments.trimStart().startsWith("{") && asObject(parseJson(call.arguments)) !== undefined;
}

function finished(growing: readonly Growing[]): readonly ToolCall[] {
  const used = new Set<string>();
  return growing.map((call, at) => {
    let id = call.id;
    for (let number = at; id === "" || used.has(id); number++) id = `call_${number}`;
    used.add(id);
    return { id, name: call.name, arguments: call.arguments === "" ? "{}" : call.arguments };
  });
}
