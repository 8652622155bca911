/**
 * The list of providers, in the order in which they are offered. A new one is a file here and a line in the list.
 */
import type { ProviderId } from "../../core/model.ts";
import type { Dialect } from "../dialect.ts";
import { custom } from "./custom.ts";
import { deepseek } from "./deepseek.ts";
import { evolink } from "./evolink.ts";
import { ollama } from "./ollama.ts";
import { openrouter } from "./openrouter.ts";
import { practice } from "./practice.ts";
import { runware } from "./runware.ts";
import { seedao } from "./seedao.ts";
import { siliconflow } from "./siliconflow.ts";
import { vtrix } from "./vtrix.ts";

/** Every provider, the default first. */
export const dialects: readonly Dialect[] = [
  deepseek,
  evolink,
  runware,
  vtrix,
  seedao,
  openrouter,
  siliconflow,
  ollama,
  custom,
  practice,
];

/** The provider with an id, or undefined. */
export function dialectById(id: ProviderId): Dialect | undefined {
  return dialects.find((dialect) => dialect.id === id);
}
