/**
 * Asks a proxy, over a connection that stands, for a tunnel to a host (`CONNECT`, RFC 9110 §9.3.6).
 */
import { plainHeaders, type Engine } from "./exchange.ts";
import { ProxyRefusal } from "./networkFailures.ts";
import { portOf } from "./proxy.ts";

/**
 * Resolves when the connection under the engine has become a tunnel: it is then the engine's no more. Rejects with
 * `ProxyRefusal` where the proxy says no, with the connection's error, or with the reason of the abort. The caller
 * destroys the connection then.
 */
export async function askForTunnel(
  engine: Engine,
  target: URL,
  authorization: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const path = `${target.hostname}:${portOf(target)}`;
  const headers = {
    host: path,
    ...(authorization === undefined ? {} : { "proxy-authorization": authorization }),
  };
  const settled = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true, signal: settled.signal });
      engine.dispatch(
        { path, method: "CONNECT", headers },
        {
          onRequestStart() {},
          onRequestUpgrade(_, status, answer) {
            const challenge = plainHeaders(answer)["proxy-authenticate"];
            if (status >= 200 && status < 300) resolve();
            else reject(new ProxyRefusal(status, challenge));
          },
          onResponseError: (_, error) => reject(error),
        },
      );
    });
  } finally {
    settled.abort();
  }
}
