/** Images on their way into a message: read from what was pasted or dropped, with a small likeness to be shown. */

import { imageLimit } from "../../protocol/imageLimit.ts";

/** An image that can be sent. Both are `data:` URLs. */
export interface ReadImage {
  readonly dataUrl: string;
  readonly preview: string;
}

/** Pixels of the longer side of a likeness, twice what is shown. */
const previewSize = 96;

/** The images among files that were pasted or dropped. */
export function imageFiles(data: DataTransfer | null): readonly File[] {
  return [...(data?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
}

/** An image by its file; undefined where it is of no kind that hosts take, too large, or broken. */
export async function readImage(file: File): Promise<ReadImage | undefined> {
  const isKnown = /^image\/(?:png|jpeg|gif|webp)$/.test(file.type);
  if (!isKnown || file.size > imageLimit) return undefined;
  try {
    const [dataUrl, bitmap] = await Promise.all([dataUrlOf(file), createImageBitmap(file)]);
    return { dataUrl, preview: previewOf(bitmap) };
  } catch {
    return undefined;
  }
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(typeof reader.result === "string" ? reader.result : ""));
    reader.addEventListener("error", () => reject(new Error("unreadable")));
    reader.readAsDataURL(file);
  });
}

function previewOf(bitmap: ImageBitmap): string {
  const scale = Math.min(1, previewSize / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.toDataURL("image/png");
}
