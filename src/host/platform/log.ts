/**
 * The "Sonde" log channel. Owns the promise that no key gets into it: whatever is written passes `redacted`.
 */
import * as vscode from "vscode";
import type { Log } from "../../core/log.ts";

/** The log channel of the extension. */
export interface LogChannel extends Log, vscode.Disposable {
  show(): void;
  /** Text that must never be written, such as a key that was read a moment ago. */
  hide(secret: string): void;
}

/** Opens the log channel; it is created when the first line is written or when it is shown. */
export function createLogChannel(): LogChannel {
  const channel = vscode.window.createOutputChannel("Sonde", { log: true });
  const secrets = new Set<string>();
  /** Until it is disposed, after which a line would throw: work that ends as the window goes tells of it here, too. */
  let isOpen = true;
  const redacted = (line: string): string => {
    let text = line.replace(/\b(Bearer\s+)\S+/gi, "$1…").replace(/\bsk-[\w-]{6,}/g, "sk-…");
    for (const secret of secrets) text = text.replaceAll(secret, "…");
    return text;
  };
  return {
    trace(line) {
      if (isOpen && channel.logLevel === vscode.LogLevel.Trace) channel.trace(redacted(line()));
    },
    info: (line) => isOpen && channel.info(redacted(line)),
    warn: (line) => isOpen && channel.warn(redacted(line)),
    show: () => channel.show(true),
    hide(secret) {
      if (secret.length >= 6) secrets.add(secret);
    },
    dispose() {
      isOpen = false;
      channel.dispose();
    },
  };
}
