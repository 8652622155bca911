/**
 * Features whose code lies in a bundle of its own, loaded by the first of their commands or by whoever asks for them.
 */
import * as vscode from "vscode";
import { onDemand } from "./onDemand.ts";

/** A feature that is not loaded yet. */
export interface Loadable<Feature extends vscode.Disposable> {
  /** Every command that the feature registers once it is loaded. */
  readonly commands: readonly string[];
  /** Loads the code; what it gives registers the commands. */
  readonly load: () => Promise<() => Feature>;
}

/** A feature that is loaded when it is needed. */
export interface LazyFeature<Feature> extends vscode.Disposable {
  get(): Promise<Feature>;
}

/** Registers the commands; the first that is called loads the feature, which then registers its own in their place. */
export function registerLazily<Feature extends vscode.Disposable>(
  loadable: Loadable<Feature>,
): LazyFeature<Feature> {
  const feature = onDemand(async () => {
    const register = await loadable.load();
    stand.dispose();
    return register();
  });
  const stand = vscode.Disposable.from(
    ...loadable.commands.map((id) =>
      vscode.commands.registerCommand(id, async (...rest: readonly unknown[]) => {
        await feature.get();
        return vscode.commands.executeCommand(id, ...rest);
      }),
    ),
  );
  return {
    get: () => feature.get(),
    dispose() {
      stand.dispose();
      feature.end((one) => one.dispose());
    },
  };
}
