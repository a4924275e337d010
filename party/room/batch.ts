import type { RoomCommand } from "#protocol/commands.ts";
import { erasedBy } from "#protocol/erasure.ts";
import type { NewEvent, RoomEvent } from "#protocol/events.ts";
import type { CommandId, PersonId } from "#protocol/ids.ts";
import { applyFacts, type RoomFacts } from "#protocol/room-state.ts";
import type { Author } from "../rooms.ts";
import type { Departed } from "./departed.ts";
import { write, type Written } from "./event-rows.ts";
import type { IdMemory } from "./id-memory.ts";
import type { Journal } from "./journal.ts";

/** Commands that become durable together. Each is decided in the room as the ones before it have left it. */
export class Batch {
  readonly written: Written[] = [];
  state: RoomFacts;
  readonly #ids: IdMemory;
  readonly #repeats: ReadonlyMap<number, RoomEvent>;
  readonly #accepted = new Map<string, RoomEvent>();
  readonly #departed: Departed;
  /** Those who depart by this very batch. */
  readonly #departing = new Set<PersonId>();

  /** `repeats`: the events, by number, of those ids that were accepted in earlier batches. */
  constructor(journal: Journal, ids: IdMemory, repeats: ReadonlyMap<number, RoomEvent>) {
    this.state = journal.state;
    this.#departed = journal.departed;
    this.#ids = ids;
    this.#repeats = repeats;
  }

  /** Whether this person's account was deleted: whatever they still hold, nothing more comes from them. */
  hasDeparted(person: PersonId): boolean {
    return this.#departed.has(person) || this.#departing.has(person);
  }

  /** What this author's command became, in this batch or long ago. */
  find(command: RoomCommand, by: Author): RoomEvent | undefined {
    if (command.type === "history.import") return undefined;
    const seq = this.#ids.find("live", by.person, command.id);
    if (seq !== undefined) return this.#repeats.get(seq);
    return this.#accepted.get(nameOf(by.person, command.id));
  }

  /** Numbers what `decide` wants. Of imported events only those that the room does not have yet. */
  accept(wanted: readonly NewEvent[]): RoomEvent[] {
    const events: RoomEvent[] = [];
    for (const event of wanted) {
      if (!this.#isKnownImport(event)) {
        const seq = this.state.seq + 1 + events.length;
        const numbered = this.#departed.hide({ ...event, seq });
        events.push(numbered);
        this.#accepted.set(nameOf(event.by, event.id), numbered);
      }
    }
    for (const person of erasedBy(events)) this.#departing.add(person);
    this.state = applyFacts(this.state, events);
    this.written.push(...events.map(write));
    return events;
  }

  /** The memory of this batch's ids, to be stored in the same write as their events. */
  idRows(): Map<string, string> {
    const events = this.written.map(({ event }) => event);
    const live = events.filter(({ imported }) => !imported);
    const imported = events.filter((event) => event.imported);
    return new Map([...this.#ids.note("live", live), ...this.#ids.note("imported", imported)]);
  }

  #isKnownImport({ imported, by, id }: NewEvent): boolean {
    if (!imported) return false;
    return this.#accepted.has(nameOf(by, id)) || this.#ids.find("imported", by, id) !== undefined;
  }
}

function nameOf(by: PersonId, id: CommandId): string {
  return `${by} ${id}`;
}
