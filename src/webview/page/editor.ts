/** The page's only door to the editor: typed messages out, and a small state that survives hiding and reloading. */
import type { ToHost } from "../../protocol/toHost.ts";

interface EditorApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

/** What the page can ask of the editor. */
export interface Editor {
  readonly post: (message: ToHost) => void;
  readonly readState: () => unknown;
  readonly writeState: (state: unknown) => void;
}

/** Opens the door; VS Code allows that once in a page's life. */
export function openEditor(): Editor {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    readState: () => api.getState(),
    writeState: (state) => api.setState(state),
  };
}

/** That the page is up, and where: the host may run elsewhere. */
export function readyHere(): ToHost {
  return { type: "ready", timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}
