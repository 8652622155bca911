/**
 * Learns from a log how the bodies of its messages look: whether there are any, in which form, how wide, with which
 * trailers.
 */

/** How bodies look. */
export interface BodyStyle {
  /** Share of messages with a body, trailers not counted, 0 to 1. */
  readonly share: number;
  readonly form: "prose" | "bullets";
  /** The mark of a bullet. */
  readonly bullet: "-" | "*" | "•";
  /** Column after which lines are broken; undefined where they are not. */
  readonly width: number | undefined;
  /** Names of the trailers that most messages carry, such as `Signed-off-by`. */
  readonly trailers: readonly string[];
}

/** A message taken apart: first line, body, trailers. */
export interface MessageParts {
  readonly subject: string;
  readonly body: string;
  readonly trailers: readonly string[];
}

const trailerLine =
  /^(?:[A-Za-z][\w-]*(?:: | #)\S.*|BREAKING[ -]CHANGE: .*|\(cherry picked from commit [0-9a-f]+\))$/;

/** Takes a message apart. The last paragraph counts as trailers if every line of it looks like one. */
export function splitMessage(message: string): MessageParts {
  const [subject = "", ...rest] = message.replaceAll("\r\n", "\n").split("\n");
  const paragraphs = rest
    .join("\n")
    .trim()
    .split(/\n\s*\n/);
  const last = paragraphs.at(-1)?.split("\n") ?? [];
  const hasTrailers = last.length > 0 && last.every((line) => trailerLine.test(line) || /^\s+\S/.test(line));
  return {
    subject: subject.trim(),
    body: (hasTrailers ? paragraphs.slice(0, -1) : paragraphs).join("\n\n").trim(),
    trailers: hasTrailers ? last : [],
  };
}

/** A message with those trailers of another that it lacks. */
export function withTrailersOf(message: string, other: string): string {
  const { trailers } = splitMessage(message);
  const missing = splitMessage(other).trailers.filter((line) => !trailers.includes(line));
  if (missing.length === 0) return message;
  return `${message}${trailers.length > 0 ? "\n" : "\n\n"}${missing.join("\n")}`;
}

/** Learns how bodies look. */
export function learnBody(messages: readonly string[]): BodyStyle {
  const parts = messages.map(splitMessage);
  const bodies = parts.map(({ body }) => body).filter((body) => body !== "");
  const lines = bodies.flatMap((body) => body.split("\n")).filter((line) => line.trim() !== "");
  const bullets = lines.flatMap((line) => /^\s*([-*•]) /.exec(line)?.[1] ?? []);
  const withBullets = bodies.filter((body) => /^\s*[-*•] /m.test(body)).length;
  const marks = ["-", "*", "•"] as const;
  const bullet = marks.toSorted((a, b) => countOf(bullets, b) - countOf(bullets, a))[0] ?? "-";
  return {
    share: messages.length === 0 ? 0 : bodies.length / messages.length,
    form: bodies.length > 0 && withBullets / bodies.length >= 0.6 ? "bullets" : "prose",
    bullet,
    width: widthOf(lines),
    trailers: commonTrailers(parts),
  };
}

/** The column at which lines are broken: a usual one that nearly all lines keep to, if any line comes near it. */
function widthOf(lines: readonly string[]): number | undefined {
  const lengths = lines
    .filter((line) => !line.includes("://"))
    .map((line) => line.length)
    .toSorted((a, b) => a - b);
  if (lengths.length === 0) return 72;
  const nearlyAll = lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * 0.95))] ?? 0;
  return [72, 80, 100].find((width) => nearlyAll <= width);
}

function commonTrailers(parts: readonly MessageParts[]): readonly string[] {
  const names = parts.flatMap(({ trailers }) => [
    ...new Set(trailers.flatMap((line) => /^[A-Za-z][\w-]*(?=: )/.exec(line)?.[0] ?? [])),
  ]);
  return [...new Set(names)].filter((name) => countOf(names, name) / parts.length >= 0.6);
}

function countOf(items: readonly string[], item: string): number {
  return items.filter((one) => one === item).length;
}
