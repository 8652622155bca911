/**
 * An answer that came by the editor's fetch, in the shape of every other answer. The call itself is transport.ts's.
 */
import { aborted, decodeBody } from "./body.ts";
import { brokenFailure } from "./networkFailures.ts";
import type { Outgoing, Reply } from "./transport.ts";

/** Wraps a response. fetch has taken off any content-encoding already. */
export function editorReply(response: Response, outgoing: Outgoing): Reply {
  const host = new URL(outgoing.url).host;
  return {
    // A filtered response to a redirect has status 0; some status in the three hundreds is all that is known.
    status: response.type === "opaqueredirect" ? 302 : response.status,
    headers: Object.fromEntries(response.headers),
    async read(onText) {
      const decoder = decodeBody(undefined, onText);
      const reader = response.body?.getReader();
      try {
        for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
          decoder.push(part.value);
        }
        decoder.end(outgoing.signal.aborted ? aborted : undefined);
      } catch (error) {
        decoder.end(outgoing.signal.aborted ? aborted : brokenFailure(error, host));
      }
      return decoder.ended;
    },
    discard() {
      response.body?.cancel().catch(() => {});
    },
  };
}
