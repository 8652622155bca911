/**
 * Records real token counts for test/unit/core/context/tokens.test.ts, which then needs no tokenizer: of files of this
 * repository, with their text, because they change; and of files of installed packages that corpus.ts holds out, of
 * which the lock file says what they hold.
 *
 *   node out/test/bench/tokens/record.js <tokenizer folder> <file>… > test/fixtures/tokens/counts.json
 */
import { readFileSync } from "node:fs";
import { tokenizerIn } from "./tokenizer.ts";

/** Characters of a text that are enough. */
const longest = 6000;

async function record([folder = "", ...files]: readonly string[]): Promise<void> {
  const encode = await tokenizerIn(folder);
  const texts = files.map((name) => {
    const text = begun(readFileSync(name, "utf8"));
    const tokens = encode(text).length;
    return name.startsWith("node_modules/")
      ? { name, tokens, characters: text.length }
      : { name, tokens, text };
  });
  console.log(JSON.stringify(texts, undefined, 1));
}

/** The lines of a text that a record is of. */
function begun(text: string): string {
  return text.length <= longest ? text : text.slice(0, text.lastIndexOf("\n", longest) + 1);
}

void record(process.argv.slice(2));
