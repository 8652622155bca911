/** A VS Code whose DeepSeek, with a key, is a host that says just what the test tells it to. */
import { ScriptedHost } from "../../wire/scriptedHost.ts";
import { Workbench, type WorkbenchOptions } from "./workbench.ts";

export interface Scripted {
  readonly host: ScriptedHost;
  readonly workbench: Workbench;
  /** Ends both. */
  close(): Promise<void>;
}

/** Opens it. `settings` come on top of the host's address. */
export async function openScripted(options: WorkbenchOptions = {}): Promise<Scripted> {
  const host = await ScriptedHost.start();
  const workbench = await Workbench.open({
    ...options,
    environment: { DEEPSEEK_API_KEY: "sk-test-0123456789abcdef", ...options.environment },
    settings: { "sonde.providers": { deepseek: { baseUrl: host.baseUrl } }, ...options.settings },
  }).catch(async (error: unknown) => {
    await host.close();
    throw error;
  });
  return {
    host,
    workbench,
    async close() {
      await workbench.close();
      await host.close();
    },
  };
}
