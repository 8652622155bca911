/**
 * The streaming client, loaded at the first request: until then neither undici nor a line of the provider bundle is
 * in memory.
 */
import type { Log } from "../../core/log.ts";
import type { Client, ClientOptions } from "../../provider/client.ts";
import { onDemand } from "./onDemand.ts";
import { readNetworkSettings } from "./settings.ts";

/** Loads the provider bundle. */
export type LoadProvider = () => Promise<{ createClient(options: ClientOptions): Client }>;

export interface LazyClient {
  /** The client, loaded now if it was not. */
  get(): Promise<Client>;
  dispose(): void;
}

/** A client that is made once, when somebody first asks for it. */
export function createLazyClient(load: LoadProvider, log: Log, version: string): LazyClient {
  const client = onDemand(async () =>
    (await load()).createClient({ network: readNetworkSettings, log, userAgent: `Sonde/${version}` }),
  );
  return {
    get: () => client.get(),
    dispose: () => client.end((one) => one.close()),
  };
}
