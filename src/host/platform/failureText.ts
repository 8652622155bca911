/**
 * What a person reads when something failed: one plain sentence for each kind of failure, in the editor's language.
 */
import * as vscode from "vscode";
import type { Failure, FailureKind } from "../../core/failure.ts";

const t = vscode.l10n.t.bind(vscode.l10n);

/** The sentence for a failure. `provider` and `model` are named as the person knows them. */
export function failureSentence(failure: Failure, provider: string, model: string): string {
  const names = { provider, model, host: failure.host ?? provider, seconds: failure.idleSeconds ?? 0 };
  if (failure.kind === "key-missing" && failure.detail) {
    const other = t("The stored key of {provider} was entered for {origins}. Enter the key for {host}.", {
      ...names,
      origins: failure.detail,
    });
    return other;
  }
  if (failure.kind === "address" && failure.code === "no-base-url") {
    return t("{provider} has no address yet. Set its base URL in the settings.", names);
  }
  return t(sentences()[failure.kind], names);
}

/** What the host or the system itself said, for the small print; empty where there is nothing to add. */
export function failureCause(failure: Failure): string {
  if (failure.kind === "key-missing") return "";
  const parts = [
    failure.status === undefined ? undefined : `HTTP ${failure.status}`,
    failure.code,
    failure.detail,
    failure.requestId === undefined ? undefined : t("request {id}", { id: failure.requestId }),
  ];
  return parts.filter((part) => part !== undefined && part !== "").join(" · ");
}

/** One sentence a kind; `t` looks each up in the bundle of the language. */
function sentences(): Record<FailureKind, string> {
  return {
    "key-missing": "{provider} needs an API key.",
    "key-refused": "{provider} did not accept the API key.",
    balance: "The balance of your {provider} account is used up.",
    forbidden: "{provider} does not allow this request with this key.",
    "model-unknown": "{provider} does not know the model {model}.",
    "context-length": "This conversation is longer than {model} can read.",
    "reasoning-missing":
      "{provider} wants the thinking of an earlier answer back, and did not accept what was sent.",
    "tool-choice": "{provider} does not accept this choice of tools while the model thinks.",
    "no-vision": "{model} does not see images.",
    "bad-request": "{provider} refused the request.",
    "too-large": "The request is larger than {provider} accepts.",
    "rate-limit": "{provider} asks for a pause: too many requests.",
    server: "{provider} has a problem of its own.",
    overloaded: "{provider} is overloaded right now.",
    address: "The address of {provider} can't be used: it must be https, or http on this machine.",
    unreachable: "{host} can't be reached.",
    proxy: "The proxy did not let the request through.",
    certificate: "The certificate of {host} is not trusted.",
    stalled: "{host} sent nothing for {seconds} seconds.",
    truncated: "The connection to {host} ended before the answer did.",
    interrupted: "The window was closed while this answer was arriving.",
    malformed: "{host} answered with something that is not this API.",
    empty: "{model} ended its answer without a word.",
    redirected: "{host} wants to send the request elsewhere. Nothing was sent there.",
    internal: "Something went wrong inside Sonde.",
  };
}
