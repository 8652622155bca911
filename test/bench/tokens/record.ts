/**
 * Records texts with their real token counts for test/unit/core/context/tokens.test.ts, which then needs no tokenizer.
 *
 *   node out/test/bench/tokens/record.js <tokenizer folder> <file>… > test/fixtures/tokens/counts.json
 */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { tokenizerIn } from "./tokenizer.ts";

async function record([folder = "", ...files]: readonly string[]): Promise<void> {
  const count = await tokenizerIn(folder);
  const texts = files.map((file) => {
    const text = readFileSync(file, "utf8");
    return { name: relative(process.cwd(), file).replaceAll("\\", "/"), tokens: count(text), text };
  });
  console.log(JSON.stringify(texts, undefined, 1));
}

void record(process.argv.slice(2));
