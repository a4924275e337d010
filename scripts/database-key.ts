import { Buffer } from "node:buffer";
import { generateKeyPairSync, sign } from "node:crypto";
import * as v from "valibot";

/** How a database server of ours knows who may ask it. */
export type DatabaseKey = {
  /** For the server: checks tokens, and makes none. */
  publicKey: string;
  /** For whoever asks (`LIBSQL_TOKEN`). */
  token: string;
};

/**
 * A key of one server's life, kept nowhere. Without one sqld answers whoever reaches its port, and says so to browsers too: any page that is
 * open on the same machine could read every account and make itself an owner.
 */
export function newDatabaseKey(): DatabaseKey {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const { x } = v.parse(v.object({ x: v.string() }), publicKey.export({ format: "jwk" }));
  const said = `${json({ alg: "EdDSA", typ: "JWT" })}.${json({ a: "rw" })}`;
  const signature = sign(null, Buffer.from(said), privateKey).toString("base64url");
  return { publicKey: x, token: `${said}.${signature}` };
}

function json(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
