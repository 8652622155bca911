/**
 * A transport that plays a script instead of opening sockets: for tests of what the client does with what comes
 * back. What real sockets do is tested with the fault server.
 */
import type { Failure } from "../../src/core/failure.ts";
import type { HeaderBag } from "../../src/provider/dialect.ts";
import type { Outgoing, Reply, Transport, Unsent } from "../../src/provider/transport.ts";

/** One answer of the script. */
export type Scene =
  | {
      readonly status?: number;
      readonly headers?: HeaderBag;
      readonly pieces: readonly string[];
      /** The body breaks like this after its pieces. */
      readonly breaks?: Failure;
      /** The body does not end after its pieces. */
      readonly hangs?: boolean;
    }
  | Unsent
  | "hangs";

/** A scripted transport, and what was sent through it. */
export interface ScriptedTransport extends Transport {
  readonly sent: readonly Outgoing[];
  /** URLs that were warmed. */
  readonly warmed: readonly string[];
  /** Hands another piece to the body that hangs. */
  push(piece: string): void;
}

/** A transport that plays these scenes one after the other, the last one for ever. */
export function scriptedTransport(scenes: readonly Scene[]): ScriptedTransport {
  const sent: Outgoing[] = [];
  const warmed: string[] = [];
  let push: ((piece: string) => void) | undefined;
  return {
    sent,
    warmed,
    push: (piece) => push?.(piece),
    async send(outgoing) {
      const scene = scenes[Math.min(sent.length, scenes.length - 1)] ?? "hangs";
      sent.push(outgoing);
      if (outgoing.signal.aborted) return "aborted";
      if (scene === "hangs") return aborted(outgoing.signal).then(() => "aborted" as const);
      if ("failure" in scene) return scene;
      return reply(scene, outgoing.signal, (to) => (push = to));
    },
    warm: (url) => void warmed.push(url),
    close: async () => {},
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

type Answer = Extract<Scene, { pieces: readonly string[] }>;

function reply(scene: Answer, signal: AbortSignal, opened: (to: (piece: string) => void) => void): Reply {
  return {
    status: scene.status ?? 200,
    headers: scene.headers ?? { "content-type": "text/event-stream" },
    discard() {},
    async read(onText) {
      // Worse than the real one, which is silent after an abort.
      opened((piece) => onText(piece, false));
      for (const piece of scene.pieces) {
        if (signal.aborted) return { kind: "truncated", code: "ABORTED" };
        onText(piece, false);
        await Promise.resolve();
      }
      if (scene.hangs) await aborted(signal);
      return scene.breaks;
    },
  };
}
