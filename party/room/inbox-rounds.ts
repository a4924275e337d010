import { outsidersOf, type Fact, type Letter } from "#protocol/inbox/facts.ts";
import { PersonId } from "#protocol/ids.ts";
import { spreadOf } from "#protocol/spread.ts";
import * as v from "valibot";
import type { Alarms } from "../object/alarms.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Answer, LetterPage } from "../rooms.ts";
import { HereRounds, THOSE_HERE } from "./here-rounds.ts";
import type { Journal } from "./journal.ts";
import { KEY } from "./keys.ts";
import { Letters } from "./letters.ts";
import type { World } from "./ports.ts";
import { CALLED_AT_ONCE, pauseForAll } from "./round-pauses.ts";

/** Whoever was not reached is tried again after this, doubled each time. */
const RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 5 * 60_000;
/** When all is told, the mark is stored after this; and so long after it should have begun a round begins again. */
const SOON_MS = 3_000;
/** Whose alarm it is. */
export const INBOXES = "inboxes";

/** More than this is not told event by event. */
const FAR_EVENTS = 2_000;
/** So few events that came during a round wait for the next one. */
const FEW_EVENTS = 100;

/** What inboxes were told: all events from `since` up to `told` by everyone, but for those who are `owed`. */
type Row = { since: number; told: number; owed: PersonId[] };

/**
 * The room's own outbox to its members' inboxes. What is told may be told again, so the mark moves only when a round is over; who was
 * not reached is remembered, and finds out by itself what it has missed (docs/decisions/0043).
 */
export class InboxRounds {
  readonly #world: World;
  readonly #journal: Journal;
  readonly #alarms: Alarms;
  readonly #letters: Letters;
  /** Those who can be told more often. */
  readonly #here: HereRounds;
  readonly #since: number;
  #told: number;
  #owed: ReadonlySet<PersonId>;
  /** How far those who are named were told. */
  #toldNamed: number;
  /** How long after it woke this room wakes no inboxes, in ms. */
  readonly #spread: number;
  #wokeAt: number;
  /** The last event that may call everyone. */
  #calledAt = 0;
  #lastRoundAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #isRunning = false;
  /** The mark has moved, and is not stored. Lost, it costs a round that tells everyone what they know. */
  #isMoved = false;
  #isOver = false;

  private constructor(world: World, journal: Journal, alarms: Alarms, row: Row) {
    const { since, told, owed } = row;
    this.#world = world;
    this.#journal = journal;
    this.#alarms = alarms;
    const letters = new Letters(journal, since);
    this.#letters = letters;
    this.#here = new HereRounds({ world, journal, alarms, letters }, told);
    this.#since = since;
    this.#told = told;
    // Who was named before this room woke was told then, or is told with everyone. The mark may be as old as a talk is long, and all who
    // came in it would be told in the second in which people come back from a restart.
    this.#toldNamed = journal.head;
    this.#owed = new Set(owed);
    const members = Object.keys(journal.state.members).length;
    this.#spread = spreadOf(members);
    this.#wokeAt = world.clock.now();
  }

  static async open(world: World, journal: Journal, alarms: Alarms): Promise<InboxRounds> {
    const row = await world.storage.get(KEY.inboxes);
    // A room from before there were inboxes: what was said until now was never told, and is no news.
    const { head } = journal;
    const known = row === undefined ? { since: head, told: head, owed: [] } : parseRow<Row>(row);
    const rounds = new InboxRounds(world, journal, alarms, known);
    if (rounds.#isDue) alarms.wish(INBOXES, Math.max(world.clock.now() + SOON_MS, rounds.#firstAt));
    return rounds;
  }

  /** What a room stores with its first events, so that none of them goes untold if it ends there. */
  static firstRow(): [string, string] {
    return [KEY.inboxes, JSON.stringify({ since: 0, told: 0, owed: [] } satisfies Row)];
  }

  /** The log has grown; `calls`: everyone is called by it. No timer is kept for what can wait: it would keep the room from sleeping. */
  grown(calls = false): void {
    if (calls) this.#calledAt = this.#journal.head;
    const now = this.#world.clock.now();
    // The machine's clock may have been set back since.
    this.#wokeAt = Math.min(this.#wokeAt, now);
    this.#lastRoundAt = Math.min(this.#lastRoundAt, now);
    const mayAt = Math.max(this.#firstAt, this.#lastRoundAt + this.#pause());
    const isTime = now >= mayAt;
    // An alarm stands behind a round too, should the room end in it.
    const nextAt = isTime ? now + SOON_MS : mayAt;
    this.#alarms.wish(INBOXES, nextAt);
    // One that takes longer than its pause does not tell what came after it began.
    if (isTime && !this.#isRunning) void this.#round();
    else {
      void this.#tellNamed();
      // A round that is still on its way only moves the alarm on: nobody knows when everyone is told.
      const allAt = this.#isRunning ? Number.POSITIVE_INFINITY : nextAt;
      void this.#quietly(() => this.#here.grown(allAt));
    }
  }

  /** The host's timer has gone off: for everyone, or for those who are here, whom a round of everyone tells, too. Never throws. */
  async run(isDue: (part: string) => boolean): Promise<void> {
    if (isDue(INBOXES) && this.#mayBegin()) await this.#round();
    else if (isDue(THOSE_HERE)) await this.#quietly(() => this.#here.run());
    await this.#settle();
  }

  /** Whether there is anything to tell, and now; for later an alarm is set. */
  #mayBegin(): boolean {
    if (!this.#isDue) return false;
    const now = this.#world.clock.now();
    // Behind a round that is still on its way another alarm has to stand. One that was set before this room woke is everyone's, and knows
    // nothing of those who are coming back.
    const mayAt = this.#isRunning ? now + SOON_MS : this.#firstAt;
    if (now >= mayAt) return true;
    this.#alarms.wish(INBOXES, mayAt);
    return false;
  }

  /** Any timer of the room's: where everyone is told, the mark is stored, and nothing more has to be done. */
  async #settle(): Promise<void> {
    if (this.#isDue || this.#isRunning) return;
    if (this.#isMoved) await this.#quietly(() => this.#store());
    // While it was stored more may have happened, whose alarm this would be.
    if (!this.#isMoved && !this.#isDue) this.#alarms.wish(INBOXES, null);
  }

  /** What an inbox asks for that was not told everything. `arrived`: whose it is, where they have just come and will want to hear what follows. */
  answer(after: number, arrived?: PersonId): Promise<Answer<LetterPage>> {
    // Before it is read: of what is said meanwhile they hear as those who are here do.
    if (arrived) this.#here.arrived(arrived);
    return this.#letters.answer(after);
  }

  /** The room has given up: the next one tells what is left. */
  end(): void {
    this.#isOver = true;
  }

  /**
   * After a restart people come back within this time (0057), and a round would wake all their inboxes in just that: a room of five hundred
   * took ten seconds longer to let them in. Who was sent away is known; after a crash it is anyone. Those who are named are told at once all the same.
   */
  get #firstAt(): number {
    return Math.max(this.#wokeAt + this.#spread, this.#world.mayWakeAllAt());
  }

  get #isDue(): boolean {
    return this.#told < this.#journal.head || this.#owed.size > 0;
  }

  #pause(): number {
    const members = Object.keys(this.#journal.state.members).length;
    return pauseForAll(members, this.#calledAt > this.#told);
  }

  /** Whoever is named, or answered, hears of it now; with the next round they hear it again, which changes nothing. */
  async #tellNamed(): Promise<void> {
    const from = Math.max(this.#toldNamed, this.#told);
    this.#toldNamed = this.#journal.head;
    await this.#quietly(async () => {
      const { letter } = await this.#letters.page(from);
      const { members } = this.#journal.state;
      const all = idsIn(members);
      const areCalled = all.length <= CALLED_AT_ONCE && letter.facts.some(callsAll);
      const named = new Set([...(areCalled ? all : []), ...letter.facts.flatMap(concerned)]);
      const outside = new Set(letter.facts.flatMap(outsidersOf));
      const people = [...named].filter((person) => members[person] ?? outside.has(person));
      // Their inbox may not have heard what came before in this window: it asks, as for any gap.
      if (people.length > 0) await this.#deliver(people, letter);
    });
  }

  async #round(): Promise<void> {
    if (this.#isRunning || this.#isOver || this.#journal.restoring) return;
    this.#isRunning = true;
    this.#lastRoundAt = this.#world.clock.now();
    // Should the room end in this round: the alarm that has led to it is gone, and the archive, done, may have taken back its own.
    this.#alarms.wish(INBOXES, this.#lastRoundAt + SOON_MS);
    const isDone = await this.#quietly(() => this.#tellAll());
    this.#isRunning = false;
    if (this.#isOver) return;
    const isOwing = !isDone || this.#owed.size > 0;
    this.#failures = isOwing ? this.#failures + 1 : 0;
    const retry = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** Math.min(this.#failures, 10));
    const hasMore = isDone && this.#told < this.#journal.head;
    const wait = hasMore ? this.#pause() : isOwing ? retry : SOON_MS;
    this.#alarms.wish(INBOXES, this.#world.clock.now() + wait);
  }

  async #tellAll(): Promise<void> {
    const journal = this.#journal;
    do {
      // Far behind (a room that was restored), everyone is told where it stands, and asks for what they have not read.
      const isFar = journal.head - this.#told > FAR_EVENTS;
      const after = isFar ? journal.head : this.#told;
      const unreached = isFar ? await this.#tellOutsiders(after) : [];
      const { letter } = await this.#letters.page(after);
      const missed = [
        ...unreached,
        ...(await this.#deliver(this.#recipients(letter, isFar), letter)),
      ];
      this.#here.allTold(letter.to);
      this.#told = letter.to;
      this.#owed = new Set(missed);
      this.#isMoved = true;
      // Who is owed something has to be remembered before the room may sleep.
      if (missed.length > 0) await this.#store();
    } while (journal.head - this.#told > FEW_EVENTS);
  }

  /** Whoever has left, or was asked in or out, is no member whom the next letter reaches. Gives who was not reached. */
  async #tellOutsiders(upTo: number): Promise<PersonId[]> {
    const missed: PersonId[] = [];
    for await (const letter of this.#letters.toOutsiders(this.#told, upTo)) {
      const people = new Set(letter.facts.flatMap(outsidersOf));
      missed.push(...(await this.#deliver([...people], letter)));
    }
    return missed;
  }

  /** Gives who was not reached. */
  async #deliver(people: readonly PersonId[], letter: Letter): Promise<readonly PersonId[]> {
    const answer = await this.#world.inboxes.deliver(people, letter);
    this.#here.met(people, answer);
    return answer.missed;
  }

  async #store(): Promise<void> {
    const row: Row = { since: this.#since, told: this.#told, owed: [...this.#owed] };
    await this.#world.storage.commit({ put: new Map([[KEY.inboxes, JSON.stringify(row)]]) });
    this.#isMoved = false;
  }

  /** Where nothing has happened only those who were not reached are told; they ask for what they missed. */
  #recipients(letter: Letter, isFar: boolean): PersonId[] {
    if (letter.from === letter.to && !isFar) return [...this.#owed];
    const outside = letter.facts.flatMap(outsidersOf);
    return [...new Set([...this.#owed, ...idsIn(this.#journal.state.members), ...outside])];
  }

  async #quietly(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.name : "unknown";
      this.#world.log("inboxes.failed", { room: this.#journal.room, reason });
      return false;
    }
  }
}

function callsAll(fact: Fact): boolean {
  return fact.type === "said" && fact.calls !== undefined;
}

function idsIn(people: Readonly<Record<string, unknown>>): PersonId[] {
  return Object.keys(people).map((person) => v.parse(PersonId, person));
}

/** Whom a fact is about more than everyone else. */
function concerned(fact: Fact): PersonId[] {
  switch (fact.type) {
    case "said": {
      const { mentions = [], replyTo, thread, by } = fact;
      const authors = [replyTo?.by, thread?.by].filter((person) => person !== undefined);
      return [...mentions, ...authors].filter((person) => person !== by);
    }
    case "edited":
      return (fact.mentions ?? []).filter((person) => person !== fact.by);
    case "reacted":
      return fact.target.by && fact.target.by !== fact.by ? [fact.target.by] : [];
    case "deleted":
      return [];
    case "joined":
      return [fact.by];
    case "noted":
      return [fact.person];
    case "left":
    case "invited":
    case "uninvited":
      return outsidersOf(fact);
  }
}
