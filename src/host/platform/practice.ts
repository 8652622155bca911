/**
 * The practice model, started when it is first asked and ended with the extension.
 */
import type { Practice } from "./access.ts";
import { onDemand } from "./onDemand.ts";

/** A running practice server that can be ended. */
interface RunningPractice extends Practice {
  close(): Promise<void>;
}

export interface LazyPractice {
  /** The running server, started now if it was not. */
  start(): Promise<Practice>;
  dispose(): void;
}

/** A practice model that is started once; a start that failed is tried again the next time. */
export function createLazyPractice(startServer: () => Promise<RunningPractice>): LazyPractice {
  const server = onDemand(startServer);
  return {
    start: () => server.get(),
    dispose: () => server.end((one) => one.close()),
  };
}
