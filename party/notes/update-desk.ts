import { MAX_NOTE_BYTES, MAX_NOTE_UPDATE_BYTES } from "#protocol/notes/limits.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import type { Clock } from "../object/ports.ts";
import type { Authors } from "./authors.ts";
import type { AwarenessDesk } from "./awareness-desk.ts";
import type { NoteHistory } from "./history.ts";
import type { NoteSeat } from "./note-seat.ts";
import type { NoteSeats } from "./note-seats.ts";
import type { Engine } from "./ports.ts";
import type { UpdateLog } from "./update-log.ts";
import { hasTaken, vetUpdate } from "./vet-update.ts";

type Desk = {
  clock: Clock;
  seats: NoteSeats;
  authors: Authors;
  engine: Engine;
  log: UpdateLog;
  awareness: AwarenessDesk;
  history: NoteHistory;
  /** A change was stored. */
  changed: () => void;
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
    const { authors, awareness, engine, history, log } = this.#desk;
    // Everyone who has nothing to add says so, those who may only read as well.
    if (isEmpty(update)) return null;
    if (!seat.note.mayWrite) return "not_allowed";
    const vetted = vetUpdate(engine.document, update);
    if (!vetted.ok) return vetted.code;
    if (vetted.isEmpty) return null;
    const clientIds = [...vetted.authors.keys()];
    if (!clientIds.every((id) => awareness.mayBe(seat, id))) return "note_not_yours";
    const isGrowing = clientIds.length > 0;
    if (!(await this.#hasRoomFor(update, isGrowing))) return "note_full";
    const { person } = seat.memory;
    await history.before(person);
    const isNew = this.#apply(seat, frame, vetted.authors);
    if (isNew) {
      const stored = { by: person, at: this.#desk.clock.now(), update };
      // Under way before anything is sent: the host holds that back until this is durable, or this waits for it.
      const written = log.append(stored, authors.bind(person, clientIds));
      history.changed(person, stored.at, log.head);
      this.#desk.changed();
      await written;
    }
    this.#desk.seats.release();
    seat.rememberNote({ sent: seat.note.sent + 1 });
    seat.say({ t: "saved", updates: seat.note.sent });
    return null;
  }

  /** Lets the document take the change, and holds back what others are to hear of it. Whether anything was new in it. */
  #apply(seat: NoteSeat, frame: Uint8Array, authors: ReadonlyMap<number, number>): boolean {
    const { engine, seats } = this.#desk;
    let isNew = false;
    const note = () => {
      isNew = true;
    };
    seats.hold(seat);
    engine.document.on("update", note);
    engine.receive(seat.line, frame);
    engine.document.off("update", note);
    if (!hasTaken(engine.document, authors)) throw new Error("a note has not taken a change whole");
    return isNew;
  }

  /** What only takes away may go a little further, so that whoever is at the end can make room. */
  async #hasRoomFor(update: Uint8Array, isGrowing: boolean): Promise<boolean> {
    const { log, engine, history } = this.#desk;
    const most = MAX_NOTE_BYTES + (isGrowing ? 0 : MAX_NOTE_UPDATE_BYTES * 4);
    if (log.bytes + update.length <= most) return true;
    // What is stored is longer than what it comes to: counted exactly, there may be room.
    if (log.isExact) return false;
    await log.compact(engine.document, history.rows());
    return log.bytes + update.length <= most;
  }
}

/** No part and no deletion. */
function isEmpty(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0;
}
