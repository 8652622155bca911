/**
 * Run in a process of its own by providerBundle.test.ts: loads dist/provider.js (first argument), sends one request
 * by it to the base URL (second argument), and prints as JSON what changed in the process.
 */
import { createRequire } from "node:module";
import type { ChatEvent } from "../../src/core/event.ts";
import type { createClient } from "../../src/provider/client.ts";
import type { Dialect } from "../../src/provider/dialect.ts";
import { networkSettings } from "./networkSettings.ts";

/** What the probe prints. */
export interface ProbeReport {
  /** undici's process-wide dispatchers, before loading and after the request; null: unset. */
  readonly dispatchers: readonly (readonly (string | null)[])[];
  /** Sockets, timers and the like that loading left open. */
  readonly resources: readonly string[];
  /** Whether the process's fetch is the one that was there. */
  readonly keepsFetch: boolean;
  readonly events: readonly ChatEvent[];
}

const slots = [1, 2].map((version) => Symbol.for(`undici.globalDispatcher.${version}`));
const dispatchers = (): (string | null)[] =>
  slots.map((slot) => {
    const value: unknown = Reflect.get(globalThis, slot);
    return value === undefined ? null : typeof value;
  });

const dialect: Dialect = {
  id: "probe",
  label: "Probe",
  endpoints: [],
  authentication: "bearer",
  models: [],
  unknownModel: (id) => ({ id, efforts: ["off"] }),
  open: () => ({
    call: { method: "POST", path: "/chat", headers: {}, body: "{}", framing: "sse" },
    receive: (frame) => [{ type: "text", text: frame, choice: 0 }],
    close: () => [{ type: "end", ending: { reason: "stop" } }],
  }),
  describe: (status) => ({ kind: "server", status }),
};

async function probe(bundle: string, baseUrl: string): Promise<ProbeReport> {
  const before = dispatchers();
  // The getter is not touched: reading `fetch` for the first time would fill the dispatchers by itself.
  const fetchBefore = Object.getOwnPropertyDescriptor(globalThis, "fetch");
  const loaded: { createClient: typeof createClient } = createRequire(__filename)(bundle);
  const resources = process
    .getActiveResourcesInfo()
    .filter((name) => /TCP|TLS|DNS|GETADDRINFO|Timeout/i.test(name));
  const keepsFetch = fetchBefore?.get === Object.getOwnPropertyDescriptor(globalThis, "fetch")?.get;
  const client = loaded.createClient({
    network: () => networkSettings({ route: "auto" }),
    log: { trace() {}, info() {}, warn() {} },
    userAgent: "probe",
  });
  const events: ChatEvent[] = [];
  await client.send(
    dialect,
    { purpose: "chat", model: "m", messages: [{ role: "user", text: "hello" }], thinking: "off" },
    { baseUrls: [baseUrl], key: "sk-probe", authentication: "bearer", headers: {} },
    { signal: new AbortController().signal, onEvents: (batch) => void events.push(...batch) },
  );
  await client.close();
  return { dispatchers: [before, dispatchers()], resources, keepsFetch, events };
}

const [, , bundle = "", baseUrl = ""] = process.argv;
if (bundle !== "") void probe(bundle, baseUrl).then((report) => process.stdout.write(JSON.stringify(report)));
