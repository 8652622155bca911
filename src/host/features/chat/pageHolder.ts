/** What VS Code shows a page in: a view of the side bar or a tab. Both come and go, and both can be put away. */
import type * as vscode from "vscode";

/** A frame for a page. */
export interface PageHolder {
  readonly webview: vscode.Webview;
  readonly isVisible: () => boolean;
  /** Shows it, with the focus in it. */
  readonly show: () => void;
  readonly onVisibility: (listener: () => void) => void;
  readonly onGone: (listener: () => void) => void;
}

/** A view of the side bar. */
export function viewHolder(view: vscode.WebviewView): PageHolder {
  return {
    webview: view.webview,
    isVisible: () => view.visible,
    show: () => view.show(false),
    onVisibility: (listener) => void view.onDidChangeVisibility(listener),
    onGone: (listener) => void view.onDidDispose(listener),
  };
}

/** A tab. */
export function panelHolder(panel: vscode.WebviewPanel): PageHolder {
  return {
    webview: panel.webview,
    isVisible: () => panel.visible,
    show: () => panel.reveal(),
    onVisibility: (listener) => void panel.onDidChangeViewState(listener),
    onGone: (listener) => void panel.onDidDispose(listener),
  };
}
