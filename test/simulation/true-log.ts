import { withoutName } from "#protocol/erasure.ts";
import type { MessageDeleted, RoomEvent } from "#protocol/events.ts";
import { timeOfId, type CommandId, type PersonId } from "#protocol/ids.ts";
import { ID_TOO_NEW_MS, ID_TOO_OLD_MS } from "#protocol/limits.ts";
import { UNCHANGED, type MessageState } from "#protocol/message-state.ts";
import { applyEvents, EMPTY_ROOM, type RoomState } from "#protocol/room-state.ts";
import { fromRow } from "#party/room/event-rows.ts";
import type { Write } from "#party/object/ports.ts";
import { tombstoneOf } from "#protocol/tombstone.ts";
import { Violation, type Verdict } from "./violation.ts";

const EVENTS = "e:";

/** What has really happened in a room: its log as it became durable, which everything else is measured by. */
export class TrueLog {
  readonly events: RoomEvent[] = [];
  /** By person, the event by which the room was told to forget their name. */
  readonly #departed = new Map<string, number>();
  /** By number, the deletion that took the words of a message or of an edit. */
  readonly #deletions = new Map<number, MessageDeleted>();
  readonly #states: RoomState[] = [EMPTY_ROOM];
  readonly #live = new Map<string, number>();
  readonly #imported = new Set<string>();
  readonly #verdict: Verdict;
  /** Hears of every event in the moment in which it is durable. */
  happened: (event: RoomEvent) => void = () => undefined;

  constructor(verdict: Verdict) {
    this.#verdict = verdict;
  }

  get head(): number {
    return this.events.length;
  }

  /** The room as of event `seq`. */
  stateAt(seq: number): RoomState {
    const state = this.#states[seq];
    if (!state)
      throw new Violation("Someone knows of an event that is not durable.", `event ${seq}`);
    return state;
  }

  /**
   * What message `seq` may be told to be as of event `asOf`: what it was, and, once it is deleted, what it was without the words of
   * its last edits. Whoever is late hears those edits without their words, and of the deletion only after them.
   */
  statesTold(seq: number, asOf: number): MessageState[] {
    const state = this.stateAt(asOf).states.get(seq);
    if (state?.asOf !== asOf) return [];
    const edits = this.#deletions.has(seq) ? state.edits : [];
    const earlier = edits.map((edit) => this.stateAt(edit - 1).states.get(seq));
    const words = earlier.map(({ body, mentions, calls, editedAt } = UNCHANGED) => ({
      body,
      mentions,
      calls,
      editedAt,
    }));
    return [state, ...words.map((each) => ({ ...state, ...each }))];
  }

  /** The number of what this author's command became, if it is durable. */
  find(by: PersonId, id: CommandId): number | undefined {
    return this.#live.get(`${by} ${id}`);
  }

  /** This write is durable from now on. */
  became(write: Write) {
    this.#verdict.watch(() => this.#take(write));
  }

  #take({ put, remove = [] }: Write) {
    if (remove.some((key) => key.startsWith(EVENTS))) {
      throw new Violation("An event was taken out of the log.");
    }
    const rows = [...put.keys()].filter((key) => key.startsWith(EVENTS)).toSorted();
    const events = rows.flatMap((key) => fromRow(put.get(key) ?? "[]"));
    // News first: what it takes out of older rows is taken out in the same write.
    const { head } = this;
    const isNews = ({ seq }: RoomEvent) => seq > head;
    for (const event of events.filter(isNews)) this.#append(event);
    for (const event of events.filter((each) => !isNews(each))) this.#append(event);
  }

  /** Whether someone who holds this event holds the truth, or did before a name was to be forgotten. */
  has(event: RoomEvent): boolean {
    const fact = this.events[event.seq - 1];
    if (fact === undefined) return false;
    return this.#waysToTell(fact).some((told) => isSameEvent(event, told));
  }

  /** As it happened, and without what was to be forgotten since. */
  #waysToTell(fact: RoomEvent): RoomEvent[] {
    const deletion = this.#deletions.get(fact.seq);
    const hasWords = fact.type === "message.posted" || fact.type === "message.edited";
    const told = deletion && hasWords ? [fact, tombstoneOf(fact, deletion)] : [fact];
    return this.#departed.has(fact.by) ? [...told, ...told.map(withoutName)] : told;
  }

  /** Whether whoever knows the log up to `seq` must not know what this event said. */
  isDeleted(event: RoomEvent, seq: number): boolean {
    return (this.#deletions.get(event.seq)?.seq ?? Number.POSITIVE_INFINITY) <= seq;
  }

  /** Whether whoever knows the log up to `seq` must not know what the author of this event was called. */
  isForgotten({ by }: RoomEvent, seq: number): boolean {
    return (this.#departed.get(by) ?? Number.POSITIVE_INFINITY) <= seq;
  }

  hasDeparted(person: string): boolean {
    return this.#departed.has(person);
  }

  #append(event: RoomEvent) {
    const { seq, by, id } = event;
    const isForgetting = this.#departed.size > 0 || this.#deletions.size > 0;
    if (seq <= this.head && isForgetting && this.has(event)) return;
    if (seq <= this.head) {
      throw new Violation("A number that was given out was given out again.", `event ${seq}`);
    }
    if (seq !== this.head + 1) throw new Violation("The log has a hole.", `${this.head}, ${seq}`);
    this.#isCalledRightly(event);
    this.#isAllowed(event);
    this.#rememberId(event, `${by} ${id}`);
    this.events.push(event);
    if (event.type === "member.erased") this.#departed.set(by, seq);
    if (event.type === "message.deleted")
      for (const gone of this.#saidBy(event.target)) this.#deletions.set(gone, event);
    this.#states.push(applyEvents(this.stateAt(seq - 1), [event]));
    this.happened(event);
  }

  /** A member's name is the room's own affair, whatever an old token says. */
  #isCalledRightly({ type, seq, by, name, imported }: RoomEvent) {
    const called = this.stateAt(seq - 1).members[by]?.name;
    if (imported || type === "member.erased" || called === undefined || called === name) return;
    throw new Violation("Someone is told by another name than they have.", `event ${seq}`);
  }

  /** Messages are their authors'; only whoever keeps order may delete another's. */
  #isAllowed(event: RoomEvent) {
    if (event.type !== "message.edited" && event.type !== "message.deleted") return;
    const { seq, target, by } = event;
    const message = this.events[target - 1];
    const owner = this.events[0]?.by;
    const isTheirs = message?.by === by || (event.type === "message.deleted" && by === owner);
    if (message?.type !== "message.posted" || !isTheirs)
      throw new Violation("Somebody has changed a message that is not theirs.", `event ${seq}`);
    if (this.#deletions.has(target))
      throw new Violation("A deleted message was changed.", `event ${seq}`);
    const replies = event.type === "message.deleted" ? message.thread : undefined;
    if (event.type === "message.deleted" && event.thread !== replies)
      throw new Violation("A deletion does not say where it counts.", `event ${seq}`);
  }

  /** A message and all of its edits, whatever anybody says that those are. */
  #saidBy(target: number): number[] {
    const edits = this.events.filter(
      (event) => event.type === "message.edited" && event.target === target,
    );
    return [target, ...edits.map(({ seq }) => seq)];
  }

  /** Texts that were deleted, and that nobody has said elsewhere. */
  deletedTexts(): string[] {
    const said = (isGone: boolean) =>
      this.events.flatMap((event) =>
        "body" in event && this.#deletions.has(event.seq) === isGone ? [event.body] : [],
      );
    const kept = new Set(said(false));
    return said(true).filter((text) => text !== "" && !kept.has(text));
  }

  #rememberId({ imported, id, seq, at }: RoomEvent, name: string) {
    if (imported ? this.#imported.has(name) : this.#live.has(name)) {
      throw new Violation("An id was accepted twice.", `event ${seq}`);
    }
    if (imported) {
      this.#imported.add(name);
      return;
    }
    this.#live.set(name, seq);
    const age = at - timeOfId(id);
    if (age > ID_TOO_OLD_MS || age < -ID_TOO_NEW_MS) {
      throw new Violation("A stale id was accepted.", `event ${seq}, ${age} ms old`);
    }
  }
}

/** Whether two tell the same, however their fields are ordered. */
export function isSameEvent(a: RoomEvent, b: RoomEvent): boolean {
  return a === b || (holds(a, b) && holds(b, a));
}

function holds(a: object, b: object): boolean {
  const other: Record<string, unknown> = { ...b };
  for (const [name, value] of Object.entries(a)) {
    if (other[name] === value) continue;
    if (typeof value !== "object" || JSON.stringify(value) !== JSON.stringify(other[name]))
      return false;
  }
  return true;
}
