/**
 * What a stream case is: bytes in, events out. Numbers are those of the project's conformance list.
 */
import type { ChatEvent } from "../../../src/core/event.ts";
import type { Failure } from "../../../src/core/failure.ts";
import type { Access, ProviderId } from "../../../src/core/model.ts";
import type { ChatRequest } from "../../../src/core/request.ts";
import type { Framing, HeaderBag } from "../../../src/provider/dialect.ts";

/** One case. */
export interface StreamCase {
  /** Number in the list and what it is about. */
  readonly title: string;
  readonly body: string;
  readonly expected: readonly ChatEvent[];
  /** Default: deepseek. */
  readonly dialect?: ProviderId;
  /** Changes of the small question that is asked. */
  readonly request?: Partial<ChatRequest>;
  readonly access?: Partial<Access>;
  /** The framing that the call asks for; default: the dialect's own. */
  readonly framing?: Framing;
  readonly headers?: HeaderBag;
  /** The connection breaks after the body. */
  readonly breaks?: Failure;
  /** Whether signs of life must have been seen. */
  readonly lives?: boolean;
}
