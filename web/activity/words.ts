import type { PersonId, RoomId } from "#protocol/ids.ts";
import { isRetryable, type Answer } from "../answer.ts";

/** What a message says now. */
export type Words = {
  by: PersonId;
  /** What they were called when they said it. */
  name: string;
  body: string;
  isAction: boolean;
  isDeleted: boolean;
  mentions: readonly PersonId[];
};

/** `away`: there is no line, and this device does not hold it. `none`: the server does not give it. */
export type Told = Words | "away" | "none";

/** Messages by `wordsKey`, and what people are called today. */
export type Found = {
  messages: ReadonlyMap<string, Words>;
  names: ReadonlyMap<PersonId, string>;
};

/** A message, and who did something about it. */
export type Wanted = { room: RoomId; seq: number; people: readonly PersonId[] };

export type WordsPorts = {
  /** Of what is wanted, what this browser holds. Never fails. */
  held: (wanted: readonly Wanted[]) => Promise<Found>;
  /** What was said around a message, as the server has it. */
  around: (room: RoomId, seq: number) => Promise<Answer<Found>>;
  nameOf: (person: PersonId) => Promise<Answer<string>>;
  learned: (found: { messages: ReadonlyMap<string, Told>; names: Found["names"] }) => void;
};

/** So many questions are with the server at once: whoever scrolls fast is not worth more. */
const AT_ONCE = 2;

export function wordsKey({ room, seq }: Pick<Wanted, "room" | "seq">): string {
  return `${room}/${seq}`;
}

/**
 * Finds the words for what the inbox tells of, which holds none (docs/decisions/0043): first here, then by asking the server, a page
 * of the room at a time, so that what was said together is asked for once.
 */
export class WordsFinder {
  readonly #ports: WordsPorts;
  /** Asked for since it was last begun anew. */
  #known = new Set<string>();
  #queue: Wanted[] = [];
  #isLooking = false;
  #messages = new Map<string, Wanted>();
  #people = new Set<PersonId>();
  #named = new Set<PersonId>();
  #away: Wanted[] = [];
  #awayPeople = new Set<PersonId>();
  #running = 0;

  constructor(ports: WordsPorts) {
    this.#ports = ports;
  }

  want(wanted: Wanted): void {
    const name = `${wordsKey(wanted)} ${wanted.people.join(" ")}`;
    if (this.#known.has(name)) return;
    this.#known.add(name);
    this.#queue.push(wanted);
    if (this.#isLooking) return;
    this.#isLooking = true;
    queueMicrotask(() => void this.#look());
  }

  /** What there are no words of is told by names alone. */
  wantNames(people: readonly PersonId[]): void {
    this.#askNames(people);
    this.#pump();
  }

  /** Somebody comes to the list again: what they see is looked up again, for it may say something else by now. */
  beginAnew(): void {
    this.#known = new Set();
  }

  /** There is a line again. */
  reached(): void {
    const away = this.#away;
    this.#away = [];
    for (const wanted of away) this.#ask(wanted);
    this.#askNames([...this.#awayPeople]);
    this.#awayPeople.clear();
    this.#pump();
  }

  async #look(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      const found = await this.#ports.held(batch);
      this.#learn(found);
      for (const wanted of batch) {
        const message = found.messages.get(wordsKey(wanted));
        if (!message) this.#ask(wanted);
        this.#askNames([...wanted.people, ...(message?.mentions ?? [])]);
      }
      this.#pump();
    }
    this.#isLooking = false;
  }

  #ask(wanted: Wanted): void {
    this.#messages.set(wordsKey(wanted), wanted);
  }

  #askNames(people: readonly PersonId[]): void {
    for (const person of people) if (!this.#named.has(person)) this.#people.add(person);
  }

  #learn({ messages, names }: Found): void {
    for (const person of names.keys()) {
      this.#named.add(person);
      this.#people.delete(person);
    }
    this.#ports.learned({ messages, names });
  }

  #pump(): void {
    while (this.#running < AT_ONCE) {
      const ask = this.#next();
      if (!ask) return;
      this.#running += 1;
      void ask().finally(() => {
        this.#running -= 1;
        this.#pump();
      });
    }
  }

  #next(): (() => Promise<void>) | null {
    const [message] = this.#messages.values();
    if (message) {
      this.#messages.delete(wordsKey(message));
      return () => this.#askAround(message);
    }
    const [person] = this.#people;
    if (person === undefined) return null;
    this.#people.delete(person);
    return () => this.#askName(person);
  }

  async #askAround(wanted: Wanted): Promise<void> {
    const key = wordsKey(wanted);
    const answer = await this.#ports.around(wanted.room, wanted.seq);
    if (!answer.ok) {
      const isLater = isRetryable(answer.code);
      if (isLater) this.#away.push(wanted);
      const told = new Map([[key, isLater ? "away" : "none"] as const]);
      return this.#ports.learned({ messages: told, names: new Map() });
    }
    const { messages } = answer.value;
    // What was said near it needs not be asked for.
    for (const other of messages.keys()) this.#messages.delete(other);
    this.#learn({ messages, names: new Map() });
    const words = messages.get(key);
    if (words) this.#askNames(words.mentions);
    else this.#ports.learned({ messages: new Map([[key, "none"]]), names: new Map() });
  }

  async #askName(person: PersonId): Promise<void> {
    this.#named.add(person);
    const answer = await this.#ports.nameOf(person);
    if (answer.ok) {
      return this.#learn({ messages: new Map(), names: new Map([[person, answer.value]]) });
    }
    if (!isRetryable(answer.code)) return;
    this.#named.delete(person);
    this.#awayPeople.add(person);
  }
}
