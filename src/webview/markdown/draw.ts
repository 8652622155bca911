/**
 * Draws parsed blocks: HTML from the parser, through the gate, then dressed with what the page adds (code blocks
 * with buttons, tables that scroll, links that name their target, marks on what can't be seen).
 */
import type { MarkdownIt } from "markdown-it";
import type { Strings } from "../../protocol/strings.ts";
import { fenceOf, type Block } from "./blocks.ts";
import { createCodeBlock } from "./codeBlock.ts";
import type { Surroundings } from "./parser.ts";
import { sanitised } from "./sanitise.ts";
import { TextBoxes } from "./textBoxes.ts";
import { markUnseen } from "./unseen.ts";

/** With what blocks are drawn. */
export interface Pens {
  readonly parser: MarkdownIt;
  readonly strings: Strings;
}

/** The nodes of a block. */
export function drawBlock(block: Block, env: Surroundings, { parser, strings }: Pens): readonly ChildNode[] {
  const fence = fenceOf(block);
  if (fence) return [drawCode(fence.info, fence.content, strings)];
  const fragment = sanitised(parser.renderer.render(block.tokens, parser.options, env));
  dress(fragment, strings);
  return [...fragment.childNodes].filter(
    (node) => node instanceof Element || node.textContent?.trim() !== "",
  );
}

/** A code block with its code. */
function drawCode(info: string, text: string, strings: Strings): HTMLElement {
  const { element, code } = createCodeBlock(info, strings);
  new TextBoxes(code, { keepsLines: true }).append(text);
  return element;
}

function dress(fragment: DocumentFragment, strings: Strings): void {
  markUnseen(fragment);
  for (const code of fragment.querySelectorAll("pre > code")) {
    const info = code.className.replace(/^language-/, "");
    code.parentElement?.replaceWith(drawCode(info, code.textContent ?? "", strings));
  }
  for (const list of fragment.querySelectorAll("ol")) leaveRoom(list);
  for (const table of fragment.querySelectorAll("table")) {
    const scroller = document.createElement("div");
    scroller.className = "table";
    scroller.tabIndex = 0;
    table.replaceWith(scroller);
    scroller.append(table);
  }
  for (const link of fragment.querySelectorAll("a")) {
    const target = link.getAttribute("href");
    if (target) link.title = target;
  }
  for (const element of fragment.children) {
    if (element instanceof HTMLElement && !element.classList.contains("code-block")) element.dir = "auto";
  }
}

/** Has a list leave room for its longest number. */
export function leaveRoom(list: HTMLOListElement): void {
  const last = list.start + list.childElementCount - 1;
  if (last > 99) list.dataset["digits"] = String(String(last).length);
}
