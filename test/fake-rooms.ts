import { erasedBy, withoutName } from "#protocol/erasure.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { RoomId } from "#protocol/ids.ts";
import { refusal, type RefusalCode } from "#protocol/refusals.ts";
import { applyEvents, EMPTY_ROOM, type RoomState } from "#protocol/room-state.ts";
import { UNCHANGED } from "#protocol/message-state.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { decide } from "#party/room/decide.ts";
import { objectionToEntering } from "#party/room/permissions.ts";
import { isRepeatOf } from "#party/room/repeat.ts";
import type { Answer, ArchiveStatus, Author, Rooms } from "#party/rooms.ts";

export type FakeRooms = Rooms & {
  /** Every command that came, in order, as `who: what`. */
  readonly asked: string[];
  /** The next call is answered with this instead. */
  failNext(code: RefusalCode): void;
  eventsOf(room: RoomId): readonly RoomEvent[];
};

/** Rooms by the real rules, without storage, sockets, limits or time. */
export function fakeRooms(now: () => number): FakeRooms {
  const logs = new Map<RoomId, RoomEvent[]>();
  const asked: string[] = [];
  let failure: RefusalCode | null = null;

  const eventsOf = (room: RoomId) => logs.get(room) ?? [];
  const stateOf = (room: RoomId): RoomState => applyEvents(EMPTY_ROOM, eventsOf(room));

  function objection(room: RoomId, by: Author): RefusalCode | null {
    const code = failure ?? objectionToEntering(stateOf(room), by);
    failure = null;
    return code;
  }

  return {
    asked,
    eventsOf,
    failNext(code) {
      failure = code;
    },
    async command(room, by, command) {
      asked.push(`${by.person}: ${command.type}`);
      if (failure) {
        const code = failure;
        failure = null;
        return no(code);
      }
      const before = eventsOf(room).find(
        ({ id, by: author }) => id === command.id && author === by.person,
      );
      if (before) {
        const isRepeat = isRepeatOf(before, command);
        return isRepeat
          ? { ok: true, value: { events: [before], repeated: true } }
          : no("id_reused");
      }
      const hasDeparted = eventsOf(room).some(
        ({ type, by: author }) => type === "member.erased" && author === by.person,
      );
      if (hasDeparted) {
        return command.type === "member.erase"
          ? { ok: true, value: { events: [], repeated: true } }
          : no("unauthenticated");
      }
      const state = stateOf(room);
      const decision = decide(state, command, by, now(), (seq) => {
        const event = eventsOf(room)[seq - 1];
        return event?.type === "message.posted"
          ? { event, state: state.states.get(seq) ?? UNCHANGED }
          : undefined;
      });
      if (!decision.ok) return no(decision.code);
      const known = new Set(eventsOf(room).map(({ id }) => id));
      const events = decision.events
        .filter(({ id }) => !known.has(id))
        .map((event, i): RoomEvent => ({ ...event, seq: state.seq + 1 + i }));
      const departed = erasedBy(events);
      logs.set(
        room,
        [...eventsOf(room), ...events].map((event) =>
          departed.includes(event.by) ? withoutName(event) : event,
        ),
      );
      return { ok: true, value: { events, repeated: events.length === 0 } };
    },
    async history(room, by, { before = Infinity, after = 0, limit }) {
      const code = objection(room, by);
      if (code) return no(code);
      const asked = eventsOf(room).filter(({ seq }) => seq < before && seq > after);
      const messages = after > 0 ? asked.slice(0, limit) : asked.slice(-limit);
      const { states, seq: head } = stateOf(room);
      const hasMore = asked.length > messages.length;
      return { ok: true, value: { messages, states: [...states], head, hasMore } };
    },
    async message() {
      return no("no_such_message");
    },
    async letter(room, after) {
      const { seq: head } = stateOf(room);
      const to = Math.max(after, head);
      const letter = { room, epoch: "epoch", from: after, to, head, since: 0, facts: [] };
      return { ok: true, value: { letter, isAll: true } };
    },
    async thread(room, by, { root }) {
      const code = objection(room, by);
      if (code) return no(code);
      const messages = eventsOf(room).filter(
        (event) => event.type === "message.posted" && (event.seq === root || event.thread === root),
      );
      const { states, seq: head } = stateOf(room);
      return { ok: true, value: { messages, states: [...states], head, hasMore: false } };
    },
    async listen(room, by, { epoch, cursor, waitMs }) {
      asked.push(`${by.person}: listen ${epoch} ${cursor} ${waitMs}`);
      const code = objection(room, by);
      if (code) return no(code);
      const events = eventsOf(room).filter(({ seq }) => seq > cursor);
      const you = { id: by.person, name: by.name };
      const head = eventsOf(room).length;
      const greeting = {
        version: PROTOCOL_VERSION,
        epoch: "epoch",
        head,
        you,
        archive: "live",
      } as const;
      return {
        ok: true,
        value: {
          heard: [
            { t: "welcome", ...greeting },
            { t: "events", events },
          ],
        },
      };
    },
    async typing(room, by, signal) {
      asked.push(`${by.person}: typing ${JSON.stringify(signal)}`);
      const code = objection(room, by);
      return code ? no(code) : { ok: true, value: null };
    },
    async read(room, by, seq) {
      asked.push(`${by.person}: read ${seq}`);
      const code = objection(room, by);
      return code ? no(code) : { ok: true, value: null };
    },
    async receipts() {
      return { ok: true, value: null };
    },
    async upkeep(room, wish) {
      asked.push(`operator: ${JSON.stringify(wish)}`);
      if (failure) {
        const code = failure;
        failure = null;
        return no(code);
      }
      const head = eventsOf(room).length;
      const status: ArchiveStatus = {
        room,
        epoch: "e",
        head,
        archived: head,
        lagEvents: 0,
        lagMs: 0,
        state: "live",
        batches: 0,
        failures: 0,
        lastFailure: null,
      };
      return { ok: true, value: { status, restored: head, of: head } };
    },
    async signedOut(room, sessions) {
      asked.push(`${room}: signed out ${sessions.join(", ")}`);
      const code = failure;
      failure = null;
      return code ? no(code) : { ok: true, value: null };
    },
    async noteChanged() {
      return { ok: true, value: null };
    },
    async note(room, by) {
      const code = objection(room, by);
      return code ? no(code) : { ok: true, value: { mayWrite: by.role !== "guest" } };
    },
    async mayEnter(room, by) {
      const code = objection(room, by);
      return code ? no(code) : { ok: true, value: null };
    },
  };
}

function no(code: RefusalCode): Answer<never> {
  return { ok: false, refusal: refusal(code) };
}
