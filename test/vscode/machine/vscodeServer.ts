/**
 * Installs the VS Code server and the Node that it wants, both from npm packages, into the cache. Their own install
 * scripts aren't run, because they want headers of Kerberos; what is needed of native parts is built here.
 */
import { delimiter, dirname, join } from "node:path";
import { cached, npm } from "./npm.ts";
import { codeServer, nodeFor } from "./versions.ts";

/** What it takes to start a server. */
export interface VscodeServer {
  /** The Node to run it with. */
  readonly node: string;
  /** Its script. */
  readonly main: string;
}

/** Where the package keeps VS Code, below the folder that it was installed into. */
const vscodePath = join("node_modules", codeServer.name, "lib", "vscode");

/** The installed server; the first time this takes about a minute. */
export async function installedServer(): Promise<VscodeServer> {
  const platform = `${process.platform}-${process.arch}`;
  const nodePackage = nodeFor[platform];
  if (!nodePackage)
    throw new Error(`No npm package carries a Node for ${platform}, which the VS Code server needs.`);
  const nodeFolder = (folder: string) => join(folder, "node_modules", nodePackage.name);
  const nodeIn = (folder: string) =>
    join(nodeFolder(folder), "bin", process.platform === "win32" ? "node.exe" : "node");

  const installed = await cached([codeServer, nodePackage], async (folder) => {
    const vscode = join(folder, vscodePath);
    const dependencies = ["install", "--omit=dev", "--ignore-scripts", "--loglevel=error"];
    for (const at of [vscode, join(vscode, "extensions")]) {
      if (!(await npm(dependencies, { folder: at })))
        throw new Error(`npm could not install what ${at} needs.`);
    }
    const node = nodeIn(folder);
    const built = await npm(
      ["rebuild", "@vscode/spdlog", "node-pty", "@vscode/native-watchdog", "--loglevel=error"],
      {
        folder: vscode,
        node,
        environment: {
          PATH: [dirname(node), process.env["PATH"]].join(delimiter),
          npm_config_nodedir: nodeFolder(folder),
        },
      },
    );
    if (!built)
      console.log("The native parts could not be built: VS Code runs, without terminals and log files.");
  });
  return { node: nodeIn(installed), main: join(installed, vscodePath, "out", "server-main.js") };
}
