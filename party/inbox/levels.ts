import type { Level } from "#protocol/inbox/availability.ts";
import type { Availability } from "#protocol/inbox/presence.ts";
import type { Peer } from "../object/ports.ts";

/** A page that is closed is hidden first. */
const CLOSING_MS = 5_000;
const RANK: Record<Level, number> = { none: 0, away: 1, online: 2 };

/**
 * What all devices together say: active somewhere is online, left alone or hidden is away. It rises at once and falls after a grace, so that a
 * reload, or a look at something else, is not seen.
 */
export class Levels {
  readonly #graceMs: number;
  #level: Level;
  /** When no device has been active for the grace, and when none has been there. */
  #ends: { online: number | null; away: number | null } = { online: null, away: null };

  /** `level`: as it was told last. After a sleep the grace begins anew. */
  constructor(graceMs: number, level: Level) {
    this.#graceMs = graceMs;
    this.#level = level;
  }

  get level(): Level {
    return this.#level;
  }

  /** When it falls, if nothing happens before. */
  get fallsAt(): number | null {
    return this.#level === "none" ? null : this.#ends[this.#level];
  }

  look(devices: readonly Pick<Peer, "memory">[], now: number): void {
    const is = merged(devices);
    const until = now + this.#graceMs;
    this.#ends = {
      online: is === "online" ? null : (this.#ends.online ?? until),
      away: is === "none" ? (this.#ends.away ?? until) : null,
    };
    const { online, away } = this.#ends;
    // Nobody is away for a moment on their way out.
    if (online !== null && away !== null && away - online <= CLOSING_MS) this.#ends.online = away;
    if (this.#level === "online" && isOver(this.#ends.online, now)) this.#level = "away";
    if (this.#level === "away" && isOver(this.#ends.away, now)) this.#level = "none";
    if (RANK[is] > RANK[this.#level]) this.#level = is;
  }

  /** Nobody will come back. */
  end(): void {
    this.#level = "none";
  }

  /** A device was left alone for long: nothing is waited for, unless another is on its way back. */
  fallNow(devices: readonly Pick<Peer, "memory">[], now: number): void {
    if (merged(devices) === "away") this.#ends.online ??= now;
  }
}

/** The level of somebody who stood so; the choice may have hidden a higher one, and looking finds it. */
export function levelOf(is: Availability): Level {
  switch (is) {
    case "online":
    case "dnd":
      return "online";
    case "away":
      return "away";
    case "offline":
      return "none";
  }
}

function merged(devices: readonly Pick<Peer, "memory">[]): Level {
  const said = devices.flatMap(({ memory: { status } }) => (status ? [status.is] : []));
  if (said.includes("active")) return "online";
  return said.length > 0 ? "away" : "none";
}

function isOver(end: number | null, now: number): boolean {
  return end !== null && end <= now;
}
