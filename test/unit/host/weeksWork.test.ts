/** A conversation of a week's work, 2,000 turns, on the host: kept, opened, searched, branched, exported and taken in. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { foldAll, type Conversation } from "../../../src/core/conversation.ts";
import { heldConversation } from "../../../src/core/history/away.ts";
import { conversationMarkdown } from "../../../src/core/history/markdown.ts";
import { branchEvents, restatingEvents } from "../../../src/core/history/operations.ts";
import { portableJson } from "../../../src/core/history/portable.ts";
import { wordsOf } from "../../../src/core/history/search.ts";
import { silentLog } from "../../../src/core/log.ts";
import {
  createConversationFiles,
  type ConversationFiles,
} from "../../../src/host/platform/conversationFiles.ts";
import { longConversation } from "../../browser/longChat.ts";

const words = { you: "You", thinking: "Thinking", context: "Context", stopped: "Stopped.", when: String };

describe("a week's work", () => {
  const week: Conversation = { ...longConversation(2000, 2500), id: "week" };
  let folder = "";
  let files: ConversationFiles;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "sonde-week-"));
    files = createConversationFiles({ folder, workspace: { name: "w", key: "k" }, log: silentLog });
    await files.append(week, restatingEvents(week, Date.now()));
    await files.flush();
  });
  after(async () => {
    files.dispose();
    await rm(folder, { recursive: true });
  });

  /** Seconds of the processor's that something takes, the middle of five times. */
  const cost = async (run: () => unknown): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      const before = process.cpuUsage();
      await run();
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1e6);
    }
    return times.toSorted((a, b) => a - b)[2] ?? Number.NaN;
  };

  it("is opened for little more than its lines take to be parsed", async () => {
    const open = (): ConversationFiles =>
      createConversationFiles({ folder, workspace: { name: "w", key: "k" }, log: silentLog });
    const loaded = await open().load("week");
    assert.deepEqual(loaded?.conversation.turns, week.turns);
    const path = join(folder, "week.jsonl");
    const parse = async (): Promise<void> => {
      for (const line of (await readFile(path, "utf8")).split("\n")) if (line !== "") JSON.parse(line);
    };
    const [opened, parsed] = [await cost(() => open().load("week")), await cost(parse)];
    assert.ok(opened < 8 * parsed, `${opened} s, ${parsed} s to parse it`);
  });

  it("goes to the page with the words of its end alone", () => {
    assert.ok(JSON.stringify(heldConversation(week)).length < JSON.stringify(week).length / 10);
  });

  it("is found by words of a turn in its middle", async () => {
    const found = [];
    const { signal } = new AbortController();
    for await (const one of files.search(wordsOf("question 1234"), signal)) found.push(one);
    assert.deepEqual(
      found.map(({ summary }) => summary.id),
      ["week"],
    );
    assert.ok(found[0]?.hits.some(({ turn }) => turn === "turn-1234"));
  });

  it("is branched from a turn in its middle", () => {
    const events = branchEvents(week, "turn-1001", "A branch", Date.now());
    const branch = foldAll({ id: "branch", createdAt: 0, turns: [] }, events);
    assert.equal(branch.turns.length, 1002);
    assert.deepEqual(branch.turns, week.turns.slice(0, 1002));
  });

  it("is exported whole", () => {
    const markdown = conversationMarkdown(week, "Week", words);
    assert.equal(markdown.match(/^Question number \d+\?$/gm)?.length, 1000);
    const chat = JSON.parse(portableJson(week, "Week")) as { readonly turns: unknown };
    assert.deepEqual(chat.turns, JSON.parse(JSON.stringify(week.turns)));
  });
});
