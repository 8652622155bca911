/**
 * Shows a list that keeps the focus while VS Code settles down. Once its palette has closed, VS Code gives a page the
 * focus back after some 50 ms, also where the list of an extension has opened by then, and the list closes at once
 * (microsoft/vscode#75209): now and then on a slow machine, and in a remote window, whose commands take as long.
 */
import * as vscode from "vscode";

/** What is asked. */
export interface SteadyQuestion<Item> {
  readonly items: readonly Item[];
  readonly title: string;
  readonly placeholder?: string;
}

/** Milliseconds in which the focus is taken back, and the list stays if it can't be. */
const settlingMs = 1500;

/** Asks for one of some items; undefined where the person picks none. For `onPageFocus` see `showSteadily`. */
export async function pickSteadily<Item extends vscode.QuickPickItem>(
  { items, title, placeholder = "" }: SteadyQuestion<Item>,
  onPageFocus: vscode.Event<unknown>,
): Promise<Item | undefined> {
  const list = vscode.window.createQuickPick<Item>();
  Object.assign(list, { items, title, placeholder });
  const picked = await new Promise<Item | undefined>((resolve) => {
    const steady = showSteadily(list, onPageFocus, () => resolve(undefined));
    list.onDidAccept(() => {
      steady.dispose();
      resolve(list.selectedItems[0]);
    });
  });
  list.dispose();
  return picked;
}

/**
 * Shows it, and calls `onHide` whenever it has gone. `onPageFocus` tells when a page of the chat has got the focus.
 * Disposing ends the care, and not the list.
 */
export function showSteadily<Item extends vscode.QuickPickItem>(
  list: vscode.QuickPick<Item>,
  onPageFocus: vscode.Event<unknown>,
  onHide: () => void,
): vscode.Disposable {
  let isTakingBack = false;
  // Only what is shown anew gets the focus into its box. Once: what is hidden gives the page the focus back, too.
  const listening = onPageFocus(() => {
    listening.dispose();
    isTakingBack = true;
    list.hide();
    list.show();
    // VS Code shows it empty, unless the items come again.
    list.items = [...list.items];
  });
  const settle = (): void => {
    clearTimeout(settling);
    listening.dispose();
    list.ignoreFocusOut = false;
  };
  const settling = setTimeout(settle, settlingMs);
  list.onDidHide(() => {
    if (isTakingBack) return void (isTakingBack = false);
    settle();
    onHide();
  });
  list.ignoreFocusOut = true;
  list.show();
  return new vscode.Disposable(settle);
}
