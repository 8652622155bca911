/**
 * What the ignore files of a folder name: `.gitignore` and `.sondeignore` in it, in every folder below, and in those
 * above up to the repository's top. They are read as git reads them: the nearest has the last word, and nothing comes
 * back out of a folder that is ignored. What a `.sondeignore` names, no `.gitignore` brings back.
 *
 * Paths are absolute, with `/` between their names; a folder's ends with one. An object holds for one moment: it reads
 * each file once.
 */
import ignore, { type Ignore } from "ignore";

/** Where the files lie. */
export interface IgnoreSource {
  /** The text of a file; undefined where there is none. */
  readonly read: (path: string) => Promise<string | undefined>;
  readonly exists: (path: string) => Promise<boolean>;
}

interface Rules {
  readonly folder: string;
  readonly matcher: Ignore;
}

/** What holds in a folder, the outermost rules first. */
interface Folder {
  readonly isIgnored: boolean;
  readonly rules: readonly Rules[];
  /** Those of the `.sondeignore` files alone. */
  readonly own: readonly Rules[];
}

export class IgnoreRules {
  readonly #source: IgnoreSource;
  readonly #folders = new Map<string, Promise<Folder>>();

  constructor(source: IgnoreSource) {
    this.#source = source;
  }

  /**
   * Whether a file or folder somewhere in `top` is ignored. A `top` that is ignored itself, from above, is not asked
   * about.
   */
  async isIgnored(top: string, path: string): Promise<boolean> {
    const folder = await this.#folder(top, parentOf(path));
    return isNamedIn(folder, path);
  }

  /** Whether a `.sondeignore` names it, whatever git ignores. */
  async isHidden(top: string, path: string): Promise<boolean> {
    const { own } = await this.#folder(top, parentOf(path));
    return isNamed(own, path);
  }

  #folder(top: string, path: string): Promise<Folder> {
    const known = this.#folders.get(path);
    if (known) return known;
    const reading = path.length > top.length ? this.#read(top, path) : this.#readTop(path);
    this.#folders.set(path, reading);
    return reading;
  }

  async #read(top: string, path: string): Promise<Folder> {
    const parent = await this.#folder(top, parentOf(path));
    if (isNamedIn(parent, path)) return { ...parent, isIgnored: true };
    return joined(parent, await this.#rulesOf(path));
  }

  async #readTop(path: string): Promise<Folder> {
    let above: Folder = { isIgnored: false, rules: [], own: [] };
    const own = await this.#rulesOf(path);
    for (const folder of await this.#above(path)) above = joined(above, await this.#rulesOf(folder));
    // Somebody who opens a folder that a repository around it ignores wants to work in it.
    return isNamedIn(above, path) ? own : joined(above, own);
  }

  /** The folders around one, up to the top of the repository that it lies in, that one first. */
  async #above(path: string): Promise<readonly string[]> {
    const above: string[] = [];
    for (let place = path; !(await this.#source.exists(`${place}.git`)); above.unshift(place)) {
      const parent = parentOf(place);
      if (parent === place) return [];
      place = parent;
    }
    return above;
  }

  async #rulesOf(folder: string): Promise<Folder> {
    const [git, own] = await Promise.all(
      [".gitignore", ".sondeignore"].map(async (name) => this.#source.read(folder + name)),
    );
    const rules = (...texts: readonly (string | undefined)[]): readonly Rules[] => {
      const there = texts.filter((text) => text !== undefined);
      return there.length > 0 ? [{ folder, matcher: ignore().add(there.join("\n")) }] : [];
    };
    return { isIgnored: false, rules: rules(git, own), own: rules(own) };
  }
}

function joined(outer: Folder, inner: Folder): Folder {
  return {
    isIgnored: false,
    rules: [...outer.rules, ...inner.rules],
    own: [...outer.own, ...inner.own],
  };
}

function isNamedIn({ isIgnored, rules, own }: Folder, path: string): boolean {
  return isIgnored || isNamed(rules, path) || isNamed(own, path);
}

function isNamed(rules: readonly Rules[], path: string): boolean {
  let named = false;
  for (const { folder, matcher } of rules) {
    const { ignored, unignored } = matcher.test(path.slice(folder.length));
    if (ignored || unignored) named = ignored;
  }
  return named;
}

/** The folder that a file or folder lies in; the root lies in itself. */
function parentOf(path: string): string {
  return path.slice(0, path.replace(/\/$/, "").lastIndexOf("/") + 1) || "/";
}
