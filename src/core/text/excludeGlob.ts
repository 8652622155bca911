/**
 * One glob of many patterns, for a search that is told what to pass over. It may pass over less than the patterns name,
 * never more: what is found goes through the rules themselves afterwards. Pure.
 */

/** What no search needs to look into. */
const always = ["**/node_modules/**", "**/.git/**"];

/**
 * The glob. `globs` are VS Code's; `rules` are lines of a `.gitignore`, where a name alone counts at every depth and a
 * later line may take an earlier one back.
 */
export function excludeGlob(globs: readonly string[], rules: readonly (readonly string[])[]): string {
  const fromRules = rules.flatMap((lines) => {
    const meant = lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
    return meant.some((line) => line.startsWith("!")) ? [] : meant.flatMap(globOf);
  });
  return `{${[...new Set([...always, ...globs.filter(isPlain), ...fromRules])].join(",")}}`;
}

/** The lines of an ignore file in a folder below, as they would stand at the top. `folder` is its path from there. */
export function rulesFromBelow(folder: string, lines: readonly string[]): readonly string[] {
  // Signs of a pattern in a folder's name would make it that of others.
  if (!isPlain(folder) || /[*?]/.test(folder)) return [];
  return lines.flatMap((line) => {
    const rule = line.trim();
    if (rule === "" || rule.startsWith("#")) return [];
    if (rule.startsWith("!")) return [rule];
    const isAnchored = rule.replace(/\/$/, "").includes("/");
    return [`/${folder}/${isAnchored ? rule.replace(/^\//, "") : `**/${rule}`}`];
  });
}

/** Signs that a glob and a rule mean the same by, and that may stand between braces. */
function isPlain(pattern: string): boolean {
  return /^[\w\-./*?@+ ]+$/.test(pattern);
}

/** A rule as a glob; nothing for one that is not that simple. */
function globOf(rule: string): readonly string[] {
  if (!isPlain(rule)) return [];
  const name = rule.replace(/\/$/, "");
  if (name === "" || name === "*" || name === "/*") return [];
  const isFolder = name !== rule;
  const isAnchored = name.includes("/");
  const glob = isAnchored ? name.replace(/^\//, "") : `**/${name}`;
  return [isFolder ? `${glob}/**` : glob];
}
