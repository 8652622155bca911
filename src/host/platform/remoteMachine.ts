/** What "this machine" is in a window whose folder is elsewhere: SSH, WSL, a container, a server in the browser. */
import * as vscode from "vscode";
import { isLoopbackHost } from "../../core/loopback.ts";

/**
 * What a person there has to read beside a text about this machine: it is not the one before them. Empty elsewhere. In
 * a browser the name is the server's address, which may be of their own machine.
 */
export function remoteMachine(name = vscode.env.remoteName): string {
  if (name === undefined || isLoopbackHost(name)) return "";
  return vscode.l10n.t("In this window that is the remote machine ({0}).", name);
}
