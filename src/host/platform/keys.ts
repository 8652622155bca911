/**
 * API keys, in the editor's SecretStorage. A key is stored with the origins it was entered for and is given out
 * for these alone: a changed base URL asks for a key again, so no setting can send a key to a new place. A key from
 * the environment was entered for the provider's own addresses. It goes to this machine too, and to any address where
 * the provider has none of its own.
 */
import type * as vscode from "vscode";
import * as v from "valibot";
import { isLoopback } from "../../core/loopback.ts";
import type { Dialect } from "../../provider/dialect.ts";
import type { LogChannel } from "./log.ts";

const storedKey = v.object({ key: v.string(), origins: v.array(v.string()) });

/** Why no key was found: none is there, or the one that is belongs to other hosts. */
export interface NoKey {
  /** Origins of the stored key. */
  readonly storedFor?: readonly string[] | undefined;
  /** The environment variable whose key is not for these hosts. */
  readonly variable?: string | undefined;
}

export interface Keys {
  /** The key for these base URLs, or why there is none. */
  find(dialect: Dialect, baseUrls: readonly string[]): Promise<string | NoKey>;
  store(dialect: Dialect, baseUrls: readonly string[], key: string): Promise<void>;
  remove(dialect: Dialect): Promise<void>;
  /** Whether a key is stored for the provider, whatever its origins. */
  isStored(dialect: Dialect): Promise<boolean>;
  readonly onChange: vscode.Event<unknown>;
}

/** Keys kept in `secrets`; every key that is read is made known to the log, which never writes it. */
export function createKeys(secrets: vscode.SecretStorage, log: LogChannel): Keys {
  const nameOf = (dialect: Dialect): string => `sonde.key.${dialect.id}`;
  const read = async (dialect: Dialect): Promise<v.InferOutput<typeof storedKey> | undefined> => {
    const text = await secrets.get(nameOf(dialect));
    const result = v.safeParse(v.pipe(v.string(), v.parseJson(), storedKey), text);
    if (!result.success) return undefined;
    log.hide(result.output.key);
    return result.output;
  };
  return {
    async find(dialect, baseUrls) {
      const stored = await read(dialect);
      const origins = baseUrls.map(originOf);
      if (stored && origins.every((origin) => stored.origins.includes(origin))) return stored.key;
      const fromEnvironment = dialect.keyVariable ? process.env[dialect.keyVariable]?.trim() : undefined;
      if (!fromEnvironment) return { storedFor: stored?.origins };
      log.hide(fromEnvironment);
      if (origins.every((origin) => isOwn(dialect, origin))) return fromEnvironment;
      return { storedFor: stored?.origins, variable: dialect.keyVariable };
    },
    async store(dialect, baseUrls, key) {
      log.hide(key);
      const origins = [...new Set(baseUrls.map(originOf))];
      await secrets.store(nameOf(dialect), JSON.stringify({ key, origins }));
    },
    remove: async (dialect) => secrets.delete(nameOf(dialect)),
    isStored: async (dialect) => (await read(dialect)) !== undefined,
    onChange: secrets.onDidChange,
  };
}

/** Whether the key of a provider's environment variable is for this origin. */
function isOwn({ endpoints }: Dialect, origin: string): boolean {
  if (endpoints.length === 0 || endpoints.map(originOf).includes(origin)) return true;
  return URL.canParse(origin) && isLoopback(new URL(origin).hostname);
}

/** The origin of a URL; the text itself where it is not a URL, so that it equals no other origin. */
export function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}
