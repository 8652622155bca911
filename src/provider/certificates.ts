/**
 * Whom we trust: Node's own authorities, those of the operating system, and the files that the environment names.
 * What is done with them is left to transport.ts.
 */
import { readFileSync } from "node:fs";
import type { SecureContext } from "node:tls";
import type { Log } from "../core/log.ts";
import type { NetworkSettings } from "./client.ts";

/** The environment variables that name a file of further authorities (PEM). */
export const certificateVariables: readonly string[] = ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"];

/** The part of the settings that decides whom we trust. */
export type TrustSettings = Pick<NetworkSettings, "systemCertificates" | "environment">;

/** What `node:tls` knows of authorities. `getCACertificates` is there since Node 22.15. */
export interface CertificateStore {
  readonly rootCertificates: readonly string[];
  readonly getCACertificates?: (type: "default" | "system") => readonly string[];
}

/** What `node:tls` makes of them. */
interface ContextMaker extends CertificateStore {
  createSecureContext(options?: { ca?: string[] }): SecureContext;
}

/** The trust for every connection made under these settings. Making it takes milliseconds, so make it once. */
export function createTrust(settings: TrustSettings, tls: ContextMaker, log: Log): SecureContext {
  const ca = trustedCertificates(settings, tls, log);
  try {
    return tls.createSecureContext(ca === undefined ? {} : { ca: [...ca] });
  } catch (error) {
    log.warn(`A certificate can't be read, so Node's own authorities count alone: ${String(error)}`);
    return tls.createSecureContext();
  }
}

/**
 * Every authority that is to be trusted, as PEM texts; undefined where Node's own default will do. Asking the
 * operating system takes up to a few hundred milliseconds, so ask once for each change of the settings.
 */
export function trustedCertificates(
  settings: TrustSettings,
  store: CertificateStore,
  log: Log,
): readonly string[] | undefined {
  const further = new Set<string>();
  if (settings.systemCertificates) for (const pem of systemCertificates(store, log)) further.add(pem);
  for (const name of certificateVariables) {
    const path = settings.environment[name];
    const pem = path ? readCertificates(name, path, log) : undefined;
    if (pem !== undefined) further.add(pem);
  }
  if (further.size === 0) return undefined;
  const usual = store.getCACertificates?.("default") ?? store.rootCertificates;
  return [...new Set([...usual, ...further])];
}

function systemCertificates(store: CertificateStore, log: Log): readonly string[] {
  try {
    return store.getCACertificates?.("system") ?? [];
  } catch (error) {
    log.warn(`The system's certificates can't be read: ${String(error)}`);
    return [];
  }
}

/** A file without a certificate would make the whole list unusable, so it is left out. */
function readCertificates(name: string, path: string, log: Log): string | undefined {
  try {
    const pem = readFileSync(path, "utf8");
    if (pem.includes("-----BEGIN CERTIFICATE-----") || pem.includes("-----BEGIN TRUSTED CERTIFICATE-----"))
      return pem;
    log.warn(`${name} names a file that holds no certificate.`);
  } catch (error) {
    log.warn(`${name} names a file that can't be read: ${codeOf(error)}`);
  }
  return undefined;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown error";
}
