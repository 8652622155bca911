/**
 * The zone in the editor: a comment thread below the lines of an edit, with the phase and its seconds as title, the
 * change as it forms, the thinking folded away, and a box for a follow-up. It never takes the focus.
 */
import * as vscode from "vscode";
import { proposalRows, streamRows } from "../../../core/edit/diffRows.ts";
import { harmlessMarkdown } from "../../../core/text/harmlessMarkdown.ts";
import type { Edit } from "./edit.ts";
import type { Round } from "./round.ts";
import { titleOf, troubleCause, type Answerer } from "./sentences.ts";

/** Rows of a change that is forming, and of one that is proposed. */
const streamLimit = 24;
const proposalLimit = 300;
/** Characters of the thinking that are shown while it streams; folded, more of it. */
const thinkingTail = 1_200;
const thinkingLimit = 20_000;
/** Lines up to which the zone stands below all of them; otherwise it would be out of sight. */
const shortSpan = 30;

/** What the zone needs to know besides the edit itself. */
export interface ZoneView {
  readonly asked: Answerer;
  readonly round: Round | undefined;
}

export class Zones implements vscode.Disposable {
  readonly #controller: vscode.CommentController;
  readonly #threads = new Map<Edit, vscode.CommentThread>();

  constructor() {
    this.#controller = vscode.comments.createCommentController("sonde.edit", "Sonde");
    this.#controller.options = {
      placeHolder: vscode.l10n.t("Say what should be different"),
      prompt: vscode.l10n.t("Follow up on this change"),
    };
  }

  /** The edit that a thread belongs to. */
  editOf(thread: unknown): Edit | undefined {
    return [...this.#threads].find(([, one]) => one === thread)?.[0];
  }

  /** Shows the edit as it is now; takes the zone away where there is nothing to decide any more. */
  show(edit: Edit, view: ZoneView, cursor: number): void {
    const { kind } = edit.state;
    if (kind === "accepted" || kind === "over") {
      this.remove(edit);
      return;
    }
    const body = bodyOf(edit, view);
    const comments = [{ author: { name: "Sonde" }, body, mode: vscode.CommentMode.Preview }];
    const thread = this.#threads.get(edit) ?? this.#create(edit, cursor, comments);
    thread.label = titleOf(edit.state, view.asked, Date.now());
    const context = contextOf(edit, view.asked);
    if (thread.contextValue !== context) thread.contextValue = context;
    thread.comments = comments;
  }

  /** Shows the seconds that have passed; the rest stays as it is. */
  tick(edit: Edit, asked: Answerer): void {
    const thread = this.#threads.get(edit);
    if (thread) thread.label = titleOf(edit.state, asked, Date.now());
  }

  remove(edit: Edit): void {
    this.#threads.get(edit)?.dispose();
    this.#threads.delete(edit);
  }

  dispose(): void {
    this.#controller.dispose();
  }

  /** The thread is made with its first comment: one that begins empty opens its reply box. */
  #create(edit: Edit, cursor: number, comments: readonly vscode.Comment[]): vscode.CommentThread {
    const { start, end } = edit.span;
    const isShort = end - start <= shortSpan;
    const line = isShort ? end - 1 : Math.min(Math.max(cursor, start), end - 1);
    const range = new vscode.Range(Math.max(0, line), 0, Math.max(0, line), 0);
    const thread = this.#controller.createCommentThread(edit.uri, range, comments);
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    this.#threads.set(edit, thread);
    return thread;
  }
}

/** What the menus of the zone go by: the state, and whether there are alternatives or can be. */
function contextOf({ state, messages }: Edit, { answers }: Answerer): string {
  const hasSeveral =
    state.kind === "proposed" && (state.alternatives.length > 0 || (messages.length > 0 && answers > 1));
  return hasSeveral ? "proposed+alternatives" : state.kind;
}

/** What stands in the zone. Text of a model goes into code blocks, or is made harmless first. */
function bodyOf(edit: Edit, { round, asked }: ZoneView): vscode.MarkdownString {
  const { state, base } = edit;
  const body = new vscode.MarkdownString("", true);
  body.supportHtml = true;
  switch (state.kind) {
    case "working": {
      body.appendMarkdown(`$(loading~spin) ${escaped(titleOf(state, asked, Date.now()))}\n\n`);
      if (state.answer === "" && state.thinking !== "") quote(body, state.thinking.slice(-thinkingTail));
      const old = base.file.slice(base.start, base.end);
      if (round && round.fresh.length > 0) {
        body.appendCodeblock(streamRows(old, round.fresh, round.view, streamLimit).join("\n"), "diff");
      }
      return body;
    }
    case "proposed":
      for (const { kind, text } of state.notes) body.appendMarkdown(`$(${kind}) ${escaped(text)}\n\n`);
      body.appendCodeblock(proposalRows(state.proposal, proposalLimit).join("\n"), "diff");
      appendThinking(body, state.thinking);
      return body;
    case "stuck": {
      const { trouble } = state;
      if (trouble.kind === "prose") body.appendMarkdown(harmlessMarkdown(trouble.text));
      const cause = troubleCause(trouble);
      if (cause !== "") body.appendMarkdown(escaped(cause));
      // Paid for, and of use to whoever copies it.
      const isShown = trouble.kind === "prose" || trouble.kind === "unchanged";
      if (!isShown && state.answer !== "") body.appendCodeblock(state.answer, "markdown");
      appendThinking(body, state.thinking);
      return body;
    }
    case "accepted":
    case "over":
      return body;
  }
}

function appendThinking(body: vscode.MarkdownString, thinking: string): void {
  if (thinking === "") return;
  const text = escaped(thinking.slice(0, thinkingLimit)).replace(/\n/g, "<br>");
  body.appendMarkdown(`\n\n<details><summary>${vscode.l10n.t("Thinking")}</summary>${text}</details>\n`);
}

function quote(body: vscode.MarkdownString, text: string): void {
  body.appendMarkdown(`\n> ${escaped(text).replace(/\n/g, "\n> ")}\n\n`);
}

/** Text as text: nothing of it is Markdown, HTML or an icon. */
function escaped(text: string): string {
  return text
    .replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/[\\`*_{}[\]()#+\-.!~|$]/g, "\\$&");
}
