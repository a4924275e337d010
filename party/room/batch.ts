import type { RoomCommand } from "#protocol/commands.ts";
import { erasedBy } from "#protocol/erasure.ts";
import type { MessageDeleted, MessagePosted, NewEvent, RoomEvent } from "#protocol/events.ts";
import type { CommandId, PersonId } from "#protocol/ids.ts";
import { applyFacts, type RoomFacts } from "#protocol/room-state.ts";
import { asDeleted, deletionsIn } from "#protocol/tombstone.ts";
import type { Author } from "../rooms.ts";
import type { Target } from "./decide-message.ts";
import type { Departed } from "./departed.ts";
import { write, type Written } from "./event-rows.ts";
import type { IdMemory } from "./id-memory.ts";
import type { Journal } from "./journal.ts";
import { StateChanges } from "./stored-states.ts";

/** What was read for a batch before it is decided, by number: what repeats became, and the messages that commands are about. */
export type Recalled = {
  repeats: ReadonlyMap<number, RoomEvent>;
  messages: ReadonlyMap<number, MessagePosted>;
};

/** Commands that become durable together. Each is decided in the room as the ones before it have left it. */
export class Batch {
  readonly written: Written[] = [];
  state: RoomFacts;
  readonly #ids: IdMemory;
  readonly #recalled: Recalled;
  readonly #changes: StateChanges;
  readonly #deletions: MessageDeleted[] = [];
  readonly #accepted = new Map<string, RoomEvent>();
  readonly #departed: Departed;
  /** Those who depart by this very batch. */
  readonly #departing = new Set<PersonId>();

  constructor(journal: Journal, ids: IdMemory, recalled: Recalled) {
    this.state = journal.state;
    this.#departed = journal.departed;
    this.#ids = ids;
    this.#recalled = recalled;
    this.#changes = new StateChanges(journal.states);
  }

  /** Whether this person's account was deleted: whatever they still hold, nothing more comes from them. */
  hasDeparted(person: PersonId): boolean {
    return this.#departed.has(person) || this.#departing.has(person);
  }

  /** What this author's command became, in this batch or long ago. */
  find(command: RoomCommand, by: Author): RoomEvent | undefined {
    if (command.type === "history.import") return undefined;
    const seq = this.#ids.find("live", by.person, command.id);
    const event =
      seq === undefined
        ? this.#accepted.get(nameOf(by.person, command.id))
        : this.#recalled.repeats.get(seq);
    return event && asDeleted(event, this.#deletions);
  }

  /** The message with this number, as the commands before have left it. Only what was recalled, or said in this batch, is found. */
  message(seq: number): Target | undefined {
    const said = this.written[seq - (this.written[0]?.event.seq ?? 0)]?.event;
    const event = said ?? this.#recalled.messages.get(seq);
    if (event?.type !== "message.posted") return undefined;
    const now = asDeleted(event, this.#deletions);
    return now.type === "message.posted"
      ? { event: now, state: this.#changes.get(seq) }
      : undefined;
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
    for (const event of events) this.#changes.apply(event);
    this.written.push(...events.map(write));
    const deletions = deletionsIn(events);
    if (deletions.length > 0) {
      this.#deletions.push(...deletions);
      this.#takeWordsBack();
    }
    return events;
  }

  /** Nobody hears what was said and deleted in one breath. */
  #takeWordsBack() {
    for (const [place, { event }] of this.written.entries()) {
      const after = asDeleted(event, this.#deletions);
      if (after !== event) this.written[place] = write(after);
    }
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
