import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { createTrust, trustedCertificates } from "../../../src/provider/certificates.ts";
import { silentLog, type Log } from "../../../src/core/log.ts";

const pem = (name: string): string => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----\n`;

describe("trusted certificates", () => {
  let folder = "";
  let warnings: string[] = [];
  const log: Log = { ...silentLog, warn: (line) => void warnings.push(line) };

  before(() => (folder = mkdtempSync(join(tmpdir(), "sonde-certificates-"))));
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(() => (warnings = []));

  function file(name: string, content: string): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  const store = {
    rootCertificates: ["bundled"],
    getCACertificates: (type: "default" | "system") =>
      type === "default" ? ["bundled", "extra"] : ["system", "extra"],
  };

  it("leaves it to Node where nothing is to be added", () => {
    assert.equal(
      trustedCertificates({ systemCertificates: true, environment: {} }, { rootCertificates: [] }, log),
      undefined,
    );
    assert.equal(trustedCertificates({ systemCertificates: false, environment: {} }, store, log), undefined);
  });

  it("adds the system's authorities to Node's own, each once", () => {
    const list = trustedCertificates({ systemCertificates: true, environment: {} }, store, log);
    assert.deepEqual(list, ["bundled", "extra", "system"]);
  });

  it("adds the files that the environment names, also on a Node that can't be asked", () => {
    const environment = {
      NODE_EXTRA_CA_CERTS: file("a.pem", pem("a")),
      SSL_CERT_FILE: file("b.pem", pem("b")),
    };
    const list = trustedCertificates(
      { systemCertificates: false, environment },
      { rootCertificates: ["bundled"] },
      log,
    );
    assert.deepEqual(list, ["bundled", pem("a"), pem("b")]);
  });

  it("warns of a file that is missing or holds no certificate, and goes on", () => {
    const environment = {
      NODE_EXTRA_CA_CERTS: join(folder, "missing.pem"),
      SSL_CERT_FILE: file("empty.pem", "hello"),
    };
    assert.deepEqual(trustedCertificates({ systemCertificates: true, environment }, store, log), [
      "bundled",
      "extra",
      "system",
    ]);
    assert.equal(warnings.length, 2);
    assert.match(warnings.join(), /ENOENT/);
  });

  it("goes on without the system's where they can't be read", () => {
    const broken = {
      rootCertificates: ["bundled"],
      getCACertificates: (): string[] => {
        throw new Error("no keychain");
      },
    };
    assert.equal(trustedCertificates({ systemCertificates: true, environment: {} }, broken, log), undefined);
    assert.match(warnings.join(), /no keychain/);
  });

  it("falls back on Node's own where a certificate is damaged", () => {
    const environment = { NODE_EXTRA_CA_CERTS: file("damaged.pem", pem("not base64!")) };
    const own = tls.createSecureContext();
    const strict = {
      rootCertificates: [],
      createSecureContext(options?: { ca?: string[] }) {
        if (options?.ca !== undefined) throw new Error("bad base64");
        return own;
      },
    };
    assert.equal(createTrust({ systemCertificates: false, environment }, strict, log), own);
    assert.match(warnings.join(), /bad base64/);
  });
});
