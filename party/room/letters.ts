import type { RoomEvent } from "#protocol/events.ts";
import { factOf, type Letter } from "#protocol/inbox/facts.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { LetterPage } from "../rooms.ts";
import type { Journal } from "./journal.ts";

/** Events that one letter tells of. */
const PAGE = 500;
/** Of messages that others were about, so many are remembered: in a lively talk the same few are meant again and again. */
const REMEMBERED = 2_000;

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

  /** What happened after event `after`. */
  async page(after: number): Promise<LetterPage> {
    const journal = this.#journal;
    const events = await journal.read(after + 1, after + PAGE);
    for (const event of events) if (event.type === "message.posted") this.#remember(event);
    await this.#recall(events.flatMap(isAbout));
    const facts = events.flatMap((event) => factOf(event, (seq) => this.#known.get(seq)) ?? []);
    const to = events.at(-1)?.seq ?? Math.max(after, journal.head);
    const { room, epoch, head } = journal;
    const letter: Letter = { room, epoch, from: after, to, head, since: this.#since, facts };
    this.#forgetOld();
    return { letter, isAll: to >= head };
  }

  async #recall(seqs: readonly number[]): Promise<void> {
    for (const seq of seqs) {
      if (this.#known.has(seq)) continue;
      const [event] = await this.#journal.read(seq, seq);
      if (event?.type !== "message.posted") continue;
      this.#remember(event);
      // An edit of a reply is of its thread, whose first message has an author, too.
      if (event.thread !== undefined) await this.#recall([event.thread]);
    }
  }

  #remember({ seq, by, thread, alsoInRoom }: Extract<RoomEvent, { type: "message.posted" }>) {
    this.#known.set(seq, { by, thread, alsoInRoom });
  }

  #forgetOld(): void {
    for (const seq of this.#known.keys()) {
      if (this.#known.size <= REMEMBERED) return;
      this.#known.delete(seq);
    }
  }
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
