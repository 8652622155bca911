// Does what can't be done from outside the window. In `npm start` it shows Sonde's chat, once. In the tests it
// changes settings: a test puts a JSON file into the folder SONDE_INBOX and waits until it is gone, because
// VS Code's watcher misses changes of its settings file in the first seconds. And it holds the files that SONDE_SHELF names,
// which lie on no disk: `shelf:/…`.
const { existsSync, readFileSync, rmSync, watch } = require("node:fs");
const { join } = require("node:path");
const vscode = require("vscode");

exports.activate = async (context) => {
  const shelf = process.env.SONDE_SHELF;
  if (shelf !== undefined) context.subscriptions.push(holdFiles(JSON.parse(shelf)));
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

/** A file system in memory with these texts by their paths, all in one folder. */
function holdFiles(texts) {
  const { FileSystemError, FileType } = vscode;
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]));
  const changes = new vscode.EventEmitter();
  const found = (uri) => {
    const file = files.get(uri.path);
    if (!file) throw FileSystemError.FileNotFound(uri);
    return file;
  };
  const stat = (uri) => {
    const isFolder = uri.path === "/";
    const size = isFolder ? 0 : found(uri).length;
    return { type: isFolder ? FileType.Directory : FileType.File, ctime: 0, mtime: 0, size };
  };
  const refuse = (uri) => {
    throw FileSystemError.NoPermissions(uri);
  };
  const provider = {
    onDidChangeFile: changes.event,
    watch: () => new vscode.Disposable(() => {}),
    stat,
    readDirectory: () => [...files.keys()].map((path) => [path.slice(1), FileType.File]),
    readFile: found,
    writeFile: (uri, bytes) => {
      files.set(uri.path, Buffer.from(bytes));
      changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    },
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
  return vscode.workspace.registerFileSystemProvider("shelf", provider, { isCaseSensitive: true });
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
