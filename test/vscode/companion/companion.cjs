// Does what can't be done from outside the window. In `npm start` it shows Sonde's chat, once. In the tests it
// changes settings: a test puts a JSON file into the folder SONDE_INBOX and waits until it is gone, because
// VS Code's watcher misses changes of its settings file in the first seconds.
const { existsSync, readFileSync, rmSync, watch } = require("node:fs");
const { join } = require("node:path");
const vscode = require("vscode");

exports.activate = async (context) => {
  const inbox = process.env.SONDE_INBOX;
  if (inbox === undefined) await showChat();
  else context.subscriptions.push(changeSettings(inbox));
};

async function showChat() {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder && vscode.window.visibleTextEditors.length === 0) {
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, "src", "cart.ts"));
  }
  await vscode.commands.executeCommand("sonde.focusChat");
}

/** Reads wishes one after the other, for as long as it isn't disposed. */
function changeSettings(inbox) {
  const wish = join(inbox, "settings.json");
  let queue = Promise.resolve();
  const read = async () => {
    if (!existsSync(wish)) return;
    const changes = Object.entries(JSON.parse(readFileSync(wish, "utf8")));
    for (const [name, value] of changes) {
      await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
    }
    rmSync(wish);
  };
  const next = () => {
    queue = queue.then(read, read);
  };
  const watcher = watch(inbox, next);
  next();
  return { dispose: () => watcher.close() };
}
