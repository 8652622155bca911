/** What the cases of hosts share: a small history with and without tools, and how a refusal looks. */
import type { Message, Tool } from "../../../src/core/request.ts";
import type { RequestCase } from "./requestCase.ts";

export const user: Message = { role: "user", text: "u" };
export const wireUser = { role: "user", content: "u" };
export const tool: Tool = { name: "my.tool", description: "d", parameters: { type: "object" } };
export const wireTool = {
  type: "function",
  function: { name: "my_tool", description: "d", parameters: { type: "object" } },
};
export const odd = 'a\u2028b😀\r\nc\td "quoted" \\ end';
export const plainHistory: readonly Message[] = [
  user,
  { role: "assistant", text: "a", reasoning: odd },
  user,
];
export const toolHistory: readonly Message[] = [
  { role: "system", text: "s" },
  user,
  {
    role: "assistant",
    text: "look",
    reasoning: odd,
    toolCalls: [{ id: "c1", name: "my.tool", arguments: '{"a":1}' }],
  },
  { role: "tool", callId: "c1", text: "out" },
];
export const toldHistory = [
  { role: "system", content: "s" },
  wireUser,
  { role: "assistant", content: 'look\n\nCall of my.tool: {"a":1}' },
  { role: "user", content: "Result of my.tool:\nout" },
];
export const setting = (id: string, name: string, range?: string) =>
  ({
    kind: "setting",
    setting: `sonde.providers.${id}.parameters.${name}`,
    ...(range === undefined ? {} : { range }),
  }) as const;

export const casesOf = (
  dialect: string,
  path: string,
  cases: readonly RequestCase[],
): readonly RequestCase[] => cases.map((one) => ({ dialect, path, ...one }));
