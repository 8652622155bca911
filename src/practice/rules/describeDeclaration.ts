/**
 * Tells about one declaration: what it takes, what happens in it, line by line numbers, what its comment says, and
 * how it begins.
 */
import { grouped, isCallable, linesIn, type Declaration, type Outline } from "../code/outline.ts";
import { blank } from "../code/blank.ts";
import { family, languageOf } from "../code/read.ts";
import { fenced } from "../code/source.ts";
import type { Words } from "../words/words.ts";

/** Most lines that are quoted. */
const quoted = 16;
const notCalls = new Set(
  "if for while switch catch return function super def class print and or not in is elif with".split(" "),
);

/** A paragraph or two on a declaration, with its first lines quoted. */
export function describeDeclaration(outline: Outline, declaration: Declaration, words: Words): string {
  const { line, endLine, parameters } = declaration;
  const comment = commentOf(outline, declaration);
  return [
    [
      words.declaration.lead(declaration, outline.source.path),
      ...(isCallable(declaration) ? [words.declaration.takes(parameters)] : []),
      ...holds(outline, declaration, words),
    ].join(words.gap),
    ...(comment === "" ? [] : [words.declaration.comment(comment)]),
    ...notesOf(outline, declaration, words),
    quote(outline, line, endLine, words),
  ].join("\n\n");
}

/** The beginning of some lines of the file, in a fence. */
export function quote(outline: Outline, from: number, to: number, words: Words): string {
  const first = from - outline.source.firstLine;
  const last = Math.min(to - outline.source.firstLine + 1, first + quoted);
  const code = outline.lines.slice(first, last).join("\n");
  const rest = to - outline.source.firstLine + 1 - last;
  const more = rest > 0 ? `\n\n${words.declaration.moreLines(rest)}` : "";
  return `${fenced(code, languageOf(outline.source))}${more}`;
}

function holds(outline: Outline, declaration: Declaration, { declaration: words }: Words): readonly string[] {
  const loops = linesIn(outline.loops, declaration);
  const branches = linesIn(outline.branches, declaration);
  const returns = linesIn(returnLines(outline), declaration);
  const methods = outline.declarations.filter((one) => one.within === declaration.name);
  const calls = isCallable(declaration) ? callsOf(outline, declaration) : [];
  return [
    ...(methods.length > 0 ? [words.methods(methods.map(({ name }) => name))] : []),
    ...(loops.length > 0 ? [words.loops(loops)] : []),
    ...(branches.length > 0 ? [words.branches(branches)] : []),
    ...(isCallable(declaration) && returns.length > 0 ? [words.returns(returns)] : []),
    ...(calls.length > 0 ? [words.calls(calls)] : []),
  ];
}

function blankedLines(outline: Outline): readonly string[] {
  return blank(outline.source.code, family(languageOf(outline.source))).code.split("\n");
}

function returnLines(outline: Outline): readonly number[] {
  return blankedLines(outline).flatMap((line, index) =>
    /\breturn\b/.test(line) ? [index + outline.source.firstLine] : [],
  );
}

/** Names that are called in the body, in order, each once, at most eight. */
function callsOf(outline: Outline, { name, line, endLine }: Declaration): readonly string[] {
  const first = outline.source.firstLine;
  const body = blankedLines(outline)
    .slice(line - first, endLine - first + 1)
    .join("\n");
  const found = [...body.matchAll(/([\w$]+(?:\.[\w$]+)*)\s*\(/g)].map((match) => match[1] ?? "");
  const own = found.filter((call) => !notCalls.has(call) && call !== name && !/^\d/.test(call));
  return [...new Set(own)].slice(0, 8);
}

/** The first sentence of the comment above, or of the docstring inside. */
function commentOf({ source, lines }: Outline, { line }: Declaration): string {
  const at = line - source.firstLine;
  const docstring = /^\s*(?:"""|''')(.*)/.exec(lines[at + 1] ?? "")?.[1];
  const above: string[] = [];
  for (let index = at - 1; index >= 0 && /^\s*(?:\/\/|\/\*|\*|#)/.test(lines[index] ?? ""); index -= 1) {
    above.unshift(
      (lines[index] ?? "")
        .slice(0, 400)
        .replace(/^\s*(?:\/\/+|\/\*+|\*+\/|\*|#+)\s?|\s*\*+\/\s*$/g, "")
        .trim(),
    );
  }
  const text = docstring === undefined ? above.join(" ") : docstring.replace(/(?:"""|''')\s*$/, "");
  const clean = text.trim().replace(/\s+/g, " ");
  return (/^.*?[.!?](?=\s|$)/.exec(clean)?.[0] ?? clean).slice(0, 240);
}

function notesOf({ notes }: Outline, { line, endLine }: Declaration, words: Words): readonly string[] {
  const found = grouped(notes.filter((note) => note.line >= line && note.line <= endLine)).slice(0, 6);
  if (found.length === 0) return [];
  return [`${words.declaration.worth}\n${found.map((group) => `- ${words.note(group)}`).join("\n")}`];
}
