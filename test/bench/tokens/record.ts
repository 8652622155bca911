/**
 * Records texts with their real token counts for test/unit/core/context/tokens.test.ts, which then needs no tokenizer:
 * files of this repository, and of families that corpus.ts holds out.
 *
 *   node out/test/bench/tokens/record.js <tokenizer folder> <file>… > test/fixtures/tokens/counts.json
 */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { tokenizerIn } from "./tokenizer.ts";

/** Characters of a text that are enough. */
const longest = 6000;

async function record([folder = "", ...files]: readonly string[]): Promise<void> {
  const encode = await tokenizerIn(folder);
  const texts = files.map((file) => {
    const text = begun(readFileSync(file, "utf8"));
    return { name: nameOf(file), tokens: encode(text).length, text };
  });
  console.log(JSON.stringify(texts, undefined, 1));
}

/** The lines of a text that a record is of. */
function begun(text: string): string {
  return text.length <= longest ? text : text.slice(0, text.lastIndexOf("\n", longest) + 1);
}

/** Where a file is in this repository, or what a path from elsewhere ends with. */
function nameOf(file: string): string {
  const path = relative(process.cwd(), file).replaceAll("\\", "/");
  return path.startsWith("../") ? path.split("/").slice(-3).join("/") : path;
}

void record(process.argv.slice(2));
