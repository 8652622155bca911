/**
 * What a request case is: a request in, exact fields out, or the refusal that comes before anything is sent. Numbers
 * are those of the project's conformance list.
 */
import type { Failure } from "../../../src/core/failure.ts";
import type { Access, ProviderId } from "../../../src/core/model.ts";
import type { ChatRequest } from "../../../src/core/request.ts";

/** One case. */
export interface RequestCase {
  readonly title: string;
  /** Default: deepseek. */
  readonly dialect?: ProviderId;
  readonly request: Partial<ChatRequest>;
  readonly access?: Partial<Access>;
  /** Default: /chat/completions. */
  readonly path?: string;
  /** Fields as they must be; a field that is undefined must be absent. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Instead of a body: why the request is not sent. */
  readonly refused?: Failure;
}
