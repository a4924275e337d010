import {
  MAX_NOTE_BYTES,
  MAX_NOTE_FRAME_BYTES,
  MAX_NOTE_UPDATE_BYTES,
} from "#protocol/notes/limits.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import type { Counting } from "../meter/tally.ts";
import type { Clock } from "../object/ports.ts";
import { dismissalOf } from "../object/standing.ts";
import type { Authors } from "./authors.ts";
import type { AwarenessDesk } from "./awareness-desk.ts";
import type { NoteHistory } from "./history.ts";
import { mentionsIn } from "./mentions-in.ts";
import type { Mentions } from "./mentions.ts";
import type { NoteSeat } from "./note-seat.ts";
import type { NoteSeats } from "./note-seats.ts";
import type { News } from "./news.ts";
import type { Engine } from "./ports.ts";
import type { Origins } from "./origins.ts";
import { refuse } from "./refuse.ts";
import type { UpdateLog } from "./update-log.ts";
import { hasTaken, vetUpdate } from "./vet-update.ts";

/** What an answer takes on a slow line, and some more. */
const ANSWERS_WITHIN_MS = 10_000;

type Desk = {
  clock: Clock;
  seats: NoteSeats;
  authors: Authors;
  origins: Origins;
  engine: Engine;
  log: UpdateLog;
  awareness: AwarenessDesk;
  history: NoteHistory;
  news: News;
  mentions: Mentions;
  counts: Counting;
  /** A change was stored. */
  changed: () => void;
  /** And may be shown. */
  told: () => void;
};

/** Takes changes of the document: each is looked at, made durable, and only then told to others and said to be saved. */
export class UpdateDesk {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /**
   * In a turn of the note's. `frame` is what the change came in. Gives why it is not taken, or null.
   * @throws Error when the document and storage may disagree now: then this note has to be read anew.
   */
  async take(seat: NoteSeat, update: Uint8Array, frame: Uint8Array): Promise<RefusalCode | null> {
    const { authors, awareness, engine, history, log, news, mentions, origins } = this.#desk;
    const vetted = vetUpdate(engine.document, update);
    const { mayWrite } = seat.note;
    if (!vetted.ok && vetted.code === "malformed") return "malformed";
    if (!vetted.ok) return mayWrite ? this.#wait(seat, update) : "not_allowed";
    if (vetted.isEmpty) return null;
    // Whoever comes back, readers as well, tells all that was ever deleted; there is nothing to store.
    if (!vetted.isNews) return this.#saved(seat);
    if (!mayWrite) return "not_allowed";
    const clientIds = [...vetted.authors.keys()];
    if (!clientIds.every((id) => awareness.mayBe(seat, id))) return "note_not_yours";
    const isGrowing = clientIds.length > 0;
    if (!(await this.#hasRoomFor(update, isGrowing))) return "note_full";
    const { person } = seat.memory;
    await history.before(person, vetted.deletions);
    origins.before(engine.document, vetted, person);
    const tidied = this.#apply(seat, frame, vetted.authors);
    const at = this.#desk.clock.now();
    const stored = [update, ...tidied].map((each) => ({ by: person, at, update: each }));
    // Under way before anything is sent: the host holds that back until this is durable, or this waits for it.
    const heard = news.changed(person, at);
    const beside = new Map([
      ...authors.bind(person, clientIds),
      ...heard.put,
      ...mentions.found(mentionsIn(vetted.structs), seat.memory),
    ]);
    const written = log.append(stored, beside);
    history.changed(person, at, log.head);
    this.#desk.changed();
    await written;
    heard.tell();
    for (const each of stored) {
      this.#desk.counts.add("note_updates");
      this.#desk.counts.add("note_update_bytes", "", each.update.length);
    }
    this.#desk.seats.release();
    this.#desk.told();
    return this.#saved(seat);
  }

  /**
   * Whoever comes back and goes on writing says that before they have answered what the note asks; what it stands on is in the answer, and
   * so is it. Once they have answered, nothing may be missing any more.
   */
  #wait(seat: NoteSeat, update: Uint8Array): RefusalCode | null {
    const bytes = seat.waiting.reduce((sum, { update: { length } }) => sum + length, update.length);
    if (seat.note.hasAnswered || bytes > MAX_NOTE_FRAME_BYTES) return "note_out_of_step";
    const number = seat.note.sent + 1;
    seat.waiting.push({ number, update });
    seat.rememberNote({ sent: number, isWaiting: true });
    this.#desk.clock.after(ANSWERS_WITHIN_MS, () => {
      const isMissing = seat.waiting.some((waiting) => waiting.number === number);
      if (isMissing && dismissalOf(seat) === null) refuse(seat, "note_out_of_step");
    });
    return null;
  }

  /**
   * Lets the document take the change, and holds back what others are to hear of it. Gives what the document has changed by itself
   * after that: Yjs takes marks of formatting out that have become of no use.
   */
  #apply(seat: NoteSeat, frame: Uint8Array, authors: ReadonlyMap<number, number>): Uint8Array[] {
    const { engine, seats } = this.#desk;
    const changes: Uint8Array[] = [];
    const note = (change: Uint8Array) => void changes.push(change);
    seats.hold(seat);
    engine.document.on("update", note);
    engine.receive(seat.line, frame);
    engine.document.off("update", note);
    if (!hasTaken(engine.document, authors)) throw new Error("a note has not taken a change whole");
    return changes.slice(1);
  }

  /** One more of this socket's changes is durable: those up to the first that still waits are said to be. */
  #saved(seat: NoteSeat): null {
    seat.waiting = seat.waiting.filter(({ update }) => !this.#isThere(update));
    const [first] = seat.waiting;
    seat.rememberNote({ sent: seat.note.sent + 1, isWaiting: first !== undefined });
    seat.say({ t: "saved", updates: first ? first.number - 1 : seat.note.sent });
    return null;
  }

  #isThere(update: Uint8Array): boolean {
    const vetted = vetUpdate(this.#desk.engine.document, update);
    return vetted.ok && !vetted.isNews;
  }

  /** Puts the changes together, which tell much beside the document until then. */
  async merge(): Promise<void> {
    const { log, engine, history, origins } = this.#desk;
    const beside = [...(await history.beforeMerging()), ...origins.rows()];
    await log.compact(engine.document, new Map(beside));
  }

  /** What only takes away may go a little further, so that whoever is at the end can make room. */
  async #hasRoomFor(update: Uint8Array, isGrowing: boolean): Promise<boolean> {
    const { log } = this.#desk;
    const most = MAX_NOTE_BYTES + (isGrowing ? 0 : MAX_NOTE_UPDATE_BYTES * 4);
    if (log.bytes + update.length <= most) return true;
    // What is stored is longer than what it comes to: counted exactly, there may be room.
    if (log.isExact) return false;
    await this.merge();
    return log.bytes + update.length <= most;
  }
}
