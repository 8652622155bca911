// Keeps of Codicons' 560 icons those that the pages name: whole, the font would be an eighth of what ships. An icon is
// named by a string or by its class; a string that only happens to be a name costs a hundred bytes.
import { readdirSync, readFileSync } from "node:fs";

const pages = "src/webview";

/** Cuts the style sheet and the font of Codicons down while esbuild reads them. */
export const iconsUsed = {
  name: "icons-used",
  setup(it) {
    const files = readdirSync(pages, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => `${pages}/${file}`);
    const named = () =>
      new Set(
        files.flatMap((file) => readFileSync(file, "utf8").match(/(?<=codicon-|["'`])[a-z][a-z-]*/g) ?? []),
      );
    const icon = /\.codicon-([a-z0-9-]+):before \{ content: "\\([0-9a-f]+)" \}/g;
    it.onLoad({ filter: /[\\/]codicons[\\/]dist[\\/]codicon\.css$/ }, ({ path }) => {
      const words = named();
      const contents = readFileSync(path, "utf8").replaceAll(icon, (rule, name) =>
        words.has(name) ? rule : "",
      );
      return { contents, loader: "css", watchFiles: files };
    });
    it.onLoad({ filter: /[\\/]codicons[\\/]dist[\\/]codicon\.ttf$/ }, ({ path }) => {
      const words = named();
      const icons = [...readFileSync(path.replace(/ttf$/, "css"), "utf8").matchAll(icon)];
      const points = icons
        .filter(([, name]) => words.has(name))
        .map(([, , point]) => Number.parseInt(point, 16));
      return { contents: subset(readFileSync(path), new Set(points)), loader: "file", watchFiles: files };
    });
  },
};

/**
 * A TrueType font in which only these characters are found and have an outline, and no glyph has a name. The other glyphs
 * stay as empty places, so that no other table has to change. (Tables and fields: OpenType 1.9, "otff", "loca", "cmap"
 * format 4, "post" version 3.)
 */
function subset(font, points) {
  const count = font.readUInt16BE(4);
  const tables = Array.from({ length: count }, (_, index) => {
    const entry = 12 + 16 * index;
    const at = font.readUInt32BE(entry + 8);
    const tag = font.toString("latin1", entry, entry + 4);
    return { tag, data: font.subarray(at, at + font.readUInt32BE(entry + 12)) };
  });
  const table = (tag) => tables.find((one) => one.tag === tag) ?? fail(`it has no table "${tag}"`);
  const isLong = table("head").data.readInt16BE(50) === 1;
  const loca = table("loca").data;
  const places = Array.from({ length: loca.length / (isLong ? 4 : 2) }, (_, glyph) =>
    isLong ? loca.readUInt32BE(4 * glyph) : 2 * loca.readUInt16BE(2 * glyph),
  );
  const glyphs = new Map(
    [...points].toSorted((a, b) => a - b).map((point) => [point, glyphOf(table("cmap").data, point)]),
  );
  const kept = new Set([0, ...glyphs.values()]);
  const outlines = [];
  let length = 0;
  const moved = places.map((from, glyph) => {
    const place = length;
    if (kept.has(glyph) && glyph + 1 < places.length) {
      const outline = table("glyf").data.subarray(from, places[glyph + 1]);
      outlines.push(outline);
      length += outline.length;
    }
    return place;
  });
  table("glyf").data = Buffer.concat(outlines);
  table("loca").data = Buffer.alloc(loca.length);
  for (const [glyph, place] of moved.entries())
    if (isLong) table("loca").data.writeUInt32BE(place, 4 * glyph);
    else table("loca").data.writeUInt16BE(place / 2, 2 * glyph);
  table("cmap").data = characterMap(glyphs);
  table("post").data = Buffer.from(table("post").data.subarray(0, 32));
  table("post").data.writeUInt32BE(0x00030000);
  return assembled(font.subarray(0, 12), tables);
}

/** The table "cmap" for characters of the basic plane in their order: each is a segment, and 0xffff the last one. */
function characterMap(glyphs) {
  const segments = [...glyphs, [0xffff, 0]];
  const doubled = 2 * segments.length;
  const power = 2 ** Math.floor(Math.log2(segments.length));
  const head = [0, 1, 3, 1, 0, 12];
  const sizes = [16 + 4 * doubled, 0, doubled, 2 * power, Math.log2(power), doubled - 2 * power];
  const fields = [
    ...head,
    4,
    ...sizes,
    ...segments.map(([point]) => point),
    0,
    ...segments.map(([point]) => point),
    ...segments.map(([point, glyph]) => (glyph - point) & 0xffff),
    ...segments.map(() => 0),
  ];
  const map = Buffer.alloc(2 * fields.length);
  for (const [index, field] of fields.entries()) map.writeUInt16BE(field, 2 * index);
  return map;
}

/** The glyph of a character. */
function glyphOf(cmap, point) {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) =>
    cmap.readUInt32BE(8 + 8 * index),
  );
  const at = subtables.find((offset) => cmap.readUInt16BE(offset) === 4) ?? fail("it has no map of format 4");
  const doubled = cmap.readUInt16BE(at + 6);
  for (let segment = 0; segment < doubled; segment += 2) {
    const field = (index) => at + 14 + index * doubled + (index > 0 ? 2 : 0) + segment;
    const [end, start, delta, range] = [0, 1, 2, 3].map((index) => cmap.readUInt16BE(field(index)));
    if (point > end) continue;
    if (point < start) break;
    if (range === 0) return (point + delta) & 0xffff;
    return (cmap.readUInt16BE(field(3) + range + 2 * (point - start)) + delta) & 0xffff;
  }
  return fail(`it has no glyph for U+${point.toString(16)}`);
}

/** A font of these tables; `head` keeps its checksum of the whole, which nobody looks at in a web font. */
function assembled(head, tables) {
  const padded = tables.map(({ data }) => Buffer.concat([data], Math.ceil(data.length / 4) * 4));
  let at = 12 + 16 * tables.length;
  const entries = tables.map(({ tag, data }, index) => {
    const entry = Buffer.alloc(16);
    entry.write(tag, 0, "latin1");
    let sum = 0;
    for (let word = 0; word < padded[index].length; word += 4)
      sum = (sum + padded[index].readUInt32BE(word)) >>> 0;
    entry.writeUInt32BE(sum, 4);
    entry.writeUInt32BE(at, 8);
    entry.writeUInt32BE(data.length, 12);
    at += padded[index].length;
    return entry;
  });
  return Buffer.concat([head, ...entries, ...padded]);
}

function fail(why) {
  throw new Error(`Codicons' font can't be cut down: ${why}.`);
}
