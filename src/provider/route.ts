/**
 * By which route a request goes, and that it goes once. Opens nothing: the two ways to send are handed in by
 * transport.ts.
 */
import type { Failure } from "../core/failure.ts";
import type { Log } from "../core/log.ts";
import { isLoopback } from "../core/loopback.ts";
import type { NetworkSettings, Route } from "./client.ts";
import type { Connection, Connections } from "./connections.ts";
import { exchange, type Engine } from "./exchange.ts";
import type { Outgoing, Reply, Unsent } from "./transport.ts";

/** What came of a request. */
export type Outcome = Reply | Unsent | "aborted";

/** A connection with an HTTP engine on it. */
export interface Line extends Connection {
  readonly engine: Engine;
}

/** What holds as long as the network settings stay the same. */
export interface Network {
  readonly settings: NetworkSettings;
  readonly connections: Connections<Line>;
  /** Origins that only the editor's route reaches. */
  readonly byEditor: Set<string>;
}

/** Milliseconds for a connection to stand (name, proxy and TLS included), where the editor's route may follow. */
const limitBeforeEditor = 5_000;
/** The same, where there is no other route. */
const limitAlone = 10_000;

/** How long a connection may take to stand, in milliseconds. */
export function openingLimit(route: Route, url: URL): number {
  return hasFallback(route, url) ? limitBeforeEditor : limitAlone;
}

/** This machine is asked directly: the editor's proxy could lead a request for it to another one. */
function hasFallback(route: Route, url: URL): boolean {
  return route === "auto" && !isLoopback(url.hostname);
}

/** Whether a request to this URL would take the editor's route first. */
export function prefersEditor(network: Network, url: URL): boolean {
  const route = network.settings.route;
  return route === "editor" || (hasFallback(route, url) && network.byEditor.has(url.origin));
}

/** A request, with its URL parsed once: that takes as long as sending does, until the code is compiled. */
export interface Errand {
  readonly url: URL;
  readonly outgoing: Outgoing;
  /** Sends it by the editor's route. */
  readonly byEditor: () => Promise<Outcome>;
  readonly log: Log;
}

/**
 * Sends by our own route, by the editor's, or, if our own connection never stood, by the one and then by the other;
 * what worked for an origin is remembered. A redirect is a failure: neither key nor prompt goes where it points.
 */
export async function sendByRoute(network: Network, errand: Errand): Promise<Outcome> {
  const { url } = errand;
  const outcome = await sendEitherWay(network, errand);
  if (outcome === "aborted" || "failure" in outcome || outcome.status < 300 || outcome.status > 399)
    return outcome;
  outcome.discard();
  const target = originOf(outcome.headers["location"], url);
  const failure: Failure = { kind: "redirected", host: url.host, status: outcome.status };
  return { failure: target === undefined ? failure : { ...failure, detail: target }, connected: true };
}

async function sendEitherWay(network: Network, errand: Errand): Promise<Outcome> {
  const { url, outgoing, byEditor, log } = errand;
  if (prefersEditor(network, url)) {
    const outcome = await byEditor();
    if (neverStood(outcome)) network.byEditor.delete(url.origin);
    return outcome;
  }
  const direct = await sendDirectly(network, url, outgoing);
  if (!neverStood(direct) || direct.failure.kind === "internal") return direct;
  if (!hasFallback(network.settings.route, url)) return direct;
  log.info(
    `${url.host} by the editor's route, because directly: ${direct.failure.kind} ${direct.failure.code ?? ""}`,
  );
  const outcome = await byEditor();
  // Where neither route stood, the direct one knows better why.
  if (neverStood(outcome) && outcome.failure.kind === "unreachable") return direct;
  if (outcome !== "aborted" && !("failure" in outcome)) network.byEditor.add(url.origin);
  return outcome;
}

/** Whether the host can't have seen the request. */
function neverStood(outcome: Outcome): outcome is Unsent {
  return outcome !== "aborted" && "failure" in outcome && !outcome.connected;
}

/** By a connection of our own. One that turns out to have ended before a byte was written is replaced. */
async function sendDirectly(network: Network, url: URL, outgoing: Outgoing): Promise<Outcome> {
  const { connections, settings } = network;
  for (;;) {
    const lease = await connections.lease(url, openingLimit(settings.route, url), outgoing.signal);
    if (lease === "aborted") return lease;
    if ("kind" in lease) return { failure: lease, connected: false };
    const line = lease.connection;
    const release = (): void => connections.release(url, line);
    const outcome = await exchange(
      { engine: line.engine, release, destroy: () => void line.destroy() },
      url,
      outgoing,
    );
    if (outcome !== "stale") return outcome;
    void line.destroy();
    if (!lease.reused)
      return { failure: { kind: "unreachable", host: url.host, code: "ECONNRESET" }, connected: false };
  }
}

/** Where a redirect points, without path and without credentials. */
function originOf(location: string | undefined, base: URL): string | undefined {
  if (location === undefined || !URL.canParse(location, base.href)) return undefined;
  const origin = new URL(location, base).origin;
  return origin === "null" ? undefined : origin.slice(0, 200);
}
