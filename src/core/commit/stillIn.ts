/** Whether a box still holds a message, or a part of it: a line that the person has left as it was. */
export function isStillIn(box: string, message: string): boolean {
  const lines = new Set(box.split("\n").map((line) => line.trim()));
  return message.split("\n").some((line) => line.trim() !== "" && lines.has(line.trim()));
}
