/**
 * Certificates in files, for the environment variables that name such files.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that is deleted by `remove`. */
export interface PemFiles {
  /** Writes a file and gives its path. */
  write(name: string, pem: string): string;
  remove(): void;
}

/** Makes a folder for certificates. */
export function createPemFiles(): PemFiles {
  const folder = mkdtempSync(join(tmpdir(), "sonde-pem-"));
  return {
    write(name, pem) {
      const path = join(folder, name);
      writeFileSync(path, pem);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
