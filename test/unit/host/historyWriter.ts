/**
 * A child process of durability.test.ts: writes one conversation until it is killed or its work is done, and says on
 * stdout, a number a line, how many pieces of text are acknowledged as written.
 *
 *   node historyWriter.js <folder> <id> <name of the writer> <pieces> <letters of a piece>
 */
import { writeSync } from "node:fs";
import { emptyConversation, foldAll, type ConversationEvent } from "../../../src/core/conversation.ts";
import { silentLog } from "../../../src/core/log.ts";
import { createConversationFiles } from "../../../src/host/platform/conversationFiles.ts";
import { answerEvents, pieceText } from "./historyPieces.ts";

const [folder = "", id = "", writer = "", pieces = "0", letters = "0"] = process.argv.slice(2);

async function run(): Promise<void> {
  const files = createConversationFiles({ folder, workspace: { name: "w", key: "k" }, log: silentLog });
  let conversation = (await files.load(id))?.conversation ?? emptyConversation(id, 1);
  const append = (events: readonly ConversationEvent[]): Promise<boolean> => {
    conversation = foldAll(conversation, events);
    return files.append(conversation, events);
  };
  let acknowledged = (await append(answerEvents(writer))) ? 0 : -1;
  writeSync(1, `${acknowledged}\n`);
  for (let piece = 0; piece < Number(pieces); piece += 1) {
    const text = pieceText(piece, Number(letters));
    const isWritten = await append([{ type: "text", turn: `a-${writer}`, text, at: piece }]);
    if (isWritten) acknowledged = piece + 1;
    writeSync(1, `${isWritten ? acknowledged : "refused"}\n`);
  }
  files.dispose();
}

// A limit on the size of files comes as a signal first, which would end the process before the error.
process.on("SIGXFSZ", () => {});
void run();
