/**
 * The streaming client, loaded at the first request: until then neither undici nor a line of the provider bundle is
 * in memory.
 */
import type { Log } from "../../core/log.ts";
import type { Client, ClientOptions } from "../../provider/client.ts";
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
  let client: Promise<Client> | undefined;
  return {
    get() {
      client ??= load().then((provider) =>
        provider.createClient({ network: readNetworkSettings, log, userAgent: `Sonde/${version}` }),
      );
      return client;
    },
    dispose() {
      void client?.then((one) => one.close());
    },
  };
}
