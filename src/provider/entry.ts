/**
 * The front door of the provider bundle (dist/provider.js), loaded at the first request so that activation never
 * pays for undici.
 */
export { createClient } from "./client.ts";
