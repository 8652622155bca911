/**
 * A private certificate authority for tests, made when it is needed: a stored certificate would expire one day.
 * Keys are made by node:crypto, because those of JavaScript take seconds.
 */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { isIP } from "node:net";
import forge from "node-forge";

/** What a TLS server needs, as PEM. */
export interface Credentials {
  readonly key: string;
  readonly cert: string;
}

/** What a certificate says of itself. */
export interface CertificateOptions {
  /** Host names and IP addresses. */
  readonly names: readonly string[];
  /** Days from now; may be negative. */
  readonly validFromDays?: number;
  readonly validToDays?: number;
}

/** An authority of which nobody has heard. */
export interface Authority {
  /** Its own certificate, as PEM: trust it to trust what it issues. */
  readonly pem: string;
  issue(options: CertificateOptions): Credentials;
}

const dayMs = 86_400_000;

/** Shared by everything that is issued: a pair takes a tenth of a second, and no test cares whose it is. */
let leafKeys: forge.pki.rsa.KeyPair | undefined;

/** Makes an authority. */
export function createAuthority(commonName = "Sonde test authority"): Authority {
  const { publicKey, privateKey } = newKeys();
  const subject = [{ name: "commonName", value: commonName }];
  const root = newCertificate(publicKey, -30, 30);
  root.setSubject(subject);
  root.setIssuer(subject);
  root.setExtensions([
    { name: "basicConstraints", cA: true, critical: true },
    { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
  ]);
  root.sign(privateKey, forge.md.sha256.create());
  return {
    pem: forge.pki.certificateToPem(root),
    issue({ names, validFromDays = -10, validToDays = 10 }) {
      const keys = (leafKeys ??= newKeys());
      const leaf = newCertificate(keys.publicKey, validFromDays, validToDays);
      leaf.setSubject([{ name: "commonName", value: names[0] ?? "nobody" }]);
      leaf.setIssuer(subject);
      leaf.setExtensions([
        { name: "basicConstraints", cA: false },
        { name: "keyUsage", digitalSignature: true, keyEncipherment: true, critical: true },
        { name: "extKeyUsage", serverAuth: true },
        { name: "subjectAltName", altNames: names.map(alternativeName) },
      ]);
      leaf.sign(privateKey, forge.md.sha256.create());
      return { key: forge.pki.privateKeyToPem(keys.privateKey), cert: forge.pki.certificateToPem(leaf) };
    },
  };
}

function newKeys(): forge.pki.rsa.KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return {
    publicKey: forge.pki.publicKeyFromPem(publicKey),
    privateKey: forge.pki.privateKeyFromPem(privateKey),
  };
}

function newCertificate(
  publicKey: forge.pki.rsa.PublicKey,
  fromDays: number,
  toDays: number,
): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  // Begins with 1: positive, and in the shortest form, without which OpenSSL does not read the certificate.
  certificate.serialNumber = `01${randomBytes(15).toString("hex")}`;
  certificate.validity.notBefore = new Date(Date.now() + fromDays * dayMs);
  certificate.validity.notAfter = new Date(Date.now() + toDays * dayMs);
  return certificate;
}

/** Type 2 is a host name, type 7 an IP address (RFC 5280 §4.2.1.6). */
function alternativeName(name: string): object {
  return isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name };
}
