import { Chance } from "../simulation/chance.ts";

/** In every text that an attacker chooses, so that a log can be searched for it. */
export const SECRET = "s3cr3t";

const ODD_TEXTS = [
  "",
  " ",
  SECRET,
  "\u0000",
  "\uD800",
  "\uDFFF\uD800",
  "\uFEFF",
  "\u202E",
  "e" + "\u0301".repeat(12),
  "👩‍👩‍👧‍👦".repeat(9),
  '\n{"level":"error"}\n',
  "__proto__",
  "constructor",
  "x".repeat(8_001),
  "é".repeat(16_000),
];
const ODD_NUMBERS = [0, -0, -1, 1.5, 1e21, 2 ** 53, -(2 ** 53), Number.MAX_VALUE, 5e-324];
const ODD_KEYS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "t",
  "id",
  "",
  "\u0000",
  SECRET,
];

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Frames as nobody should send them: valid ones with something changed, and what is no frame at all. */
export class OddFrames {
  readonly #chance: Chance;
  readonly #valid: readonly Json[];

  /** `valid`: messages to begin with. */
  constructor(seed: number, valid: readonly Json[]) {
    this.#chance = new Chance(seed);
    this.#valid = valid;
  }

  next(): unknown {
    const way = this.#chance.next();
    if (way < 0.7) return this.#written(this.#changed(this.#chance.pick(this.#valid), 3));
    if (way < 0.8) return this.#cut(JSON.stringify(this.#chance.pick(this.#valid)));
    if (way < 0.85) return this.#doubled(JSON.stringify(this.#chance.pick(this.#valid)));
    if (way < 0.93) return this.#noise();
    if (way < 0.96) return JSON.stringify(this.#odd());
    if (way < 0.98) return this.#chance.bytes(this.#chance.below(64));
    return `${"[".repeat(this.#chance.below(3_000))}${SECRET}`;
  }

  /** Half of the changes are at the top, the others further in. */
  #changed(json: Json, most: number): Json {
    let changed = json;
    for (let count = this.#chance.below(most + 1); count > 0; count -= 1)
      changed = this.#change(changed);
    return changed;
  }

  #change(json: Json): Json {
    if (typeof json !== "object" || json === null || this.#chance.happens(0.1)) return this.#odd();
    if (Array.isArray(json)) return [...json, this.#odd()];
    const keys = Object.keys(json);
    const key = keys.length > 0 ? this.#chance.pick(keys) : "t";
    const way = this.#chance.next();
    if (way < 0.2) return Object.fromEntries(Object.entries(json).filter(([name]) => name !== key));
    if (way < 0.4) return withKey(json, this.#chance.pick(ODD_KEYS), this.#odd());
    return withKey(json, key, this.#change(json[key] ?? null));
  }

  #odd(): Json {
    const chance = this.#chance;
    const way = chance.next();
    if (way < 0.4) return chance.pick(ODD_TEXTS);
    if (way < 0.6) return chance.pick(ODD_NUMBERS);
    if (way < 0.7) return null;
    if (way < 0.8) return chance.happens(0.5);
    if (way < 0.9) return Array.from({ length: chance.below(70) }, () => SECRET);
    return Object.fromEntries(Array.from({ length: chance.below(70) }, (_, n) => [`k${n}`, n]));
  }

  #written(json: Json): string {
    return JSON.stringify(json);
  }

  #cut(text: string): string {
    const at = this.#chance.below(text.length);
    return (
      text.slice(0, at) +
      this.#chance.pick(["", '"', "}", "\\", "\u0000", SECRET]) +
      text.slice(at + this.#chance.below(4))
    );
  }

  /** The same key twice, as JSON allows and JavaScript cannot write. */
  #doubled(text: string): string {
    return text.replace("{", `{"t":"ping","${SECRET}":1,"__proto__":{"t":"hello"},`);
  }

  #noise(): string {
    const units = Array.from({ length: this.#chance.below(80) }, () =>
      this.#chance.below(0x1_0000),
    );
    return String.fromCharCode(...units);
  }
}

function withKey(json: { [key: string]: Json }, key: string, value: Json): Json {
  // A defined property, because assigning `__proto__` would set something else.
  return Object.defineProperty({ ...json }, key, { value, enumerable: true, configurable: true });
}
