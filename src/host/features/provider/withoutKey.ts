/**
 * Two ways to start without a key: a model server on this machine, and the practice model.
 */
import * as vscode from "vscode";
import type { Dialect } from "../../../provider/dialect.ts";
import type { LazyClient } from "../../platform/client.ts";
import { localServers, type LocalServer } from "../../platform/localServers.ts";
import { askForAddress } from "./askForAddress.ts";
import { writeProvider, writeProviderSettings } from "../../platform/settings.ts";

export interface WithoutKeyParts {
  /** How Ollama is spoken to, and any OpenAI-compatible server. */
  readonly ollama: Dialect;
  readonly custom: Dialect;
  readonly client: LazyClient;
}

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
  readonly server?: LocalServer;
}

async function useLocalServer(parts: WithoutKeyParts): Promise<void> {
  const options = { location: vscode.ProgressLocation.Window, title: l10n.t("Looking for local servers…") };
  const found = await window.withProgress(options, () =>
    Promise.all(localServers(process.env["OLLAMA_HOST"]).map((one) => probe(one, parts))),
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
  const { provider, settings } = picked.server ?? (await typedServer(parts.custom)) ?? {};
  if (!provider || !settings) return;
  await writeProviderSettings(provider, { filling: undefined, ...settings });
  await writeProvider(provider);
  await vscode.commands.executeCommand("sonde.selectModel");
}

/** A server whose address the person types. */
async function typedServer(custom: Dialect): Promise<LocalServer | undefined> {
  const baseUrl = await askForAddress(custom);
  return baseUrl ? { name: baseUrl, provider: "custom", settings: { baseUrl } } : undefined;
}

async function probe(server: LocalServer, parts: WithoutKeyParts): Promise<ServerRow | undefined> {
  const { baseUrl } = server.settings;
  const access = { baseUrls: [baseUrl], authentication: "none", headers: {} } as const;
  const client = await parts.client.get();
  const models = await client.listModels(parts[server.provider], access, AbortSignal.timeout(probeMs));
  if (!models || "kind" in models) return undefined;
  const names = models.map((model) => model.id).join(", ");
  return { label: server.name, description: baseUrl, detail: names, server };
}
