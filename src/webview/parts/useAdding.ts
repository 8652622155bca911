/** Images and files that are pasted or dropped into the composer. What can't be added is said in one sentence. */
import type { TargetedClipboardEvent, TargetedDragEvent } from "preact";
import { useRef } from "preact/hooks";
import { imageLimit } from "../../protocol/imageLimit.ts";
import { filled } from "../../protocol/strings.ts";
import { droppedAddresses, isDroppable } from "../page/dropping.ts";
import { decimal } from "../../core/text/numbers.ts";
import { imageFiles, readImage } from "../page/images.ts";
import { longPaste } from "../page/longPaste.ts";
import type { PageState } from "../page/pageState.ts";
import { usePage } from "./pageContext.ts";
import type { Draft } from "./useDraft.ts";

/** What the composer listens with. */
export interface Adding {
  readonly onPaste: (event: TargetedClipboardEvent<HTMLTextAreaElement>) => void;
  readonly onDragOver: (event: TargetedDragEvent<HTMLElement>) => void;
  readonly onDrop: (event: TargetedDragEvent<HTMLElement>) => void;
  /** Whether sending has to wait for an image that is being read. The draft is sent then, unless one is refused. */
  readonly mustWait: () => boolean;
}

/** Adds to a draft; `send` is called where it had to wait. */
export function useAdding({ status, context }: PageState, draft: Draft, send: () => void): Adding {
  const page = usePage();
  const { post, strings } = page;
  const reading = useRef({ left: 0, isSent: false }).current;
  const addImages = (files: readonly File[]): void => {
    if (status.seesImages === false) {
      draft.refuse(filled(strings.imageUnseen, { model: status.model }));
      return;
    }
    const before = [...context, ...draft.kept].filter(({ kind }) => kind === "image").length;
    reading.left += files.length;
    for (const [at, file] of files.entries()) {
      void readImage(file).then((image) => {
        const name = filled(strings.imageName, { n: before + at + 1 });
        reading.left -= 1;
        reading.isSent &&= image !== undefined;
        if (image) post({ type: "addImage", name, ...image });
        else draft.refuse(filled(strings.imageRefused, { limit: decimal(imageLimit / 1e6, page) }));
        if (reading.left > 0 || !reading.isSent) return;
        reading.isSent = false;
        send();
      });
    }
  };
  return {
    mustWait: () => (reading.isSent = reading.left > 0),
    onPaste(event) {
      const data = event.clipboardData;
      // Cells and documents come with a picture of them; a file of a picture, with its name alone.
      const isWritten = data?.getData("text/plain") && data.getData("text/html");
      const images = isWritten ? [] : imageFiles(data);
      const box = event.currentTarget;
      const paste = images.length > 0 ? undefined : longPaste(event, box);
      if (images.length === 0 && !paste) return;
      event.preventDefault();
      if (!paste) return addImages(images);
      if (!draft.fits(paste.text)) return;
      box.value = paste.text;
      box.setSelectionRange(paste.caret, paste.caret);
      draft.write(paste.text);
    },
    onDragOver(event) {
      if (!isDroppable(event.dataTransfer)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    },
    onDrop(event) {
      if (!isDroppable(event.dataTransfer)) return;
      event.preventDefault();
      const { files, words } = droppedAddresses(event.dataTransfer);
      if (files.length > 0) post({ type: "drop", uris: files.slice(0, 100) });
      if (words.length > 0) draft.add(words.join("\n"));
      if (files.length + words.length > 0) return;
      const images = imageFiles(event.dataTransfer);
      if (images.length > 0) addImages(images);
      else draft.refuse(strings.dropRefused);
    },
  };
}
