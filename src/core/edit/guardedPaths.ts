/**
 * Paths whose files decide what runs on this machine or what a model is told: an edit of one of these is asked about
 * by name, whoever proposed it (ECOSYSTEM.md, E.3, cases 2 and 3). Owns the reading of a path's many spellings.
 */

/** Names that a path may have anywhere, or a folder that it may lie in. All lower case. */
const folders = new Set([
  ".vscode",
  ".git",
  ".husky",
  ".roo",
  ".cursor",
  ".idea",
  ".devcontainer",
  ".claude",
  ".ssh",
  ".gnupg",
  ".aws",
]);
const names = new Set([
  "package.json",
  "agents.md",
  "claude.md",
  ".cursorrules",
  ".clinerules",
  ".windsurfrules",
  ".mcp.json",
  "mcp.json",
  ".npmrc",
  ".yarnrc",
  ".yarnrc.yml",
  ".envrc",
  ".gitattributes",
  ".gitmodules",
  ".pre-commit-config.yaml",
  ".bashrc",
  ".bash_profile",
  ".profile",
  ".zshrc",
  ".gitconfig",
]);
const pairs = [
  [".github", "workflows"],
  [".github", "actions"],
  [".github", "copilot-instructions.md"],
  [".github", "instructions"],
  ["user", "settings.json"],
  ["user", "keybindings.json"],
  ["user", "tasks.json"],
] as const;

/** Whether a path is one of those that are asked about. Takes any separators, any case, any Unicode form. */
export function isGuardedPath(path: string): boolean {
  const parts = partsOf(path);
  const name = parts.at(-1) ?? "";
  return (
    parts.slice(0, -1).some((part) => folders.has(part)) ||
    folders.has(name) ||
    names.has(name) ||
    name.endsWith(".code-workspace") ||
    pairs.some(([folder, inner]) =>
      parts.some((part, index) => part === folder && parts[index + 1] === inner),
    )
  );
}

/**
 * The names of a path as a file system that forgives much would see them: lower case, composed, without the dots and
 * spaces that Windows drops from an end, and without its stream names.
 */
function partsOf(path: string): readonly string[] {
  const parts: string[] = [];
  const plain = path
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/g, "");
  for (const [index, raw] of plain.split(/[\\/]+/).entries()) {
    if (raw === "..") parts.pop();
    const drive = index === 0 && /^[a-z]:$/.test(raw);
    const part = drive ? raw : raw.replace(/:.*$/, "").replace(/[. ]+$/, "");
    if (part !== "" && raw !== "." && raw !== "..") parts.push(part);
  }
  return parts;
}

/** Whether `path` lies in `folder` or is it. Both are real, absolute paths of one machine; `separator` is its own. */
export function isInside(path: string, folder: string, separator: string): boolean {
  const base = folder.endsWith(separator) ? folder : folder + separator;
  return path === folder || path.startsWith(base);
}
