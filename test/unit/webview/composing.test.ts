/** What keys mean in the composer, what the page remembers, and when a thinking is open. */
import assert from "node:assert/strict";
import { composerKey, type KeyPress } from "../../../src/webview/page/composerKey.ts";
import { readRemembered } from "../../../src/webview/page/memory.ts";
import { isThinkingOpen } from "../../../src/webview/parts/thinking.tsx";

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  keyCode: 0,
  ...change,
});

describe("a key in the composer", () => {
  const keys: readonly (readonly [string, KeyPress, boolean, string | undefined])[] = [
    ["Enter sends", press("Enter"), false, "send"],
    ["Shift+Enter breaks the line", press("Enter", { shiftKey: true }), false, undefined],
    ["Enter of an input method is its own", press("Enter", { isComposing: true }), false, undefined],
    [
      "Enter that ends a composition in Safari's way is no Enter",
      press("Enter", { keyCode: 229 }),
      false,
      undefined,
    ],
    ["Up in an empty box recalls", press("ArrowUp"), true, "recall"],
    ["Up in a text moves the caret", press("ArrowUp"), false, undefined],
    ["a letter is a letter", press("a"), true, undefined],
  ];
  for (const [name, key, isEmpty, meaning] of keys)
    it(name, () => assert.equal(composerKey(key, isEmpty), meaning));
});

describe("what is remembered", () => {
  const nothing = {
    draft: "",
    edits: [],
    conversation: "",
    open: {},
    place: undefined,
    life: "",
    chips: [],
    sending: undefined,
  };
  for (const state of [
    undefined,
    null,
    1,
    "x",
    [],
    {
      draft: 1,
      life: 1,
      chips: [1, {}],
      sending: { text: 1 },
      open: [1],
      place: { turn: 1 },
      edits: [{ turn: "q", before: "b" }, 1],
    },
  ]) {
    it(`is nothing where the state is ${JSON.stringify(state)}`, () =>
      assert.deepEqual(readRemembered(state), nothing));
  }

  it("is read back", () => {
    const state = {
      draft: "a",
      edits: [{ conversation: "c", turn: "q", text: "b", keep: ["i"] }],
      conversation: "c",
      open: { t: true, u: "no" },
      place: { turn: "t", block: -1, offset: 4 },
      life: "l",
      chips: ["r"],
      sending: { conversation: "c", after: "t", text: "d", edited: { turn: "t", keep: ["i"] } },
    };
    assert.deepEqual(readRemembered(state), { ...state, open: { t: true } });
  });
});

describe("a thinking is open", () => {
  const rules: readonly (readonly ["follow" | "open" | "closed", boolean, boolean | undefined, boolean])[] = [
    ["follow", true, undefined, true],
    ["follow", false, undefined, false],
    ["open", true, undefined, true],
    ["open", false, undefined, true],
    ["closed", true, undefined, false],
    ["closed", false, undefined, false],
    ["follow", true, false, false],
    ["follow", false, true, true],
    ["open", false, false, false],
    ["closed", true, true, true],
  ];
  for (const [display, isStreaming, choice, isOpen] of rules) {
    const moment = isStreaming ? "while it streams" : "after";
    const by = choice === undefined ? "by itself" : `where the reader chose ${choice ? "open" : "closed"}`;
    it(`${isOpen ? "yes" : "no"}: ${display}, ${moment}, ${by}`, () =>
      assert.equal(isThinkingOpen(display, isStreaming, choice), isOpen));
  }
});
