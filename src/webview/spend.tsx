/** The spend page's front door: asks for the report and draws it. */
import { render } from "preact";
import type { SpendMessage } from "../protocol/spend.ts";
import { openEditor, readyHere } from "./page/editor.ts";
import { SpendPage } from "./spend/spendPage.tsx";
import "./style/spend.css";

const root = document.getElementById("sonde-spend");
if (!root) throw new Error('The page has no element "sonde-spend": see the page shell in the host.');

window.addEventListener("message", ({ data }: MessageEvent<SpendMessage | undefined>) => {
  if (data?.type === "spend") render(<SpendPage {...data} />, root);
});
openEditor().post(readyHere());
