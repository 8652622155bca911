/**
 * Adds a documentation comment to functions and classes that have none: JSDoc in the JavaScript family, a docstring
 * in Python. What it says is only what the rules can read: the name and the parameters.
 */
import { isCallable, type Declaration } from "../code/outline.ts";
import { isScript, readOutline } from "../code/read.ts";
import type { Source } from "../code/source.ts";
import type { Rewrite } from "./rewrite.ts";

/** Adds JSDoc and docstrings. */
export const addDocumentation: Rewrite = {
  name: "addDocumentation",
  asks: (instruction) =>
    /\b(?:js|ts)?-?docs?\b|\bjsdocs?\b|\bdocstrings?\b|\bdocument(?:ation)?\b|\bcomments?\b|文档|(?<!类型)注释(?!掉)/i.test(
      instruction,
    ) &&
    !/\b(?:remove|delete)\b[^,.;\n]*\b(?:docs?|comments?)\b|(?:删|移除|去[掉除])[^，。；\n]*(?:文档|注释)|(?:文档|注释)[^，。；\n]*(?:删|移除|去掉)/i.test(
      instruction,
    ),
  apply({ code, language }) {
    const source: Source = { element: "fence", path: "", language, firstLine: 1, code };
    const wanted = readOutline(source).declarations.filter((one) => isCallable(one) || one.kind === "class");
    const lines = code.split("\n");
    const added = new Map<number, readonly string[]>();
    for (const one of wanted) {
      const at = one.line - 1;
      const indent = /^\s*/.exec(lines[at] ?? "")?.[0] ?? "";
      if (isScript(language) && !hasCommentAbove(lines, at)) added.set(at, jsDoc(one, indent));
      if (language === "python") addDocstring(added, lines, one, indent);
    }
    return lines.flatMap((line, index) => [...(added.get(index) ?? []), line]).join("\n");
  },
};

function addDocstring(
  added: Map<number, readonly string[]>,
  lines: readonly string[],
  one: Declaration,
  indent: string,
): void {
  let head = one.line - 1;
  while (head < one.endLine - 1 && !/:\s*(?:#.*)?$/.test(lines[head] ?? "")) head += 1;
  const body = lines[head + 1] ?? "";
  if (head + 1 >= one.endLine || /^\s*[rRuU]?(?:"""|''')/.test(body)) return;
  const inner = /^\s*/.exec(body)?.[0] || `${indent}    `;
  added.set(head + 1, [`${inner}"""${sentence(one)}"""`]);
}

function hasCommentAbove(lines: readonly string[], at: number): boolean {
  let above = at - 1;
  while (above >= 0 && /^\s*@/.test(lines[above] ?? "")) above -= 1;
  return /^\s*\/\/|\*\/\s*$/.test(lines[above] ?? "");
}

function jsDoc(one: Declaration, indent: string): readonly string[] {
  const names = one.parameters
    .map((name) => name.replace(/^\.\.\.|\?$/g, ""))
    .filter((name) => /^[\w$]+$/.test(name));
  if (names.length === 0) return [`${indent}/** ${sentence(one)} */`];
  const parameters = names.map((name) => `${indent} * @param ${name} The ${words(name)}.`);
  return [`${indent}/**`, `${indent} * ${sentence(one)}`, ...parameters, `${indent} */`];
}

/** `loadUserName` becomes `Load user name.` */
function sentence({ name }: Declaration): string {
  if (name === "constructor" || name === "__init__") return "Makes a new instance.";
  const text = words(name);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function words(name: string): string {
  const parts = name.replace(/([a-z\d])([A-Z])/g, "$1 $2").split(/[\s_$#]+/);
  return (
    parts
      .filter((part) => part !== "")
      .join(" ")
      .toLowerCase() || name
  );
}
