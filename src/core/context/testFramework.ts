/**
 * How a project tests: its framework, and where the tests of a file stand or would stand. Told from the manifest and
 * from the tests that are there; paths are relative to the workspace folder, with `/`.
 */

/** Words of manifests that name a framework, the first that is found counts. */
const frameworks: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  script: [
    [/"vitest"/, "Vitest"],
    [/"(?:jest|ts-jest|@jest\/core)"/, "Jest"],
    [/"mocha"/, "Mocha"],
    [/"ava"/, "AVA"],
    [/"jasmine(?:-core)?"/, "Jasmine"],
    [/"tape"/, "tape"],
    [/bun test/, "bun:test"],
    [/./s, "node:test with node:assert"],
  ],
  python: [
    [/pytest/, "pytest"],
    [/unittest/, "unittest"],
    [/./s, "pytest"],
  ],
  ruby: [
    [/rspec/, "RSpec"],
    [/./s, "Minitest"],
  ],
  csharp: [
    [/NUnit/i, "NUnit"],
    [/MSTest/i, "MSTest"],
    [/./s, "xUnit"],
  ],
  java: [
    [/testng/i, "TestNG"],
    [/./s, "JUnit 5"],
  ],
  php: [
    [/pestphp/, "Pest"],
    [/./s, "PHPUnit"],
  ],
  go: [[/./s, "Go's own testing package"]],
  rust: [[/./s, "Rust's own tests, in a module `tests` under `#[cfg(test)]`"]],
};

/** Manifests that may name the framework of a language. */
export const manifestNames = [
  "package.json",
  "pyproject.toml",
  "requirements-dev.txt",
  "requirements.txt",
  "setup.cfg",
  "tox.ini",
  "Gemfile",
  "build.gradle",
  "build.gradle.kts",
  "pom.xml",
  "composer.json",
] as const;

/** The framework for a language, told from all manifests together; undefined for a language that is not known here. */
export function frameworkOf(language: string, manifests: string): string | undefined {
  const table = frameworks[familyOf(language)];
  return table?.find(([word]) => word.test(manifests === "" ? " " : manifests))?.[1];
}

/** Whether a path looks like that of a test. */
export function isTestPath(path: string): boolean {
  return /(?:[._-](?:test|spec)s?\.\w+|(?:^|\/)test_[^/]*\.py|_test\.\w+|_spec\.rb|Tests?\.(?:java|cs|kt|php))$/.test(
    path,
  );
}

/** The names that the tests of a file may have. */
export function testNamesOf(path: string): readonly string[] {
  const { name, extension } = partsOf(path);
  return [
    `${name}.test`,
    `${name}.spec`,
    `${name}-test`,
    `test_${name}`,
    `${name}_test`,
    `${name}_spec`,
    `${name}Test`,
    `${name}Tests`,
  ].map((one) => `${one}.${extension}`);
}

/**
 * The tests of a file that are there already: those that have its name and whose folder does not speak of another file,
 * the nearest first. Of those for which `mayBeAnothers` holds, only the ones that import the file are its own.
 */
export function testsOf(path: string, tests: readonly string[]): readonly string[] {
  const names = new Set(testNamesOf(path).map((name) => name.toLowerCase()));
  const { folder } = partsOf(path);
  const folders = new Set(folder.split("/"));
  const shared = (test: string): number => test.split("/").filter((part) => folders.has(part)).length;
  return tests
    .filter((test) => names.has((test.split("/").at(-1) ?? "").toLowerCase()))
    .filter((test) => belongsTo(folder, partsOf(test).folder))
    .toSorted((a, b) => shared(b) - shared(a));
}

/** Names that many files of a project have. */
const commonName = /^(?:index|main|mod|__init__)$/;
const sourceFolder = /^(?:src|lib|app)$/;

/**
 * Whether tests that have a file's name may be of another file: it is a common one, and their folder names nothing
 * else.
 */
export function mayBeAnothers(path: string, test: string): boolean {
  const { folder, name } = partsOf(path);
  const spoken = (parts: readonly string[]): boolean => parts.some((part) => !sourceFolder.test(part));
  return (
    commonName.test(name) && spoken(foldersOf(folder)) && !spoken(withoutTestWords(partsOf(test).folder))
  );
}

/** Whether tests, by their text, import a file: by its path, or by the name of its folder, package or module. */
export function importsFile(text: string, test: string, path: string): boolean {
  const { folder, name } = partsOf(path);
  const packageFolder = foldersOf(folder).filter(
    (part, at, all) => at < all.length - 1 || !sourceFolder.test(part),
  );
  const places = [joined(folder, name), folder, packageFolder.join("/")];
  return importsIn(text).some((from) => {
    if (from.startsWith(".")) return places.includes(resolved(partsOf(test).folder, from));
    const rest = from.replace(/^(?:@[^/]*|~)\//, "");
    return places.some((place) => place === rest || place.endsWith(`/${rest}`));
  });
}

/** What a text imports, as paths without the ends that name a language. */
function importsIn(text: string): readonly string[] {
  const quoted = text.matchAll(
    /\b(?:from|import|require(?:_relative)?|include)\b\s*\(?\s*["'<]([^"'>\s]+)["'>]/g,
  );
  const dotted = text.matchAll(/^\s*(?:from\s+(\w[\w.]*)\s+import\b|import\s+(\w[\w.]*)\s*(?:as\b|#|$))/gm);
  return [
    ...[...quoted].map(([, path = ""]) => path.replace(/\.(?:[cm]?[jt]sx?|rb|h|hpp|php)$/, "")),
    ...[...dotted].map(([, whole, part = whole ?? ""]) => part.replaceAll(".", "/")),
  ];
}

/** Where a path leads to from a folder. */
function resolved(folder: string, path: string): string {
  const parts = foldersOf(folder);
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/**
 * Whether tests in a folder may be of a file in another: the folders are the same but for those named after tests, or
 * lie in a folder for tests that repeats some of the file's, in their order, or none.
 */
function belongsTo(folder: string, testFolder: string): boolean {
  const own = foldersOf(folder);
  const theirs = foldersOf(testFolder);
  const rest = withoutTestWords(testFolder);
  if (!theirs.some((part) => testWord.test(part)) || theirs.includes("__tests__")) {
    return rest.join("/") === own.join("/");
  }
  let at = 0;
  for (const part of own) if (part === rest[at]) at += 1;
  return at === rest.length;
}

function foldersOf(folder: string): string[] {
  return folder.split("/").filter((part) => part !== "");
}

function withoutTestWords(folder: string): readonly string[] {
  return foldersOf(folder)
    .map((part) => part.replace(testWord, ""))
    .filter((part) => part !== "");
}

/** A folder for tests, or its end: `tests`, `Shop.Tests`, `unit`. */
const testWord = /^(?:__tests__|unit|integration|e2e)$|(?:^|[._-])(?:tests?|specs?)$/i;

/** Where new tests of a file belong: as its neighbours have it, else as the language usually has it. */
export function newTestPath(path: string, language: string, tests: readonly string[]): string {
  const { folder, name, extension } = partsOf(path);
  const [neighbour] = tests.filter((one) => one.endsWith(`.${extension}`));
  if (neighbour !== undefined) {
    const file = named(neighbour, name);
    const root = /^(.*?(?:^|\/)(?:tests?|specs?|__tests__))(?:\/|$)/.exec(neighbour)?.[1];
    if (root === undefined) return joined(folder, file);
    if (root.endsWith("__tests__")) return joined(folder, `__tests__/${file}`);
    const isFlat = tests.every(
      (one) => !one.startsWith(`${root}/`) || !one.slice(root.length + 1).includes("/"),
    );
    const inner = folder.replace(/^(?:src|lib|app)(?:\/|$)/, "");
    // A place that is taken here is that of another file's tests.
    const isFree = !tests.includes(joined(root, file));
    return joined(isFlat && isFree ? root : joined(root, inner), file);
  }
  switch (familyOf(language)) {
    case "python":
      return `tests/test_${name}.${extension}`;
    case "go":
      return joined(folder, `${name}_test.${extension}`);
    case "ruby":
      return `spec/${name}_spec.${extension}`;
    case "java":
      return joined(folder.replace("src/main/", "src/test/"), `${name}Test.${extension}`);
    case "csharp":
    case "php":
      return joined("tests", `${name}Test.${extension}`);
    default:
      return joined(folder, `${name}.test.${extension}`);
  }
}

/** Whether tests of a language usually stand in the file itself. */
export function testsInside(language: string): boolean {
  return language === "rust";
}

/** The comment in which a language documents its code. */
export function docStyle(language: string): string {
  const styles: Readonly<Record<string, string>> = {
    python: "docstrings",
    rust: "`///` comments",
    go: "Go doc comments that begin with the name",
    csharp: "XML documentation comments (`///`)",
    java: "Javadoc comments",
    kotlin: "KDoc comments",
    php: "PHPDoc blocks",
    ruby: "YARD comments",
    swift: "`///` comments in Swift's Markdown form",
    dart: "`///` comments",
    c: "Doxygen comments",
    cpp: "Doxygen comments",
    lua: "LuaLS annotations (`---`)",
    elixir: "`@doc` and `@moduledoc` attributes",
    haskell: "Haddock comments",
    julia: "docstrings",
    r: "roxygen2 comments",
    perl: "POD",
  };
  if (familyOf(language) === "script")
    return language.startsWith("type") ? "TSDoc comments" : "JSDoc comments";
  return styles[language] ?? "the documentation comments that this language has";
}

function familyOf(language: string): string {
  if (/^(?:type|java)script(?:react)?$|^vue$|^svelte$/.test(language)) return "script";
  return language === "kotlin" ? "java" : language;
}

/** The name of a file's tests, formed as a neighbour's. */
function named(neighbour: string, name: string): string {
  const file = neighbour.split("/").at(-1) ?? "";
  if (file.startsWith("test_")) return file.replace(/^test_.*(?=\.\w+$)/, `test_${name}`);
  const form = /([._-](?:tests?|specs?)|Tests?)(\.\w+)$/.exec(file);
  return form ? `${name}${form[1]}${form[2]}` : file.replace(/^.*(?=\.\w+$)/, `${name}.test`);
}

function partsOf(path: string): {
  readonly folder: string;
  readonly name: string;
  readonly extension: string;
} {
  const [, folder = "", name = "", extension = ""] = /^(?:(.*)\/)?([^/]*?)(?:\.([^./]*))?$/.exec(path) ?? [];
  return { folder, name, extension };
}

function joined(folder: string, file: string): string {
  return folder === "" ? file : `${folder}/${file}`;
}
