/**
 * Network settings for tests.
 */
import type { NetworkSettings } from "../../src/provider/client.ts";

/** Settings without proxy and without the system's certificates, changed as given. */
export function networkSettings(change: Partial<NetworkSettings> = {}): NetworkSettings {
  return {
    route: "direct",
    idleTimeoutMs: 60_000,
    localStartTimeoutMs: 60_000,
    proxy: "",
    noProxy: [],
    proxySupport: "override",
    proxyStrictSsl: true,
    proxyAuthorization: null,
    systemCertificates: false,
    environment: {},
    ...change,
  };
}
