/**
 * Two ways to start without a key: a model server on this machine, and the practice model.
 */
import * as vscode from "vscode";
import type { Dialect } from "../../../provider/dialect.ts";
import { baseUrlsOf, type AccessReader } from "../../platform/access.ts";
import type { LazyClient } from "../../platform/client.ts";
import { failureSentence } from "../../platform/failureText.ts";
import { isThere, localServers, type LocalServer } from "../../platform/localServers.ts";
import { askForAddress, type AddressOf } from "./askForAddress.ts";
import { pickSteadily } from "../../platform/steadyInput.ts";
import { originOf } from "../../platform/keys.ts";
import { remoteMachine } from "../../platform/remoteMachine.ts";
import { providerSettingNames, writeProvider, writeProviderSettings } from "../../platform/settings.ts";
import { askModally, showProgress } from "../../platform/notices.ts";

export interface WithoutKeyParts {
  /** How Ollama is spoken to, and any OpenAI-compatible server. */
  readonly ollama: Dialect;
  readonly custom: Dialect;
  readonly access: AccessReader;
  readonly client: LazyClient;
  readonly addressOf: AddressOf;
  /** Tells when a page of the chat has got the focus. */
  readonly onPageFocus: vscode.Event<unknown>;
}

/** Milliseconds that a server on this machine has to answer. */
const probeMs = 2000;

const { l10n } = vscode;

/** Registers "Use a Local Server" and "Try Offline". */
export function registerWithoutKey(parts: WithoutKeyParts): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("sonde.useLocalServer", () => useLocalServer(parts)),
    vscode.commands.registerCommand("sonde.tryOffline", () => writeProvider("practice")),
  );
}

interface ServerRow extends vscode.QuickPickItem {
  readonly server?: LocalServer;
  /** The server did not list its models to somebody without a key. */
  readonly wantsKey?: boolean;
}

async function useLocalServer(parts: WithoutKeyParts): Promise<void> {
  const options = { location: vscode.ProgressLocation.Window, title: l10n.t("Looking for local servers…") };
  const found = await showProgress(options, () =>
    Promise.all(localServers(process.env["OLLAMA_HOST"]).map((one) => probe(one, parts))),
  );
  const rows: ServerRow[] = found.filter((row) => row !== undefined);
  const placeholder =
    rows.length > 0
      ? l10n.t("These servers answer on this machine")
      : l10n.t("No server answers at the usual ports of Ollama, LM Studio, llama.cpp, vLLM, SGLang, LiteLLM");
  const other: ServerRow = { label: l10n.t("Another address…") };
  // In the title, because a placeholder that is longer than its line is cut off.
  const title = [l10n.t("Use a Local Server"), remoteMachine()].filter((part) => part !== "").join(" · ");
  const question = { items: [...rows, other], title, placeholder };
  const picked = await pickSteadily(question, parts.onPageFocus);
  if (!picked) return;
  const { provider, settings } = picked.server ?? (await typedServer(parts)) ?? {};
  if (!provider || !settings) return;
  const others = await settingsOfBefore(parts[provider], settings.baseUrl);
  if (!others) return;
  await writeProviderSettings(provider, settings, others);
  await writeProvider(provider);
  if (picked.wantsKey && !(await hasKey(parts[provider], parts))) {
    await vscode.commands.executeCommand("sonde.setApiKey", provider);
  } else await vscode.commands.executeCommand("sonde.selectModel");
}

/**
 * What becomes of settings that were made for another server: its headers may hold what this one is not to see, and its
 * models are not here. Undefined where the person gives up.
 */
async function settingsOfBefore(dialect: Dialect, baseUrl: string): Promise<"keep" | "forget" | undefined> {
  const [before] = baseUrlsOf(dialect);
  const names = providerSettingNames(dialect.id).filter((name) => name !== "baseUrl");
  if (before === undefined || names.length === 0 || originOf(before) === originOf(baseUrl)) return "keep";
  const [forget, keep] = [l10n.t("Forget"), l10n.t("Keep")];
  const question = l10n.t(
    "These settings were made for {0}: {1}. Are they to hold for {2}, too?",
    originOf(before),
    names.join(", "),
    originOf(baseUrl),
  );
  const pressed = await askModally(question, [forget, keep]);
  if (pressed === undefined) return undefined;
  return pressed === keep ? "keep" : "forget";
}

async function hasKey(dialect: Dialect, { access }: WithoutKeyParts): Promise<boolean> {
  const read = await access.read(dialect);
  return !("kind" in read) && read.key !== undefined;
}

/** A server whose address the person types. */
async function typedServer({ custom, addressOf }: WithoutKeyParts): Promise<LocalServer | undefined> {
  const baseUrl = await askForAddress(custom, addressOf);
  return baseUrl ? { name: baseUrl, provider: "custom", settings: { baseUrl } } : undefined;
}

async function probe(server: LocalServer, parts: WithoutKeyParts): Promise<ServerRow | undefined> {
  const { baseUrl } = server.settings;
  const access = { baseUrls: [baseUrl], authentication: "none", headers: {} } as const;
  const client = await parts.client.get();
  const models = await client.listModels(parts[server.provider], access, AbortSignal.timeout(probeMs));
  const row = { label: server.name, description: baseUrl, server };
  if (!models) return undefined;
  if (!("kind" in models)) return { ...row, detail: models.map((model) => model.id).join(", ") };
  if (!isThere(models)) return undefined;
  const wantsKey = models.kind !== "overloaded";
  const failure = wantsKey ? ({ kind: "key-missing" } as const) : models;
  return { ...row, wantsKey, detail: failureSentence(failure, server.name, "") };
}
