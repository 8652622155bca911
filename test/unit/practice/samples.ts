/**
 * Code and diffs that the practice rules are tried on.
 */

export const store = `import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Keeps entries by name. Nothing is written. */
export class Store<T> extends Map<string, T> {
  private hits = 0;

  constructor(private readonly root: string, public limit = 86400) {
    super();
  }

  /** Reads an entry. */
  async load(name: string, { fresh = false }: { fresh?: boolean } = {}): Promise<T | undefined> {
    if (fresh == true) console.log("loading", name);
    for (const part of name.split("/")) {
      if (part === "..") throw new Error("no { brace } here");
    }
    const text = await readFile(join(this.root, name), "utf8");
    return JSON.parse(text) as any;
  }

  get size(): number {
    return this.hits;
  }
}

// TODO: say what a pair is
export const pair = <A, B>(first: A, second: B): [A, B] => [first, second];

export function twice(count: number) {
  var total = count * 2; // a "quote' and a \` in a comment
  return total;
}

export type Pair = { a: string };
`;

export const queue = `"""A queue of jobs."""
import os
from dataclasses import dataclass

LIMIT = 50


@dataclass
class Queue(object):
    """Holds jobs."""

    def push(self, job, tags=[], *rest, **options):
        # FIXME: check the job
        for tag in tags:
            if tag == None:
                print("no tag", tag)
        return len(rest) + 37

    @classmethod
    async def drain(cls, until: int = 3) -> None:
        while until > 0:
            until -= 1


def make(
    name: str,
    size: "dict[str, int]" = {"a, b": 1},
):
    try:
        return Queue()
    except:
        raise ValueError(name)
`;

export const server = `package main

// serve answers requests.
func (s *Server) serve(port int, name string) error {
	for i := 0; i < 3; i++ {
		if i == 2 {
			return nil
		}
	}
	return nil
}
`;

export const gitDiff = `diff --git a/src/parse.ts b/src/parse.ts
index 111..222 100644
--- a/src/parse.ts
+++ b/src/parse.ts
@@ -10,6 +10,10 @@ export function parse(text: string) {
 const a = 1;
--- an SQL comment that was removed
+export function parseAll(texts: string[]) {
+  return texts.map(parse);
+}
 const b = 2;
 const c = 3;
 const d = 4;
`;

export const newFile = `diff --git a/docs/guide.md b/docs/guide.md
new file mode 100644
index 000..333
--- /dev/null
+++ b/docs/guide.md
@@ -0,0 +1,2 @@
+# Guide
+Hello.
`;
