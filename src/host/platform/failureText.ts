/**
 * What a person reads when something failed: one plain sentence, in the editor's language.
 */
import * as vscode from "vscode";
import { isLoadingModel, isRetryable, type Failure, type UnusableProxy } from "../../core/failure.ts";
import { failureSentences } from "../../core/failureSentences.ts";
import { isLoopbackHost } from "../../core/loopback.ts";
import { remoteMachine } from "./remoteMachine.ts";

const minuteMs = 60_000;

const t = vscode.l10n.t.bind(vscode.l10n);

/**
 * The sentence for a failure. `provider` and `model` are named as the person knows them; `remote` says where this machine
 * is another than theirs.
 */
export function failureSentence(
  failure: Failure,
  provider: string,
  model: string,
  remote = remoteMachine(),
): string {
  const names = {
    provider,
    model,
    host: failure.host ?? provider,
    seconds: failure.idleSeconds ?? 0,
    setting: failure.setting ?? "",
    range: failure.range ?? "",
  };
  if (failure.kind === "key-missing" && failure.detail) {
    return failure.code === "variable-elsewhere"
      ? t(
          "The key in {variable} is not sent to {host}, which is no address of {provider}. Set a key for it.",
          {
            ...names,
            variable: failure.detail,
          },
        )
      : t("The stored key of {provider} was entered for {origins}. Enter the key for {host}.", {
          ...names,
          origins: failure.detail,
        });
  }
  if (failure.kind === "address" && failure.code === "no-base-url") {
    return t("{provider} has no address yet. Set its base URL in the settings.", names);
  }
  if (failure.kind === "address" && failure.code === "password-in-url") {
    return t("The address of {provider} can't hold a name and password.", names);
  }
  // A shorter pause has been kept already.
  const { retryAfterMs = 0 } = failure;
  if (isRetryable(failure) && retryAfterMs > minuteMs) {
    const minutes = Math.ceil(retryAfterMs / minuteMs);
    return t("{provider} asks for a pause of {minutes} minutes.", { ...names, minutes });
  }
  if (isLoadingModel(failure)) return t("{host} is still loading its model.", names);
  if (failure.kind === "empty" && failure.code === "tool-call") {
    return t("{model} called the tool {tool} instead of answering. The chat has no tools.", {
      ...names,
      tool: failure.detail ?? "",
    });
  }
  if (failure.kind === "proxy" && isUnusable(failure.code))
    return unusableProxy(failure.code, failure.detail);
  if (failure.code === "no-model") return t("{provider} has no model yet. Choose one.", names);
  if (failure.kind === "setting" && failure.range === undefined) {
    return failure.code === "wrong-value"
      ? t("The value of {setting} can't be used.", names)
      : t("{provider} does not take {setting} with {model}.", names);
  }
  const sentence = t(failureSentences[failure.kind], names);
  const isAboutHere = failure.kind === "unreachable" && isLoopbackHost(names.host);
  return isAboutHere ? `${sentence} ${remote}`.trimEnd() : sentence;
}

const isUnusable = (code = ""): code is UnusableProxy => code.startsWith("proxy-");

function unusableProxy(code: UnusableProxy, scheme = ""): string {
  switch (code) {
    case "proxy-address":
      return t("The address of the proxy is not a URL.");
    case "proxy-scheme":
      return t("A proxy for {scheme} needs the editor's route.", { scheme });
    case "proxy-login":
      return t("The proxy's user name or password is not URL-encoded.");
  }
}

/** What the host or the system itself said, for the small print; empty where there is nothing to add. */
export function failureCause(failure: Failure): string {
  if (saysAll(failure)) return "";
  const parts = [
    failure.status === undefined ? undefined : `HTTP ${failure.status}`,
    failure.code,
    failure.detail,
    failure.requestId === undefined ? undefined : t("request {id}", { id: failure.requestId }),
  ];
  return parts.filter((part) => part !== undefined && part !== "").join(" · ");
}

/** Whether the sentence says all that is known. */
function saysAll({ kind, code }: Failure): boolean {
  if (kind === "key-missing" || kind === "setting") return true;
  return code === "no-model" || code === "tool-call" || (kind === "proxy" && isUnusable(code));
}
