/**
 * Chats as editor tabs: each tab is a place of its own. Owns how tabs come, are named, come back after a reload, and go.
 */
import * as vscode from "vscode";
import { asObject, asText } from "../../../core/json.ts";
import { titleFrom, titleOf } from "../../../core/history/summary.ts";
import { ChatPlace, type PlaceParts } from "./chatPlace.ts";
import { panelHolder } from "./pageHolder.ts";

/** The type of the tabs, as VS Code keeps it over a reload. */
const tabType = "sonde.chatTab";

interface Tab {
  readonly panel: vscode.WebviewPanel;
  readonly place: ChatPlace;
}

export class ChatTabs implements vscode.Disposable {
  readonly #shared: Omit<PlaceParts, "open">;
  readonly #tabs = new Set<Tab>();

  constructor(shared: Omit<PlaceParts, "open">) {
    this.#shared = shared;
  }

  /** The tab that the person looks at. */
  get active(): ChatPlace | undefined {
    return [...this.#tabs].find(({ panel }) => panel.active)?.place;
  }

  /** All tabs. */
  get places(): readonly ChatPlace[] {
    return [...this.#tabs].map(({ place }) => place);
  }

  /** Shows a conversation in a tab, the one that it is in already if there is one; a new conversation without an id. */
  async open(id?: string): Promise<void> {
    const there = [...this.#tabs].find(({ place }) => place.shown.conversation.id === id);
    if (there) return there.place.reveal();
    const title = vscode.l10n.t("New Chat");
    const panel = vscode.window.createWebviewPanel(tabType, title, vscode.ViewColumn.Active);
    await this.#fill(panel, id);
  }

  /** Fills a tab that VS Code has brought back; the page has kept which conversation it showed. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    await this.#fill(panel, asText(asObject(state)?.["conversation"]));
  }

  /** Gives a tab the name of its conversation. */
  name(place: ChatPlace): void {
    const tab = [...this.#tabs].find((one) => one.place === place);
    if (tab) tab.panel.title = nameOf(place);
  }

  dispose(): void {
    for (const { panel } of this.#tabs) panel.dispose();
  }

  async #fill(panel: vscode.WebviewPanel, id: string | undefined): Promise<void> {
    const place = new ChatPlace({ ...this.#shared, open: async () => panel.reveal() });
    const tab = { panel, place };
    this.#tabs.add(tab);
    panel.onDidDispose(() => {
      this.#tabs.delete(tab);
      place.dispose();
      this.#shared.onChange(place);
    });
    if (id !== undefined) await place.show(id);
    panel.title = nameOf(place);
    place.view.attach(panelHolder(panel));
  }
}

function nameOf({ shown: { conversation } }: ChatPlace): string {
  const question = conversation.turns.find((turn) => turn.kind === "user")?.text;
  const title = titleOf({ ownTitle: conversation.title, question: question && titleFrom(question) });
  return title === "" ? vscode.l10n.t("New Chat") : title;
}
