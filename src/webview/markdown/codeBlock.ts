/**
 * A code block as the reader sees it: a group named for its language, a bar with buttons, the code. The buttons
 * carry what they do as data; one listener of the page (answerActions.ts) hears them all, so that a block that is
 * moved or compared needs no care.
 */
import { filled, type Strings } from "../../protocol/strings.ts";
import { textOf } from "./offPage.ts";

/** What a button of a code block does. */
export type CodeAction = "copy" | "insert" | "apply" | "newFile" | "terminal";

/** Words behind the fence of code that a terminal takes. */
const shells: ReadonlySet<string> = new Set(
  "bash sh shell zsh fish console shellscript shellsession shell-session powershell pwsh ps1 bat cmd".split(
    " ",
  ),
);

/** Characters of a fence's information that are kept: a file name, if there is one, stands in front. */
const longestInfo = 300;

/** A code block and the element that holds its text. */
export interface CodeBlock {
  readonly element: HTMLElement;
  readonly code: HTMLElement;
}

/** A code block without code. `info` is what stands behind the fence, or empty. */
export function createCodeBlock(info: string, strings: Strings): CodeBlock {
  const element = make("div", "code-block");
  const language = languageWord(info);
  const shown = language || strings.plainText;
  element.role = "group";
  element.ariaLabel = filled(strings.code, { language: shown });
  element.dataset["language"] = language;
  element.dataset["info"] = info.trim().slice(0, longestInfo);
  const name = make("span", "code-language");
  name.textContent = shown;
  const buttons = make("span", "code-buttons");
  buttons.append(
    actionButton("copy", "copy", strings.copy),
    actionButton("insert", "insert", strings.insertAtCursor),
    actionButton("apply", "diff", strings.apply),
    actionButton("newFile", "new-file", strings.newFile),
  );
  if (shells.has(language.toLowerCase())) {
    buttons.append(actionButton("terminal", "terminal", strings.runInTerminal));
  }
  const bar = make("div", "code-bar");
  bar.append(name, buttons);
  const pre = make("pre", "code-text");
  pre.tabIndex = 0;
  pre.dir = "ltr";
  const code = make("code", "");
  pre.append(code);
  element.append(bar, pre);
  return { element, code };
}

/** The code of a block, exactly as the model wrote it. */
export function codeText(element: Element): string {
  const code = element.querySelector("code");
  const text = code ? textOf(code) : "";
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}

/** The word behind the fence: `ts` of "```ts title=a". Long or strange words are no language. */
export function languageWord(info: string): string {
  const word = info.trim().split(/\s+/)[0] ?? "";
  return /^[\w+#.-]{1,40}$/.test(word) ? word : "";
}

function actionButton(action: CodeAction, icon: string, label: string): HTMLElement {
  const button = make("button", "icon-button");
  button.setAttribute("type", "button");
  button.dataset["code"] = action;
  button.ariaLabel = label;
  button.title = label;
  const glyph = make("span", `codicon codicon-${icon}`);
  glyph.ariaHidden = "true";
  button.append(glyph);
  return button;
}

function make(tag: string, className: string): HTMLElement {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  return element;
}
