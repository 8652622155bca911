/**
 * What a line of a reference page comes to: a value on the wire, nothing, or a refusal.
 */
import type { Access } from "../../../src/core/model.ts";
import type { ChatRequest, Tool } from "../../../src/core/request.ts";

type Request = Partial<ChatRequest>;

/** What becomes of a field: its value on the wire, or the refusal. */
export type Line =
  | {
      readonly field: string;
      readonly asked: Request;
      readonly wire: unknown;
      readonly access?: Partial<Access>;
    }
  | { readonly field: string; readonly asked: Request; readonly setting: string; readonly range?: string };

/** A reference page, for one model. */
export interface Page {
  readonly title: string;
  readonly dialect: string;
  readonly model: string;
  readonly lines: readonly Line[];
}

export const absent = undefined;
/** A tool. */
export const tool: Tool = { name: "f", description: "d", parameters: { type: "object" } };
export const wireTool = {
  type: "function",
  function: { name: "f", description: "d", parameters: { type: "object" } },
};
export const user = { role: "user", content: "u" };

/** Both ends of a range go out, and what lies beyond is refused. */
export function range(
  field: string,
  name: string,
  from: number,
  to: number,
  step: number,
  shared = false,
): readonly Line[] {
  const setting = (id: string) => (shared ? `sonde.${name}` : `sonde.providers.${id}.parameters.${name}`);
  const text = `${from}–${to}`.replaceAll("-", "−");
  return [
    ...[from, to].map((value): Line => ({ field, asked: { [name]: value }, wire: value })),
    ...[from - step, to + step].map((value): Line => ({
      field,
      asked: { [name]: value },
      setting: setting("*"),
      range: text,
    })),
  ];
}

/** A parameter that the page does not list. `*` stands for the provider. */
export const refused = (field: string, name: string, value: unknown): Line => ({
  field,
  asked: { [name]: value },
  setting: `sonde.providers.*.parameters.${name}`,
});
