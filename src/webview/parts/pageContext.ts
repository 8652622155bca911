/** What every part of the page may use: the store, the reader's memory, the door to the editor, the words. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ToHost } from "../../protocol/toHost.ts";
import type { ChatStore } from "../page/chatStore.ts";
import type { Words } from "../../protocol/strings.ts";
import type { Memory } from "../page/memory.ts";

/** Given to all parts; `strings` and `locale` change only with a snapshot. */
export interface Page extends Words {
  readonly store: ChatStore;
  readonly memory: Memory;
  readonly post: (message: ToHost) => void;
}

/** Where parts find the page. */
export const PageContext = createContext<Page | undefined>(undefined);

/** The page; a bug if there is none. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error("This part stands outside of the page: render it below PageContext.Provider.");
  return page;
}
