/**
 * What the user set for one provider under `sonde.providers`, as it is now.
 */
import * as vscode from "vscode";
import { asObject } from "../../core/json.ts";
import { providerSettingsFrom, type ProviderSettings } from "./providerValues.ts";

/** What the user set for a provider; everything is empty where nothing is set. */
export function readProviderSettings(provider: string): ProviderSettings {
  const all = vscode.workspace.getConfiguration("sonde").get<unknown>("providers");
  return providerSettingsFrom(asObject(all)?.[provider] ?? {}, provider);
}
