/**
 * What a dialect is: the description of one exchange with one kind of host. A dialect does no I/O; the client
 * (client.ts) runs what it describes.
 */
import type { ChatEvent } from "../core/event.ts";
import type { Failure } from "../core/failure.ts";
import type { Access, Authentication, Model } from "../core/model.ts";
import type { ChatRequest, Completion } from "../core/request.ts";

/** How a body is cut into frames: server-sent events, JSON lines, or one JSON text. */
export type Framing = "sse" | "lines" | "json";

/** Response headers with lower-case names. */
export type HeaderBag = Readonly<Record<string, string>>;

/** One HTTP request. `path` is joined to the base URL that the client is at. */
export interface Call {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: HeaderBag;
  readonly body?: string | undefined;
  readonly framing: Framing;
}

/** Another call to make (polling), after a wait in milliseconds. */
export interface Again {
  readonly call: Call;
  readonly afterMs: number;
}

/** How a body ended. */
export interface BodyEnd {
  /** The host said `[DONE]`, or the body was one JSON text. False: the stream just stopped. */
  readonly done: boolean;
  /** What stood where frames should: a proxy's last words, or a page for people. Raw, at most 64 Ki long. */
  readonly stray?: string | undefined;
}

/** One running exchange: what to send, and what comes back as events. */
export interface Exchange {
  readonly call: Call;
  /** One frame of the body. An `end` among the events, always the last, stops the exchange at once. */
  receive(frame: string): readonly ChatEvent[];
  /** The body has ended. Gives the last events, the one `end` last, or the next call to make. */
  close(end: BodyEnd): readonly ChatEvent[] | Again;
}

/** One kind of host. */
export interface Dialect {
  /** Key of its secret and of its settings. */
  readonly id: string;
  readonly label: string;
  /** First is primary, the rest are fail-overs; a setting may replace them. Empty: the user must name one. */
  readonly endpoints: readonly string[];
  readonly authentication: Authentication;
  /** Environment variable that counts where no key is stored. */
  readonly keyVariable?: string | undefined;
  /** Whether it works without a key. */
  readonly keyless?: boolean | undefined;
  /** Whether a last message with `prefix` is completed; where not, a cut answer is continued by asking. */
  readonly completesPrefix?: boolean | undefined;
  /**
   * Whether the thinking of earlier answers takes no room in the context of this model: it stays here, or the host
   * passes it over. Missing: it takes room. Told of a conversation without calls of tools.
   */
  forgetsThinking?(model: string, access: Pick<Access, "thinkingSwitch">): boolean;
  /** Whether an answer that is given up is worked on, and billed, all the same. The log says so. */
  readonly billsAbandoned?: boolean | undefined;
  /** Web page on which a key is made, and one on which money is added. */
  readonly keyPage?: string | undefined;
  readonly billingPage?: string | undefined;
  /** The built-in models, the default first. */
  readonly models: readonly Model[];
  /** What is assumed of a model that is not in `models`. */
  unknownModel(id: string): Model;
  open(request: ChatRequest, access: Access): Exchange | Failure;
  /** Opens a request for what stands between two texts, where the host has one. */
  complete?(completion: Completion, access: Access): Exchange | Failure;
  /** Most bytes of a request's body, UTF-8. Undefined: 48 MiB. */
  readonly bodyLimit?: number | undefined;
  /**
   * The request, changed so that the host should not refuse it this way again; undefined where nothing helps. Asked
   * at most once for each kind of failure, and only before any content arrived.
   */
  repair?(request: ChatRequest, failure: Failure): ChatRequest | undefined;
  /** A response that is not a success, read into a failure. `host` and `retryAfterMs` are left to the client. */
  describe(status: number, headers: HeaderBag, body: string): Failure;
  /** The call that lists the host's models, if it has one, and how its answer is read. */
  readonly listModels?: {
    call(access: Access): Call;
    read(body: string): readonly Model[];
    /**
     * The call that may tell the sizes where the list of a server on this machine tells none, and the list with them. Its
     * trouble counts nothing.
     */
    readonly sizes?: {
      call(access: Access): Call;
      read(body: string, listed: readonly Model[]): readonly Model[];
    };
    /**
     * The call that tells more of one model of the list, and the model with that; undefined for one that does not chat.
     * Its trouble counts nothing. A list that says the same as before is not asked about again.
     */
    readonly each?: {
      call(access: Access, model: Model): Call;
      read(body: string, model: Model): Model | undefined;
    };
  };
  /** The call that a wrong key fails, where anybody may ask for the list of models. */
  readonly checkKey?: (access: Access) => Call;
  /** The call that tells the account's balance, if there is one. Amounts stay decimal text. */
  readonly balance?: {
    call(access: Access): Call;
    read(body: string): readonly Balance[];
  };
}

/** Money left on an account, as the host writes it. */
export interface Balance {
  readonly currency: string;
  /** Decimal text, kept exact. */
  readonly total: string;
}
