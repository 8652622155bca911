/**
 * How much a changed file tells about a change: what a person wrote comes before what a program wrote. Owns the table
 * of lock files and generated files.
 */
import type { FileChange } from "./change.ts";

const lockFiles =
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock|Cargo\.lock|Gemfile\.lock|composer\.lock|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|go\.sum|mix\.lock|pubspec\.lock|Podfile\.lock|Package\.resolved|flake\.lock|gradle\.lockfile|packages\.lock\.json)$/;
const generatedFiles =
  /(^|\/)(dist|build|out|vendor|node_modules|__snapshots__|generated)\/|\.(min\.(js|css)|map|snap|pb\.go|g\.dart|designer\.cs)$|_pb2(_grpc)?\.pyi?$/i;
const generatedMark = /@generated\b|\bdo not edit\b|\bauto-?generated\b/i;

/** Whether a file is written by a program: a lock file, a build product, or one that says so in its first lines. */
export function isGenerated(change: FileChange): boolean {
  if (lockFiles.test(change.path) || generatedFiles.test(change.path)) return true;
  const first = change.hunks[0];
  return first?.newStart === 1 && generatedMark.test(first.lines.slice(0, 6).join("\n"));
}

/** Rank of a file, 0 the most telling: code, tests, settings, prose, generated. */
export function rankOf(change: FileChange): 0 | 1 | 2 | 3 | 4 {
  if (isGenerated(change)) return 4;
  if (/\.(md|mdx|rst|adoc|txt|svg|po|csv|ipynb)$|(^|\/)(docs?|l10n|locales?|fixtures?)\//i.test(change.path))
    return 3;
  if (/\.(json|ya?ml|toml|ini|cfg|conf|xml|plist|lock)$|(^|\/)\.[^/]+$/i.test(change.path)) return 2;
  if (/(^|\/)(tests?|specs?|__tests__)\/|[._-](test|spec)\.\w+$|_test\.\w+$/i.test(change.path)) return 1;
  return 0;
}
