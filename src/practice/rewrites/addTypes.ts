/**
 * Adds types to variables whose value is a literal, where the type is plain to see. JavaScript has no types to add.
 */
import type { Rewrite } from "./rewrite.ts";

const script = /^([ \t]*(?:export\s+)?(?:const|let|var)\s+[\w$]+)(\s*=\s*)(.+?)(;?[ \t]*)$/gm;
const python = /^([ \t]*[A-Za-z_]\w*)(\s*=\s*)([^=\s].*?)([ \t]*)$/gm;

function typeOf(value: string, isPython: boolean): string | undefined {
  if (/^-?\d[\d_]*$/.test(value)) return isPython ? "int" : "number";
  if (/^-?\d[\d_]*\.\d+$/.test(value)) return isPython ? "float" : "number";
  if (/^(["'])(?:\\.|(?!\1)[^\\])*\1$/.test(value) || (!isPython && /^`[^`]*`$/.test(value))) {
    return isPython ? "str" : "string";
  }
  return (isPython ? /^(?:True|False)$/ : /^(?:true|false)$/).test(value)
    ? isPython
      ? "bool"
      : "boolean"
    : undefined;
}

/** Adds types to literals. */
export const addTypes: Rewrite = {
  name: "addTypes",
  asks: (instruction) =>
    /\b(?:add|with|give|missing)\b[^\n]*\b(?:types?|annotations?|type hints?)\b|\bannotate\b|(?:加|补|标注|缺少)[^\n]{0,10}类型|类型(?:标注|注解|注释)/i.test(
      instruction,
    ),
  apply({ code, language }) {
    const isPython = language === "python";
    if (!isPython && !language.startsWith("typescript")) return code;
    return code.replace(
      isPython ? python : script,
      (whole, name: string, sign: string, value: string, end: string) => {
        const type = typeOf(value, isPython);
        return type === undefined ? whole : `${name}: ${type}${sign}${value}${end}`;
      },
    );
  },
};
