/** A bare browser page with the answer drawer in it, for tests of drawing alone. */
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { openBrowser } from "./chatPage.ts";
import type { Drawing } from "./inPage/drawing.ts";

declare global {
  /** Only in the page. */
  const drawing: Drawing;
}

/** Opens the page; any request that it makes is refused and counted in `requests`. */
export async function openDrawingPage(): Promise<{
  readonly page: Page;
  readonly requests: readonly string[];
}> {
  const bundle = await build({
    entryPoints: ["test/browser/inPage/drawing.ts"],
    bundle: true,
    write: false,
    format: "iife",
    target: "chrome138",
    logLevel: "silent",
  });
  const page = await (await openBrowser()).newPage();
  const requests: string[] = [];
  await page.route(
    () => true,
    async (route) => {
      const { href } = new URL(route.request().url());
      if (href === "http://sonde.test/") {
        return route.fulfill({
          contentType: "text/html",
          body: "<!DOCTYPE html><html lang=en><title>Drawing</title><body>",
        });
      }
      requests.push(href);
      return route.abort();
    },
  );
  await page.goto("http://sonde.test/");
  await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? "" });
  return { page, requests };
}
