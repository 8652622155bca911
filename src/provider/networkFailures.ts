/**
 * Names what went wrong on the way: the errors of sockets, TLS, undici and the editor's fetch, read into a
 * `Failure`. Takes only codes and the messages of the operating system, never a request.
 */
import type { Failure, FailureKind } from "../core/failure.ts";
import { cleanText } from "./cleanText.ts";

/** Codes of OpenSSL, BoringSSL and Node for a certificate that isn't accepted. */
const certificateCode =
  /CERT|LEAF_SIGNATURE|GET_ISSUER|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH|KEY_TOO_SMALL|MD_TOO_WEAK/;

/** Codes after which the host can't have seen the request: no connection ever stood. */
const neverConnected =
  /^(ENOTFOUND|EAI_\w+|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$|^net::ERR_(NAME_NOT_RESOLVED|CONNECTION_REFUSED|CONNECTION_TIMED_OUT|CONNECTION_FAILED|INTERNET_DISCONNECTED|ADDRESS_UNREACHABLE|PROXY_\w+|TUNNEL_\w+|CERT_\w+)$/;

/** What undici, and so the editor's fetch, says of a proxy that refuses its tunnel; the code tells nothing. */
const refusedTunnel = /^Proxy response \((\d{3})\)/;

/** A failure while the connection to the host was being made. */
export function connectFailure(error: unknown, host: string): Failure {
  const code = codeOf(error);
  return failure(certificateCode.test(code ?? "") ? "certificate" : "unreachable", host, error);
}

/** A failure on the way to or inside the proxy; `proxy` is its host and port. */
export function proxyFailure(error: unknown, proxy: string): Failure {
  return {
    ...failure("proxy", proxy, error),
    ...(error instanceof ProxyRefusal ? { status: error.status } : {}),
  };
}

/** A failure after the request was written: the answer broke off, or isn't HTTP. */
export function brokenFailure(error: unknown, host: string): Failure {
  const cause = innermost(error);
  const code = codeOf(cause);
  const malformed = code === notHttp || code === "UND_ERR_HEADERS_OVERFLOW";
  return failure(malformed ? "malformed" : "truncated", host, cause);
}

/** A failure of the editor's fetch before an answer, and whether the host may have seen the request. */
export function fetchFailure(
  error: unknown,
  host: string,
): { readonly failure: Failure; readonly connected: boolean } {
  const cause = innermost(error);
  const status = refusedTunnel.exec(messageOf(cause) ?? "")?.[1];
  if (status !== undefined) {
    const refusal = failureOf("proxy", host, `HTTP_${status}`, `CONNECT was answered ${status}`);
    return { failure: { ...refusal, status: Number(status) }, connected: false };
  }
  const chromium = /net::ERR_\w+/.exec(messageOf(error) ?? "")?.[0];
  const code = chromium ?? codeOf(cause);
  const known = code !== undefined;
  const untrusted = known && certificateCode.test(code);
  const unsent = untrusted || (known && neverConnected.test(code));
  const kind: FailureKind = untrusted
    ? "certificate"
    : known && /PROXY|TUNNEL/.test(code)
      ? "proxy"
      : unsent || !known
        ? "unreachable"
        : "truncated";
  // The message of a fetch without a code may quote a header's value, so it is left out.
  const detail = known && chromium === undefined ? messageOf(cause) : undefined;
  return { failure: failureOf(kind, host, code, detail), connected: !unsent };
}

/** The proxy answered CONNECT with something else than success. */
export class ProxyRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, challenge: string | undefined) {
    super(
      challenge === undefined
        ? `CONNECT was answered ${status}`
        : `CONNECT was answered ${status} (${challenge})`,
    );
    this.status = status;
    this.code = `HTTP_${status}`;
  }
}

/** An error with a code of our own. */
export class CodedError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Our codes for what undici's parser says without one: this is no HTTP, and here it just stopped. */
const notHttp = "HPE_INVALID";
const cutHttp = "HPE_INVALID_EOF_STATE";

/** The code of an error, or of the first error of the several addresses of a host. */
export function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error instanceof Error && error.name === "HTTPParserError") {
    return error.message.includes("EOF") ? cutHttp : notHttp;
  }
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

function failure(kind: FailureKind, host: string, error: unknown): Failure {
  return failureOf(kind, host, codeOf(error), messageOf(error));
}

function failureOf(
  kind: FailureKind,
  host: string,
  code: string | undefined,
  message: string | undefined,
): Failure {
  const detail = cleanText(message ?? "");
  return { kind, host, ...(code === undefined ? {} : { code }), ...(detail === "" ? {} : { detail }) };
}

function messageOf(error: unknown): string | undefined {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : undefined;
}

/** What fetch hides in `cause`, at most three deep. */
function innermost(error: unknown): unknown {
  let inner = error;
  for (let depth = 0; depth < 3 && inner instanceof Error && inner.cause !== undefined; depth++)
    inner = inner.cause;
  return inner;
}
