/** Words of the conversation as a quote in a message. Pure. */

/** Each line behind `> `, and a blank line behind the last. Empty where there is nothing but blanks. */
export function quoted(text: string): string {
  const lines = text
    .replaceAll(/\r\n?/g, "\n")
    .replace(/^\s*\n/, "")
    .trimEnd();
  if (lines.trim() === "") return "";
  return `${lines
    .split("\n")
    .map((line) => (line.trim() === "" ? ">" : `> ${line.trimEnd()}`))
    .join("\n")}\n\n`;
}
