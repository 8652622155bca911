/**
 * Two ways to start without a key: a model server on this machine, and the practice model.
 */
import * as vscode from "vscode";
import type { Dialect } from "../../../provider/dialect.ts";
import type { LazyClient } from "../../platform/client.ts";
import { askForAddress } from "./askForAddress.ts";
import { writeProvider, writeProviderSettings } from "../../platform/settings.ts";

export interface WithoutKeyParts {
  /** The dialect of any OpenAI-compatible server. */
  readonly custom: Dialect;
  readonly client: LazyClient;
}

/** Servers that people run at home, at the ports that these projects use unless told otherwise. */
const usualServers = [
  { name: "Ollama", baseUrl: "http://127.0.0.1:11434/v1" },
  { name: "LM Studio", baseUrl: "http://127.0.0.1:1234/v1" },
  { name: "llama.cpp", baseUrl: "http://127.0.0.1:8080/v1" },
  { name: "vLLM", baseUrl: "http://127.0.0.1:8000/v1" },
  { name: "SGLang", baseUrl: "http://127.0.0.1:30000/v1" },
  { name: "LiteLLM", baseUrl: "http://127.0.0.1:4000/v1" },
] as const;

/** Milliseconds that a server on this machine has to answer. */
const probeMs = 2000;

const { l10n, window } = vscode;

/** Registers "Use a Local Server" and "Try Offline". */
export function registerWithoutKey(parts: WithoutKeyParts): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("sonde.useLocalServer", () => useLocalServer(parts)),
    vscode.commands.registerCommand("sonde.tryOffline", () => writeProvider("practice")),
  );
}

interface ServerRow extends vscode.QuickPickItem {
  readonly baseUrl?: string;
}

async function useLocalServer(parts: WithoutKeyParts): Promise<void> {
  const options = { location: vscode.ProgressLocation.Window, title: l10n.t("Looking for local servers…") };
  const found = await window.withProgress(options, () =>
    Promise.all(usualServers.map((one) => probe(one, parts))),
  );
  const rows: ServerRow[] = found.filter((row) => row !== undefined);
  const placeHolder =
    rows.length > 0
      ? l10n.t("These servers answer on this machine")
      : l10n.t("No server answers at the usual ports of Ollama, LM Studio, llama.cpp, vLLM, SGLang, LiteLLM");
  const other: ServerRow = { label: l10n.t("Another address…") };
  const picked = await window.showQuickPick([...rows, other], {
    title: l10n.t("Use a Local Server"),
    placeHolder,
  });
  if (!picked) return;
  const baseUrl = picked.baseUrl ?? (await askForAddress(parts.custom));
  if (!baseUrl) return;
  await writeProviderSettings(parts.custom.id, { baseUrl });
  await writeProvider(parts.custom.id);
  await vscode.commands.executeCommand("sonde.selectModel");
}

async function probe(
  server: (typeof usualServers)[number],
  { client, custom }: WithoutKeyParts,
): Promise<ServerRow | undefined> {
  const access = { baseUrls: [server.baseUrl], authentication: "none", headers: {} } as const;
  const models = await (await client.get()).listModels(custom, access, AbortSignal.timeout(probeMs));
  if ("kind" in models) return undefined;
  const names = models.map((model) => model.id).join(", ");
  return { label: server.name, description: server.baseUrl, detail: names, baseUrl: server.baseUrl };
}
