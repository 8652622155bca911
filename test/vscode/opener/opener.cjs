// Shows Sonde's chat and the sample's first file, once, in the window of `npm start`.
const vscode = require("vscode");

exports.activate = async () => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder && vscode.window.visibleTextEditors.length === 0) {
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, "src", "cart.ts"));
  }
  await vscode.commands.executeCommand("sonde.focusChat");
};
