/**
 * What the chips held when they were last read, for the meter: a branch is a run of git for each of its files, and a draft
 * changes with every pause in typing. Kept until something of it may have changed. What is sent is read anew.
 */
import * as vscode from "vscode";
import type { ContextKind } from "../../../core/conversation.ts";
import type { ContextChips, ReadChip } from "./contextChips.ts";

/** Milliseconds after which things are read anew that nobody tells of, such as a linked work tree's git. */
const life = 30_000;

/** What a change in an editor, and one of the disk, has nothing to do with: git and folders are read from the disk. */
const inEditor: ReadonlySet<ContextKind> = new Set(["file", "selection", "symbol"]);
const offDisk: ReadonlySet<ContextKind> = new Set(["problems", "terminal", "instructions"]);

interface Held {
  readonly kind: ContextKind;
  readonly at: number;
  /** Missing: it is gone, may not leave, or can't be read. */
  readonly read: ReadChip | undefined;
}

/** Says of a kind whether things of it may be others now. */
export type Touches = (kind: ContextKind) => boolean;

/** What happens in the editor and on the disk, told by what it may have changed. */
export class WorkspaceChanges implements vscode.Disposable {
  readonly #touched = new vscode.EventEmitter<Touches>();
  readonly #subscriptions: readonly vscode.Disposable[];

  readonly event = this.#touched.event;

  constructor() {
    const files = vscode.workspace.createFileSystemWatcher("**/*");
    const onDisk = (): void => this.#touched.fire((kind) => !offDisk.has(kind));
    const all = (): void => this.#touched.fire(() => true);
    this.#subscriptions = [
      files,
      files.onDidCreate(onDisk),
      files.onDidChange(onDisk),
      files.onDidDelete(onDisk),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && document.uri.scheme !== "output")
          this.#touched.fire((kind) => inEditor.has(kind));
      }),
      vscode.languages.onDidChangeDiagnostics(() => this.#touched.fire((kind) => kind === "problems")),
      vscode.workspace.onDidChangeConfiguration(all),
      vscode.workspace.onDidChangeWorkspaceFolders(all),
      vscode.workspace.onDidGrantWorkspaceTrust(all),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions, this.#touched).dispose();
  }
}

export class ChipReadings implements vscode.Disposable {
  readonly #chips: ContextChips;
  readonly #listening: vscode.Disposable;
  readonly #held = new Map<string, Held>();
  /** Grows with every change, so that what was read before one is not kept as if it were of after. */
  #changes = 0;

  constructor(chips: ContextChips, changes: vscode.Event<Touches>) {
    this.#chips = chips;
    this.#listening = changes((touches) => this.#forget(touches));
  }

  /** The chips as they are, or were when last something happened to them, in their order. */
  async look(ids: readonly string[]): Promise<readonly ReadChip[]> {
    const wanted = this.#chips.chips.filter(({ id }) => ids.includes(id));
    const now = Date.now();
    for (const [id, { at }] of this.#held) {
      if (now - at > life || !ids.includes(id)) this.#held.delete(id);
    }
    const before = this.#changes;
    const missing = wanted.filter(({ id }) => !this.#held.has(id));
    // What can't be read is told when it is to be sent.
    const read = await Promise.all(missing.map(({ id }) => this.#chips.look([id]).catch(() => [])));
    const fresh = new Map(read.flat().map((one) => [one.item.id, one]));
    const found = wanted.flatMap(({ id }) => fresh.get(id) ?? this.#held.get(id)?.read ?? []);
    if (before === this.#changes) {
      for (const { id, kind } of missing) this.#held.set(id, { kind, at: now, read: fresh.get(id) });
    }
    return found;
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #forget(touches: Touches): void {
    this.#changes += 1;
    for (const [id, { kind }] of this.#held) if (touches(kind)) this.#held.delete(id);
  }
}
