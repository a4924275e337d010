import {
  createHash,
  createSign,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from "node:crypto";

/** How an authenticator, or the browser in front of it, is wrong in a test. */
export type Faults = {
  /** What the page claims to be, in place of what it is. */
  origin?: string;
  rpId?: string;
  /** No finger, face or PIN was asked for. */
  isUnverified?: boolean;
  isInFrame?: boolean;
  userHandle?: string | null;
  /** What it says it is, in place of an id of its own. */
  id?: string;
  /** Who vouches for it, in place of nobody; `toSign` is what has been made. */
  attestation?: (toSign: Buffer) => { fmt: string; attStmt: Cbor };
};

/** As much of a challenge's options as an authenticator looks at. */
type Options = {
  challenge: string;
  user?: { id: string } | undefined;
  rp?: { id: string } | undefined;
};

type Key = { id: string; privateKey: KeyObject; userHandle: string; rpId: string; counter: number };

const FLAGS = {
  userPresent: 0x01,
  userVerified: 0x04,
  eligible: 0x08,
  backedUp: 0x10,
  attested: 0x40,
};

/** A passkey store in software: ES256, keys that are found without a name, no attestation. */
export class Authenticator {
  readonly keys: Key[] = [];
  readonly #origin: string;
  readonly #isBackedUp: boolean;
  /** Added with each signature; 0: it does not count. */
  step = 0;

  constructor(origin: string, { isBackedUp = false } = {}) {
    this.#origin = origin;
    this.#isBackedUp = isBackedUp;
  }

  /** What a browser sends for `options` of a challenge to make a passkey. */
  make(options: Options, faults: Faults = {}) {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const id = faults.id ?? randomBytes(16).toString("base64url");
    const rpId = faults.rpId ?? options.rp?.id ?? "";
    const key: Key = {
      id,
      privateKey,
      userHandle: options.user?.id ?? "",
      rpId,
      counter: this.step,
    };
    this.keys.push(key);
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    const cose = cbor(
      new Map<number, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, "base64url")],
        [-3, Buffer.from(y, "base64url")],
      ]),
    );
    const idBytes = Buffer.from(id, "base64url");
    const length = Buffer.alloc(2);
    length.writeUInt16BE(idBytes.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, idBytes, cose]);
    const authData = Buffer.concat([this.#data(key, faults, FLAGS.attested), attested]);
    const clientDataJSON = this.#clientData("webauthn.create", options, faults);
    const { fmt, attStmt } = faults.attestation?.(toSign(authData, clientDataJSON)) ?? {
      fmt: "none",
      attStmt: new Map(),
    };
    const object = new Map<string, Cbor>([
      ["fmt", fmt],
      ["attStmt", attStmt],
      ["authData", authData],
    ]);
    return {
      id,
      clientDataJSON,
      attestationObject: cbor(object).toString("base64url"),
      transports: ["internal", "hybrid", "telepathy"],
    };
  }

  /** What a browser sends when the newest passkey, or `key`, has signed. */
  sign(options: Options, faults: Faults = {}, key = this.keys.at(-1)) {
    if (!key) throw new Error("this authenticator has no passkey");
    key.counter += this.step;
    const clientDataJSON = this.#clientData("webauthn.get", options, faults);
    const authData = this.#data(key, faults, 0);
    const signature = createSign("sha256")
      .update(toSign(authData, clientDataJSON))
      .sign(key.privateKey);
    return {
      id: faults.id ?? key.id,
      clientDataJSON,
      authenticatorData: authData.toString("base64url"),
      signature: signature.toString("base64url"),
      userHandle: faults.userHandle === undefined ? key.userHandle : faults.userHandle,
    };
  }

  #clientData(type: string, { challenge }: Options, faults: Faults): string {
    const origin = faults.origin ?? this.#origin;
    const said = { type, challenge, origin, crossOrigin: faults.isInFrame ?? false };
    return Buffer.from(JSON.stringify(said)).toString("base64url");
  }

  #data({ rpId, counter }: Key, faults: Faults, flags: number): Buffer {
    const head = createHash("sha256").update(faults.rpId ?? rpId);
    const verified = faults.isUnverified ? 0 : FLAGS.userVerified;
    const backup = this.#isBackedUp ? FLAGS.eligible | FLAGS.backedUp : 0;
    const rest = Buffer.alloc(5);
    rest.writeUInt8(FLAGS.userPresent | verified | backup | flags);
    rest.writeUInt32BE(counter, 1);
    return Buffer.concat([head.digest(), rest]);
  }
}

function toSign(authData: Buffer, clientDataJSON: string): Buffer {
  const clientData = Buffer.from(clientDataJSON, "base64url");
  return Buffer.concat([authData, createHash("sha256").update(clientData).digest()]);
}

type Cbor = number | string | Buffer | Cbor[] | Map<number | string, Cbor>;

/** As much of CBOR as authenticators need. */
function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
  const pairs = Array.from(value, ([key, item]) => Buffer.concat([cbor(key), cbor(item)]));
  return Buffer.concat([head(5, value.size), ...pairs]);
}

function head(major: number, length: number): Buffer {
  const type = major << 5;
  if (length < 24) return Buffer.of(type | length);
  if (length < 256) return Buffer.of(type | 24, length);
  return Buffer.of(type | 25, length >> 8, length & 255);
}
