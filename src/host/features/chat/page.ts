/**
 * The shell of the chat page: its content security policy, its style and its script. Everything that is seen is made
 * by the script.
 */
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** The HTML of the chat page. Nothing from outside the extension's own folder can be loaded by it. */
export function chatPage(webview: vscode.Webview, folder: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const file = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Sonde</title>
  <link rel="stylesheet" href="${file("chat.css")}">
</head>
<body>
  <div id="sonde-chat"></div>
  <script nonce="${nonce}" src="${file("chat.js")}"></script>
</body>
</html>`;
}
