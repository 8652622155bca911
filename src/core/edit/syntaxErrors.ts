/** Which syntax errors a change brings, from what a language server says of the text before and after it. */

export interface SyntaxError {
  /** From 1. */
  readonly line: number;
  /** What the server says, on one line. */
  readonly text: string;
}

/**
 * The errors of the text after a change that it did not have before: of each kind as many as there are more now. Lines
 * move, so an old error is known by its words, and of equal ones by what its line says.
 */
export function broughtErrors(
  before: readonly SyntaxError[],
  after: readonly SyntaxError[],
  linesBefore: readonly string[],
  linesAfter: readonly string[],
): readonly SyntaxError[] {
  const old = before.map(({ line, text }) => ({ text, code: codeOf(linesBefore, line) }));
  const without = (errors: readonly SyntaxError[], isOld: IsOld): readonly SyntaxError[] =>
    errors.filter((error) => {
      const at = old.findIndex((one) => isOld(one, error));
      if (at !== -1) old.splice(at, 1);
      return at === -1;
    });
  const others = without(
    after,
    (one, error) => one.text === error.text && one.code === codeOf(linesAfter, error.line),
  );
  return without(others, (one, error) => one.text === error.text);
}

type IsOld = (old: { readonly text: string; readonly code: string }, error: SyntaxError) => boolean;

function codeOf(lines: readonly string[], line: number): string {
  return lines[line - 1]?.trim() ?? "";
}
