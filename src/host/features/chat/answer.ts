/**
 * Runs one answer: sends the conversation and turns what comes back into events of the conversation, joined so that
 * at most one batch a frame leaves for the webview.
 */
import {
  joinText,
  type Conversation,
  type ConversationEvent,
  type Phase,
} from "../../../core/conversation.ts";
import type { ChatEvent, Ending } from "../../../core/event.ts";
import type { Access } from "../../../core/model.ts";
import { costOf } from "../../../core/pricing.ts";
import { chatMessages } from "../../../core/prompts/chat.ts";
import type { ChatRequest } from "../../../core/request.ts";
import type { Client } from "../../../provider/client.ts";
import type { Choice } from "../../platform/choice.ts";
import type { Settings } from "../../platform/settings.ts";

/** Milliseconds between two batches: one frame of a 60 Hz screen. */
const frameMs = 16;

/** The request that answers the last question of a conversation. */
export function chatRequest(conversation: Conversation, choice: Choice, settings: Settings): ChatRequest {
  return {
    purpose: "chat",
    model: choice.model.id,
    messages: chatMessages(conversation, settings.instructions),
    thinking: choice.effort,
    temperature: settings.temperature,
    topP: settings.topP,
    maxOutputTokens: settings.maxOutputTokens,
  };
}

export interface AnswerRun {
  readonly client: Client;
  readonly choice: Choice;
  readonly access: Access;
  readonly request: ChatRequest;
  readonly turn: string;
  readonly signal: AbortSignal;
  /** Gets the events of the conversation, in order. The last call holds the `ended` event. */
  readonly emit: (events: readonly ConversationEvent[]) => void;
}

/** Sends the request and emits events until the answer has ended. */
export async function runAnswer(run: AnswerRun): Promise<Ending> {
  const pending: ConversationEvent[] = [];
  let phase: Phase | undefined;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (pending.length > 0) run.emit(pending.splice(0));
  };
  return run.client.send(run.choice.dialect, run.request, run.access, {
    signal: run.signal,
    onEvents(events) {
      const at = Date.now();
      for (const event of events) {
        for (const one of conversationEvents(event, run, at)) {
          if (one.type === "phase" && one.phase === phase) continue;
          if (one.type === "phase") phase = one.phase;
          joinText(pending, one);
        }
      }
      if (events.some((event) => event.type === "end")) flush();
      else timer ??= setTimeout(flush, frameMs);
    },
  });
}

/** What an event of the client changes in the conversation. */
function conversationEvents(event: ChatEvent, run: AnswerRun, at: number): readonly ConversationEvent[] {
  const { turn } = run;
  const phase = (name: Phase): readonly ConversationEvent[] => [{ type: "phase", turn, phase: name, at }];
  switch (event.type) {
    case "sending":
      return phase("connecting");
    case "accepted":
    case "keep-alive":
      return phase("queued");
    case "thinking":
    case "text":
      return event.choice === 0 ? [{ type: event.type, turn, text: event.text, at }] : [];
    case "tool-call":
      return event.choice === 0 ? [{ type: "tool-call", turn, call: event.call, at }] : [];
    case "usage": {
      const cost = costOf(event.usage, run.choice.model, at);
      return [{ type: "usage", turn, usage: event.usage, cost, at }];
    }
    case "end":
      return [{ type: "ended", turn, ending: event.ending, at }];
  }
}
