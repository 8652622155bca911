/**
 * Asks which repositories a command from the palette is about.
 */
import * as vscode from "vscode";
import { hasChanges, nameOf, type Git, type GitRepository } from "../../platform/git.ts";

const { l10n } = vscode;

interface Row extends vscode.QuickPickItem {
  readonly repositories: readonly GitRepository[];
}

/** The repositories that were chosen; the only one without asking. Undefined where the person thought better of it. */
export async function pickRepositories(
  { repositories }: Git,
  options: { readonly offersAll: boolean },
): Promise<readonly GitRepository[] | undefined> {
  if (repositories.length < 2) return repositories;
  const changed = repositories.filter(hasChanges);
  const rows = repositories.map((repository): Row => ({
    label: `$(repo) ${nameOf(repository, repositories)}`,
    description: hasChanges(repository) ? l10n.t("has changes") : l10n.t("no changes"),
    detail: vscode.workspace.asRelativePath(repository.rootUri, true),
    repositories: [repository],
  }));
  const all: readonly Row[] =
    options.offersAll && changed.length > 1
      ? [{ label: l10n.t("All with changes"), description: String(changed.length), repositories: changed }]
      : [];
  // Those with changes first; the order is git's otherwise.
  const sorted = rows.toSorted(
    (a, b) => Number(b.repositories.some(hasChanges)) - Number(a.repositories.some(hasChanges)),
  );
  const picked = await vscode.window.showQuickPick([...all, ...sorted], {
    placeHolder: l10n.t("Which repository?"),
    matchOnDetail: true,
  });
  return picked?.repositories;
}
