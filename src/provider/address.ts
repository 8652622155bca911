/**
 * Base URLs: which ones are fit to carry a key, and how a call's path is joined to one. Pure.
 */
import type { Failure } from "../core/failure.ts";
import { isLoopback } from "../core/loopback.ts";

/** A URL to send to, or why there is none. */
export type Address = { readonly url: string; readonly host: string } | { readonly failure: Failure };

/**
 * The address of a path below a base URL. One rule for every way to write a base (PROVIDERS T24):
 * - blanks, trailing slashes and an appended `/chat/completions` of the base are taken off;
 * - a path that starts with `/v1` loses that part where the base names a path of its own (`https://h/v1`,
 *   `https://h/api/paas/v4`), and keeps it below a bare host;
 * - a path that starts with `/beta`, `/api` or `/infill` stands beside a `/v1` or `/beta` of the base, not below it;
 * - a path that starts with `/..` stands beside the base's whole last part.
 *
 * The base must be https; plain http is for the machine itself only. A name and password in the URL are refused,
 * because they would travel where nobody expects them.
 */
export function addressOf(base: string, path: string): Address {
  const trimmed = base.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  if (!url || url.hostname === "") return { failure: { kind: "address", code: "not-a-url" } };
  if (url.username !== "" || url.password !== "") return refused(url, "password-in-url");
  if (url.protocol !== "https:" && url.protocol !== "http:") return refused(url, "not-https");
  if (url.protocol === "http:" && !isLoopback(url.hostname)) return refused(url, "not-https");
  return { url: url.origin + joinPaths(url.pathname, path) + url.search, host: url.host };
}

function refused(url: URL, code: string): Address {
  return { failure: { kind: "address", code, host: url.host } };
}

function joinPaths(basePath: string, path: string): string {
  const base = basePath
    .replaceAll(/\/{2,}/g, "/")
    .replace(/\/+$/, "")
    .replace(/\/chat\/completions$/, "");
  if (/^\/(beta|api|infill)(\/|$)/.test(path)) return base.replace(/\/(v1|beta)$/, "") + path;
  if (path.startsWith("/../")) return base.replace(/\/[^/]*$/, "") + path.slice("/..".length);
  if (/^\/v1(\/|$)/.test(path) && base !== "") return base + path.slice("/v1".length);
  return base + path;
}
