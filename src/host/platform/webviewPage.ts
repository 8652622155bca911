/**
 * The shell of a webview page: its content security policy, its style and its script. Everything that is seen is made
 * by the script.
 */
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { pagePolicy } from "../../protocol/pagePolicy.ts";

/**
 * The HTML of the page `name` (`chat`, `spend`), whose script and style lie in `folder` and whose root element is
 * `sonde-<name>`. Nothing from outside the extension's own folder can be loaded by it.
 */
export function webviewPage(webview: vscode.Webview, folder: vscode.Uri, name: "chat" | "spend"): string {
  const nonce = randomBytes(16).toString("base64");
  const file = (path: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, path)).toString();
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${pagePolicy(nonce, webview.cspSource)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Sonde</title>
  <link rel="stylesheet" href="${file(`${name}.css`)}">
</head>
<body>
  <div id="sonde-${name}"></div>
  <script nonce="${nonce}" src="${file(`${name}.js`)}"></script>
</body>
</html>`;
}

/** The folder of the pages' scripts and styles. */
export function webviewFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, "dist", "webview");
}
