import type { DownMessage } from "#protocol/down.ts";
import type { PersonId } from "#protocol/ids.ts";
import { TYPING_FORGET_MS } from "#protocol/limits.ts";
import type { Who } from "../object/ports.ts";

type Key = { who: Who; at: number };

/** Who types. Those with a socket hear what has changed since the last frame; those without ask how it is. */
export class Typing {
  #news = new Map<PersonId, DownMessage>();
  /** By person, when they last said so; the oldest first. */
  readonly #keys = new Map<PersonId, Key>();

  heard(who: Who, on: boolean, now: number): void {
    this.#news.set(who.id, { t: "typing", person: who, on });
    this.#keys.delete(who.id);
    if (on) this.#keys.set(who.id, { who, at: now });
    this.#forgetOld(now);
  }

  /** Their message has come, or they have left: nobody needs to be told that they stopped. */
  stopped(person: PersonId): void {
    this.#keys.delete(person);
  }

  /** What has changed since this was last asked. */
  take(): DownMessage[] {
    if (this.#news.size === 0) return [];
    const news = [...this.#news.values()];
    this.#news = new Map();
    return news;
  }

  now(now: number): DownMessage[] {
    this.#forgetOld(now);
    return [...this.#keys.values()].map(({ who }) => ({ t: "typing", person: who, on: true }));
  }

  #forgetOld(now: number): void {
    for (const [person, { at }] of this.#keys) {
      if (now - at < TYPING_FORGET_MS) return;
      this.#keys.delete(person);
    }
  }
}
