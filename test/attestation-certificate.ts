import { createSign, generateKeyPairSync } from "node:crypto";

/** A maker of authenticators with a certificate of its own, which signs what its authenticators make ("packed", x5c). */
export function newMaker() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const sign = (data: Buffer) => createSign("sha256").update(data).sign(privateKey);
  const name = sequence(
    named("550406", "US"),
    named("55040a", "Maker"),
    named("55040b", "Authenticator Attestation"),
    named("550403", "Key"),
  );
  const isNoAuthority = sequence(oid("551d13"), der(0x04, sequence()));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1)),
    SIGNED_BY_ECDSA,
    name,
    sequence(der(0x17, Buffer.from("250101000000Z")), der(0x17, Buffer.from("490101000000Z"))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(isNoAuthority)),
  );
  const signature = der(0x03, Buffer.concat([Buffer.of(0), sign(body)]));
  return { certificate: sequence(body, SIGNED_BY_ECDSA, signature), sign };
}

function named(id: string, value: string): Buffer {
  return der(0x31, sequence(oid(id), der(0x13, Buffer.from(value))));
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head = length < 128 ? [tag, length] : [tag, 0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), content]);
}

const SIGNED_BY_ECDSA = sequence(oid("2a8648ce3d040302"));
