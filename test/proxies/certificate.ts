import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { programOf } from "./debian.ts";

/** Files of a certificate for `localhost` that nobody has vouched for, and its text. */
export type Certificate = { file: string; key: string; text: string };

/** Made anew, into the folder. */
export function makeCertificate(dir: string): Certificate {
  const [file, key] = [path.join(dir, "certificate.pem"), path.join(dir, "key.pem")];
  const args = ["req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
  const says = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"];
  execFileSync(programOf("openssl"), [...args, ...says, "-keyout", key, "-out", file], {
    stdio: "ignore",
  });
  return { file, key, text: readFileSync(file, "utf8") };
}
