/**
 * Commands whose code lies in a bundle of its own, loaded by the first of them.
 */
import * as vscode from "vscode";

/** A feature that is not loaded yet. */
export interface LazyFeature {
  /** Every command that the feature registers once it is loaded. */
  readonly commands: readonly string[];
  /** Loads the code; what it gives registers the commands. */
  readonly load: () => Promise<() => vscode.Disposable>;
}

/** Registers the commands; the first that is called loads the feature, which then registers its own in their place. */
export function registerLazily({ commands, load }: LazyFeature): vscode.Disposable {
  let loaded: Promise<vscode.Disposable> | undefined;
  const start = async (): Promise<vscode.Disposable> => {
    const register = await load();
    stand.dispose();
    return register();
  };
  const stand = vscode.Disposable.from(
    ...commands.map((id) =>
      vscode.commands.registerCommand(id, async (...rest: readonly unknown[]) => {
        loaded ??= start();
        await loaded;
        return vscode.commands.executeCommand(id, ...rest);
      }),
    ),
  );
  return new vscode.Disposable(() => {
    stand.dispose();
    void loaded?.then((feature) => feature.dispose());
  });
}
