/** What the desk keeps of each edit, and how a round is asked for. */
import type * as vscode from "vscode";
import type { EditMessages } from "../../../core/context/fitEdit.ts";
import type { Effort } from "../../../core/request.ts";
import type { Choice } from "../../platform/choice.ts";
import type { EditRequest } from "../../platform/edits.ts";
import type { Round } from "./round.ts";

/** How a round is asked for, where not as usual. */
export interface RoundWish {
  readonly effort?: Effort;
  /** Answers to ask for. */
  readonly count?: number;
  /** Whether what is proposed now stays among those to pick from. */
  readonly keepsOld?: boolean;
}

/** What is known of an edit besides itself. */
export interface Entry {
  readonly purpose: "edit" | "fix";
  /** What the person said, all of it. */
  readonly instruction: string;
  /** Line of the caret when it began. */
  readonly cursor: number;
  /** Problems that it is to mend. */
  readonly wanted: readonly vscode.Diagnostic[];
  /** What was sent along with the first question. */
  readonly material?: EditRequest["material"];
  readonly round?: Round | undefined;
  /** What was sent last. */
  readonly sent?: EditMessages | undefined;
  readonly choice: Choice;
}
