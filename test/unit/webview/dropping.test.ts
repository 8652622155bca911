/** What is dropped on the composer: addresses of files, web addresses as words, everything else nothing. */
import assert from "node:assert/strict";
import { droppedAddresses, isDroppable } from "../../../src/webview/page/dropping.ts";

const data = (lists: Readonly<Record<string, string>>): Pick<DataTransfer, "types" | "getData"> => ({
  types: Object.keys(lists),
  getData: (type) => lists[type] ?? "",
});

describe("a drop", () => {
  it("names all files by the editor's own list, which the plain one cuts short", () => {
    const dropped = data({
      "text/uri-list": "file:///w/a.ts",
      "application/vnd.code.uri-list": "file:///w/a.ts\r\nfile:///w/src",
    });
    assert.ok(isDroppable(dropped));
    assert.deepEqual(droppedAddresses(dropped), { files: ["file:///w/a.ts", "file:///w/src"], words: [] });
  });

  it("makes words of web addresses and passes over remarks", () => {
    assert.deepEqual(droppedAddresses(data({ "text/uri-list": "# a link\nhttps://ok.test/a?b\n" })), {
      files: [],
      words: ["https://ok.test/a?b"],
    });
  });

  it("of plain text is the text box's own affair", () => {
    assert.equal(isDroppable(data({ "text/plain": "x", "text/html": "<b>x</b>" })), false);
    assert.equal(isDroppable(null), false);
  });
});
