/**
 * API keys, in the editor's SecretStorage. A key is stored with the origins it was entered for and is given out
 * for these alone: a changed base URL asks for a key again, so no setting can send a key to a new place.
 */
import type * as vscode from "vscode";
import * as v from "valibot";
import type { Dialect } from "../../provider/dialect.ts";
import type { LogChannel } from "./log.ts";

const storedKey = v.object({ key: v.string(), origins: v.array(v.string()) });

/** Why no key was found: none is there, or the stored one belongs to other hosts. */
export type NoKey = { readonly storedFor: readonly string[] | undefined };

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
      return fromEnvironment;
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

/** The origin of a URL; the text itself where it is not a URL, so that it equals no other origin. */
export function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}
