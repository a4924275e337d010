import type { RoomEvent } from "#protocol/events.ts";
import { factOf, outsidersOf, type Letter } from "#protocol/inbox/facts.ts";
import type { PersonId } from "#protocol/ids.ts";
import { refusal } from "#protocol/refusals.ts";
import type { Answer, LetterPage } from "../rooms.ts";
import type { Journal } from "./journal.ts";

/** Events that one letter tells of. */
const PAGE = 500;
/** Of messages that others were about, so many are remembered: in a lively talk the same few are meant again and again. */
const REMEMBERED = 200;

type Posted = Extract<RoomEvent, { type: "message.posted" }>;
type Known = { by: PersonId; thread?: number | undefined; alsoInRoom?: true | undefined };

/** Writes what a room tells inboxes: numbers and people, never words. */
export class Letters {
  readonly #journal: Journal;
  readonly #since: number;
  readonly #known = new Map<number, Known>();

  /** `since`: what happened up to there was before there were inboxes. */
  constructor(journal: Journal, since: number) {
    this.#journal = journal;
    this.#since = since;
  }

  /** What an inbox asks for that has not heard everything. */
  async answer(after: number): Promise<Answer<LetterPage>> {
    // The room's storage was lost, and is not back yet: what it seems to be is not what happened.
    if (this.#journal.head === 0) return { ok: false, refusal: refusal("unavailable") };
    return { ok: true, value: await this.page(after) };
  }

  /** What happened after event `after`. */
  async page(after: number): Promise<LetterPage> {
    const journal = this.#journal;
    const events = await journal.read(after + 1, after + PAGE);
    const known = new Map<number, Known>();
    for (const event of events)
      if (event.type === "message.posted") known.set(event.seq, knownOf(event));
    await this.#recall(events.flatMap(isAbout), known);
    const facts = events.flatMap((event) => factOf(event, (seq) => known.get(seq)) ?? []);
    const to = events.at(-1)?.seq ?? Math.max(after, journal.head);
    const { room, epoch, head, began } = journal;
    const range = { from: after, to, head, since: this.#since };
    const letter: Letter = { room, epoch, ...range, ...(began !== undefined && { began }), facts };
    for (const [seq, message] of known) this.#known.set(seq, message);
    this.#forgetOld();
    return { letter, isAll: to >= head };
  }

  /** Of what happened after event `after`, up to `upTo`: the pages that tell somebody who is in the room no more, or not yet. */
  async *toOutsiders(after: number, upTo: number): AsyncGenerator<Letter> {
    for (let from = after; from < upTo; from += PAGE) {
      const events = await this.#journal.read(from + 1, Math.min(from + PAGE, upTo));
      if (events.some(isForOutsiders)) yield (await this.page(from)).letter;
    }
  }

  /** Into `known`, which is this letter's own: what all remember may be forgotten by another letter while this one is written. */
  async #recall(seqs: readonly number[], known: Map<number, Known>): Promise<void> {
    for (const seq of seqs) {
      const message = known.get(seq) ?? this.#known.get(seq) ?? (await this.#read(seq));
      if (!message) continue;
      known.set(seq, message);
      // An edit of a reply is of its thread, whose first message has an author, too.
      if (message.thread !== undefined) await this.#recall([message.thread], known);
    }
  }

  async #read(seq: number): Promise<Known | null> {
    const [event] = await this.#journal.read(seq, seq);
    return event?.type === "message.posted" ? knownOf(event) : null;
  }

  #forgetOld(): void {
    for (const seq of this.#known.keys()) {
      if (this.#known.size <= REMEMBERED) return;
      this.#known.delete(seq);
    }
  }
}

function knownOf({ by, thread, alsoInRoom }: Posted): Known {
  return { by, thread, alsoInRoom };
}

function isForOutsiders(event: RoomEvent): boolean {
  const fact = factOf(event, () => undefined);
  return fact !== null && outsidersOf(fact).length > 0;
}

/** The messages that have to be known to tell of an event. */
function isAbout(event: RoomEvent): number[] {
  switch (event.type) {
    case "message.posted":
      return [event.replyTo, event.thread].filter((seq) => seq !== undefined);
    case "message.edited":
    case "message.reacted":
      return [event.target];
    case "message.deleted":
    case "message.pinned":
    case "note.mentioned":
    case "room.created":
    case "member.joined":
    case "member.left":
    case "member.invited":
    case "member.uninvited":
    case "member.renamed":
    case "member.erased":
      return [];
  }
}
