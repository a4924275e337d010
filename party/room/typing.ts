import type { TypingNow } from "#protocol/down.ts";
import type { PersonId } from "#protocol/ids.ts";
import {
  SEVERAL_TYPE,
  TYPING_EVERY_MS,
  TYPING_FORGET_MS,
  TYPING_NAMES_UP_TO,
} from "#protocol/limits.ts";
import type { TypingSignal } from "#protocol/typing.ts";
import type { Who } from "../object/ports.ts";

/** The message under which it is typed; undefined: the room itself. */
type Thread = number | undefined;
type Keys = { who: Who; thread: Thread; at: number };

/** Who types, and where. Those with a socket hear what has changed since the last frame; those without ask how it is. */
export class Typing {
  #news = new Map<string, TypingNow>();
  /** By session, because a device types in one place at a time; whoever was heard of the longest ago first. */
  readonly #keys = new Map<string, Keys>();
  /** Where a crowd knows of several. */
  #crowdKnows = new Set<Thread>();
  #crowdToldAt = Number.NEGATIVE_INFINITY;

  heard(device: { who: Who; session: string }, { on, thread }: TypingSignal, now: number): void {
    const { who, session } = device;
    this.#forgetOld(now);
    const before = this.#keys.get(session);
    if (on || before?.thread === thread) this.#keys.delete(session);
    if (on) {
      this.#keys.set(session, { who, thread, at: now });
      this.#tell(who, thread, true);
      // The newest place wins: a "stopped" of the one before may be lost.
      if (before && before.thread !== thread) this.#stopped(who, before.thread);
    } else this.#stopped(who, thread);
  }

  /** Their message has come: nobody needs to be told that they stopped there. */
  said(person: PersonId, thread: Thread): void {
    this.#forget(({ who, thread: at }) => who.id === person && at === thread);
    // What was heard before the message is told behind it, and would make a ghost of them.
    if (this.#news.get(newsKey(person, thread))?.on) this.#news.delete(newsKey(person, thread));
  }

  /** They have left, which is told in its own way. */
  gone(person: PersonId): void {
    this.#forget(({ who }) => who.id === person);
    for (const [key, news] of this.#news) if (news.person?.id === person) this.#news.delete(key);
  }

  /** What has changed since this was last asked, for a room with so many people in it. */
  take(now: number, people: number): TypingNow[] {
    const isCrowd = people > TYPING_NAMES_UP_TO;
    if (isCrowd) return this.#takeForCrowd(now);
    if (this.#news.size === 0) return [];
    const news = [...this.#news.values()];
    this.#news = new Map();
    return news;
  }

  now(now: number, people: number): TypingNow[] {
    this.#forgetOld(now);
    if (people > TYPING_NAMES_UP_TO) return this.#severalAt().map(several);
    const typing = new Map<string, TypingNow>();
    for (const { who, thread } of this.#keys.values())
      typing.set(newsKey(who.id, thread), named(who, thread, true));
    return [...typing.values()];
  }

  /** To a crowd every word is a frame to each of very many, so it is told seldom. What ends it hears last, or forgets. */
  #takeForCrowd(now: number): TypingNow[] {
    this.#news.clear();
    if (now - this.#crowdToldAt < TYPING_EVERY_MS) return [];
    this.#forgetOld(now);
    const places = this.#severalAt();
    const ended = [...this.#crowdKnows].filter((thread) => !places.includes(thread));
    if (places.length + ended.length === 0) return [];
    this.#crowdToldAt = now;
    this.#crowdKnows = new Set(places);
    return [
      ...places.map(several),
      ...ended.map((thread) => ({ ...several(thread), on: false }) as const),
    ];
  }

  /** Where so many type that whoever is among them sees several others. */
  #severalAt(): Thread[] {
    const people = new Map<Thread, Set<PersonId>>();
    for (const { who, thread } of this.#keys.values())
      people.set(thread, (people.get(thread) ?? new Set()).add(who.id));
    return [...people].filter(([, { size }]) => size >= SEVERAL_TYPE).map(([thread]) => thread);
  }

  /** On another device they may go on. */
  #stopped(who: Who, thread: Thread): void {
    const goesOn = [...this.#keys.values()].some(
      (keys) => keys.who.id === who.id && keys.thread === thread,
    );
    if (!goesOn) this.#tell(who, thread, false);
  }

  #tell(who: Who, thread: Thread, on: boolean): void {
    this.#news.set(newsKey(who.id, thread), named(who, thread, on));
  }

  #forget(isOver: (keys: Keys) => boolean): void {
    for (const [session, keys] of this.#keys) if (isOver(keys)) this.#keys.delete(session);
  }

  #forgetOld(now: number): void {
    for (const [session, { at }] of this.#keys) {
      if (now - at < TYPING_FORGET_MS) return;
      this.#keys.delete(session);
    }
  }
}

function newsKey(person: PersonId, thread: Thread): string {
  return `${person} ${thread ?? ""}`;
}

function named(person: Who, thread: Thread, on: boolean): TypingNow {
  return { t: "typing", person, on, ...(thread !== undefined && { thread }) };
}

function several(thread: Thread): TypingNow {
  return { t: "typing", on: true, ...(thread !== undefined && { thread }) };
}
