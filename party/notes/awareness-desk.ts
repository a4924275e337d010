import { decodeWith } from "#protocol/decode-up.ts";
import { parseJson } from "#protocol/decode.ts";
import type { PersonId } from "#protocol/ids.ts";
import { MAX_AWARENESS_BYTES } from "#protocol/notes/limits.ts";
import { utf8Length } from "#protocol/text.ts";
import * as v from "valibot";
import { applyAwarenessUpdate } from "y-protocols/awareness";
import type { Authors } from "./authors.ts";
import type { NoteSeat } from "./note-seat.ts";
import type { NoteSeats } from "./note-seats.ts";
import type { Engine } from "./ports.ts";
import type { AwarenessEntry } from "./read-frame.ts";
import { awarenessFrame, awarenessUpdate } from "./write-awareness.ts";

const MAX_CLIENT_ID = 2 ** 32 - 1;
/** The state of an editor that is gone, as y-protocols writes it. */
const GONE = "null";

const State = v.record(v.string(), v.unknown());

type Desk = { seats: NoteSeats; authors: Authors; engine: Engine };

/** Where editors say they are. Each socket speaks for one client id of Yjs's, and who that is only the server says. */
export class AwarenessDesk {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** After sleep: what the sockets remember of it. */
  recall(seat: NoteSeat): void {
    const { awareness } = seat.note;
    if (!awareness) return;
    const { authors, engine } = this.#desk;
    authors.show(seat.memory.person, awareness.clientId);
    if (awareness.state === null) return;
    const update = awarenessUpdate({ ...awareness, state: awareness.state });
    applyAwarenessUpdate(engine.awareness, update, seat.line);
  }

  /**
   * The socket is gone, and so is its editor: it may have had no time to say so. One that came back meanwhile has said more since, so that
   * this is old news of it.
   */
  left(seat: NoteSeat): void {
    const { awareness } = seat.note;
    if (awareness?.state) this.#pass(seat, { ...awareness, state: GONE });
  }

  /** What is not this socket's own is passed over: editors repeat what they have heard of others. Gives why it is no state, or null. */
  hear(seat: NoteSeat, entries: readonly AwarenessEntry[]): "malformed" | "frame_too_large" | null {
    const mine = entries.filter(({ clientId }) => this.mayBe(seat, clientId));
    const known = seat.note.awareness?.clientId;
    // Whoever comes first under an id that is nobody's has it.
    const isFirst = known === undefined && mine.length === 1;
    const entry = isFirst ? mine[0] : mine.find(({ clientId }) => clientId === known);
    return entry ? this.#tell(seat, entry) : null;
  }

  /** Whether this socket may speak, or write, under this client id: it is nobody's, or its person's. */
  mayBe({ memory }: NoteSeat, clientId: number): boolean {
    const owner = this.#desk.authors.of(clientId);
    return clientId <= MAX_CLIENT_ID && (owner === undefined || owner === memory.person);
  }

  #tell(seat: NoteSeat, entry: AwarenessEntry): "malformed" | "frame_too_large" | null {
    if (utf8Length(entry.state) > MAX_AWARENESS_BYTES) return "frame_too_large";
    const state = entry.state === GONE ? GONE : stateOf(entry.state, seat.memory.person);
    if (state === null) return "malformed";
    this.#desk.authors.show(seat.memory.person, entry.clientId);
    const told = { clientId: entry.clientId, clock: entry.clock };
    seat.rememberNote({ awareness: { ...told, state: state === GONE ? null : state } });
    this.#pass(seat, { ...told, state });
    return null;
  }

  #pass(seat: NoteSeat, entry: AwarenessEntry): void {
    const { engine, seats } = this.#desk;
    seats.hold(seat);
    engine.receive(seat.line, awarenessFrame(entry));
    seats.release();
  }
}

/** Who somebody is only the server says: whatever an editor claims is replaced. Null: it is no state. */
function stateOf(text: string, person: PersonId): string | null {
  const json = parseJson(text);
  const decoded = decodeWith(State, json);
  if (!decoded.ok || Array.isArray(json)) return null;
  return JSON.stringify({ ...decoded.value, user: { id: person } });
}
