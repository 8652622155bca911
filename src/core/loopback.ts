/** Which host names mean this machine. */

/** Whether a host name, as `URL` writes it, is this machine: localhost, 127.0.0.0/8 or ::1. */
export function isLoopback(hostname: string): boolean {
  if (hostname === "localhost" || hostname === "[::1]" || hostname.endsWith(".localhost")) return true;
  return /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** The same for a host that may have its port behind it. */
export function isLoopbackHost(host: string): boolean {
  return isLoopback(host.replace(/:\d+$/, ""));
}
