/**
 * Shows lists and boxes that keep the focus while VS Code settles down. Once its palette has closed, VS Code gives a page
 * the focus back after some 50 ms, also where a list or a box of an extension has opened by then, which closes at once
 * (microsoft/vscode#75209): now and then on a slow machine, and in a remote window, whose commands take as long.
 */
import * as vscode from "vscode";

/** What is asked. */
export interface SteadyQuestion<Item> {
  readonly items: readonly Item[];
  readonly title: string;
  readonly placeholder?: string;
}

/** Milliseconds in which the focus is taken back, and what is shown stays if it can't be. */
const settlingMs = 1500;

/** Asks for one of some items; undefined where the person picks none. For `onPageFocus` see `showSteadily`. */
export async function pickSteadily<Item extends vscode.QuickPickItem>(
  { items, title, placeholder = "" }: SteadyQuestion<Item>,
  onPageFocus: vscode.Event<unknown>,
): Promise<Item | undefined> {
  const list = vscode.window.createQuickPick<Item>();
  Object.assign(list, { items, title, placeholder });
  return answerOf(list, onPageFocus, () => list.selectedItems[0]);
}

/** Asks for a text, beginning with `value`; undefined where the person gives up. For `onPageFocus` see `showSteadily`. */
export async function typeSteadily(
  what: Pick<vscode.InputBox, "title" | "value" | "prompt">,
  onPageFocus: vscode.Event<unknown>,
): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  Object.assign(box, what);
  return answerOf(box, onPageFocus, () => box.value);
}

/** Shows a list or a box until the person accepts it, when `read` gives what was meant, or gives up. */
export async function answerOf<Answer, Item extends vscode.QuickPickItem>(
  asked: vscode.QuickPick<Item> | vscode.InputBox,
  onPageFocus: vscode.Event<unknown>,
  read: () => Answer,
): Promise<Answer | undefined> {
  let steady: vscode.Disposable | undefined;
  const answer = await new Promise<Answer | undefined>((resolve) => {
    asked.onDidAccept(() => resolve(read()));
    steady = showSteadily(asked, onPageFocus, () => resolve(undefined));
  });
  steady?.dispose();
  asked.dispose();
  return answer;
}

/**
 * Shows it, and calls `onHide` whenever it has gone. `onPageFocus` tells when a page of the chat has got the focus.
 * Disposing ends the care, and not what is shown.
 */
export function showSteadily<Item extends vscode.QuickPickItem>(
  shown: vscode.QuickPick<Item> | vscode.InputBox,
  onPageFocus: vscode.Event<unknown>,
  onHide: () => void,
): vscode.Disposable {
  let isTakingBack = false;
  // Only what is shown anew gets the focus into its box. Once: what is hidden gives the page the focus back, too.
  const listening = onPageFocus(() => {
    listening.dispose();
    isTakingBack = true;
    shown.hide();
    shown.show();
    // VS Code shows a list empty, unless the items come again.
    if ("items" in shown) shown.items = [...shown.items];
  });
  const settle = (): void => {
    clearTimeout(settling);
    listening.dispose();
    shown.ignoreFocusOut = false;
  };
  const settling = setTimeout(settle, settlingMs);
  shown.onDidHide(() => {
    if (isTakingBack) return void (isTakingBack = false);
    settle();
    onHide();
  });
  shown.ignoreFocusOut = true;
  shown.show();
  return new vscode.Disposable(settle);
}
