/** What the answers that stand in a conversation have cost. Pure. */
import type { AnswerTurn, Conversation } from "../conversation.ts";

/** A sum of costs. */
export interface Spent {
  /** US dollars. */
  readonly usd: number;
  /** How exact that is: the cost of an answer is estimated, or not known at all. */
  readonly exactness: "exact" | "estimated" | "least";
}

/** The sum over all answers; undefined where none has cost anything that is known. */
export function spentHere({ turns }: Conversation): Spent | undefined {
  const answers = turns.filter((turn): turn is AnswerTurn => turn.kind === "answer" && isCharged(turn));
  const usd = answers.reduce((sum, { cost }) => sum + (cost?.usd ?? 0), 0);
  if (usd === 0) return undefined;
  const isWhole = answers.every(({ cost }) => cost !== undefined);
  const isExact = answers.every(({ cost }) => !cost?.isEstimated);
  return { usd, exactness: isWhole ? (isExact ? "exact" : "estimated") : "least" };
}

/** Whether a host may charge for an answer: it has sent something, or counted something. */
function isCharged({ provider, text, thinking, usage, cost }: AnswerTurn): boolean {
  return provider !== "practice" && Boolean(text || thinking || usage || cost);
}
