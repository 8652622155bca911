/**
 * Hears presses on what answers are made of: links and the buttons of code blocks. One pair of listeners on the page's
 * root. VS Code listens for links on the document and would open them unasked, so no press on a link gets that far.
 */
import type { ToHost } from "../../protocol/toHost.ts";
import { namedPath } from "../../core/edit/place.ts";
import { codeText } from "../markdown/codeBlock.ts";
import { blocksIn } from "../markdown/offPage.ts";

/** Milliseconds for which a check mark stands in place of the copy icon. */
const shownFor = 1500;

/** What presses lead to. */
export interface AnswerActions {
  readonly post: (message: ToHost) => void;
  /** Some code was copied. */
  readonly copied: () => void;
}

/** Listens on the root, for as long as the page lives. */
export function listenForAnswerActions(root: HTMLElement, actions: AnswerActions): void {
  const onPress = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : undefined;
    const link = target?.closest("a");
    const button = target?.closest<HTMLElement>("[data-code]");
    if (link) {
      event.preventDefault();
      event.stopPropagation();
      const href = link.getAttribute("href");
      if (href) actions.post({ type: "open", href });
    } else if (button && event.type === "click") {
      pressCode(button, actions);
    }
  };
  root.addEventListener("click", onPress);
  root.addEventListener("auxclick", onPress);
}

function pressCode(button: HTMLElement, { post, copied }: AnswerActions): void {
  const block = button.closest<HTMLElement>(".code-block");
  if (!block) return;
  const text = codeText(block);
  const action = button.dataset["code"];
  const language = block.dataset["language"] ?? "";
  if (action === "insert") post({ type: "insert", text });
  if (action === "newFile") post({ type: "newFile", text, language });
  if (action === "terminal") post({ type: "runInTerminal", text, language });
  if (action === "apply") post({ type: "apply", text, language, ...placeOf(block, text) });
  if (action !== "copy") return;
  post({ type: "copy", text });
  copied();
  const icon = button.firstElementChild;
  icon?.classList.replace("codicon-copy", "codicon-check");
  setTimeout(() => icon?.classList.replace("codicon-check", "codicon-copy"), shownFor);
}

/** The answer that a block stands in, and the file that it is meant for, where the answer names one. */
function placeOf(block: HTMLElement, text: string): { readonly turn: string; readonly path?: string } {
  const turn = block.closest<HTMLElement>("[data-turn]")?.dataset["turn"] ?? "";
  const before = block.previousElementSibling ?? blockBefore(block);
  const isCode = before?.classList.contains("code-block") === true;
  const lead = isCode ? "" : ((before?.textContent ?? "").trim().split("\n").at(-1) ?? "");
  const [firstLine = ""] = text.split("\n", 1);
  const path = namedPath(block.dataset["info"] ?? "", lead, firstLine);
  return path === undefined ? { turn } : { turn, path };
}

/** The block of an answer that stands before another one. */
function blockBefore(block: Element): Element | undefined {
  const answer = block.closest(".markdown");
  const blocks = answer ? blocksIn(answer) : [];
  return blocks[blocks.indexOf(block) - 1];
}
