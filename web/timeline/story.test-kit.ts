import { parse } from "valibot";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Call } from "#protocol/calls.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { CommandId, PersonId, RoomId, uuid7 } from "#protocol/ids.ts";
import { applyEvents, EMPTY_ROOM } from "#protocol/room-state.ts";
import { EMPTY_TIMELINE, withEvents } from "#protocol/timeline.ts";
import type { Pending, RoomHandle, RoomView } from "../room/room-view.ts";

export const ANN = { id: parse(PersonId, "ann"), name: "Ann" };
export const ROOM = parse(RoomId, "tea");
const EPOCH = "e";
const NOON = Date.UTC(2026, 10, 2, 12);
const MINUTE = 60_000;

/** A new event of a story told in tests; numbers and times come by themselves. */
type Told = { by: string; name?: string; at?: number } & (
  | {
      says: string;
      action?: true;
      id?: string;
      replyTo?: number;
      thread?: number;
      alsoInRoom?: true;
      calls?: Call;
    }
  | { reacts: string; to: number }
  | { does: "member.joined" | "member.left" | "member.erased" }
  | { isNow: string }
);

let ids = 0;

export function nextId(): CommandId {
  ids += 1;
  const bytes = new Uint8Array(10);
  new DataView(bytes.buffer).setUint32(6, ids);
  return parse(CommandId, uuid7(NOON + ids, bytes));
}

/** Events 1, 2, 3 …, after the room was opened by Ann. A minute lies between two, unless told otherwise. */
export function tellStory(told: readonly Told[], room = { name: "Tea", topic: "" }): RoomEvent[] {
  const opened: RoomEvent = {
    type: "room.created",
    seq: 1,
    id: nextId(),
    at: NOON,
    by: ANN.id,
    name: ANN.name,
    room,
  };
  return [opened, ...told.map((fact, index) => eventOf(fact, index + 2))];
}

export function eventOf(fact: Told, seq: number): RoomEvent {
  const happened = {
    seq,
    id: nextId(),
    at: fact.at ?? NOON + seq * MINUTE,
    by: parse(PersonId, fact.by),
    name: fact.name ?? fact.by[0]?.toUpperCase() + fact.by.slice(1),
  };
  if ("isNow" in fact) return { type: "member.renamed", ...happened, to: fact.isNow };
  if ("does" in fact) return { type: fact.does, ...happened };
  if ("reacts" in fact) {
    return { type: "message.reacted", ...happened, target: fact.to, emoji: fact.reacts, on: true };
  }
  const { replyTo, thread, alsoInRoom, calls } = fact;
  return {
    type: "message.posted",
    ...happened,
    ...(replyTo !== undefined && { replyTo }),
    ...(thread !== undefined && { thread }),
    ...(alsoInRoom && { alsoInRoom }),
    ...(calls && { calls }),
    ...(fact.id !== undefined && { id: parse(CommandId, fact.id) }),
    body: fact.says,
    ...(fact.action && { action: true as const }),
  };
}

/** A room in memory behind the same handle as a real one; `asked` and `did` say what its screen wanted. */
export type StoryRoom = RoomHandle & {
  view: StoreApi<RoomView>;
  asked: { from: number; to: number }[];
  did: string[];
  /** The rest of the story happens. */
  happen: (events: readonly RoomEvent[]) => void;
};

/** A room that knows all numbers of `events`, and holds those from `knownFrom` on. */
export function storyRoom(events: readonly RoomEvent[], knownFrom = 1): StoryRoom {
  const whole = applyEvents(EMPTY_ROOM, events);
  const held = events.filter(({ seq }) => seq >= knownFrom);
  const view = createStore<RoomView>(() => ({
    id: ROOM,
    isLoaded: true,
    epoch: EPOCH,
    room: { ...whole, timeline: withEvents(EMPTY_TIMELINE, held) },
    pending: [],
    changes: [],
    connection: { at: "live" },
    here: { count: 1, people: [ANN] },
    typing: new Map(),
    archive: "live",
    note: [],
  }));
  const asked: StoryRoom["asked"] = [];
  const did: string[] = [];
  return {
    id: ROOM,
    view,
    asked,
    did,
    happen: (more) =>
      view.setState(({ room }) => ({
        room: applyEvents(room, more),
        pending: view.getState().pending.filter(({ id }) => !more.some((event) => event.id === id)),
      })),
    edit(target, text) {
      did.push(`edit ${target}: ${text}`);
      return { ok: true, id: nextId() };
    },
    remove: (target) => void did.push(`remove ${target}`),
    react: (target, emoji, on) => void did.push(`react ${target} ${emoji} ${on}`),
    pin: (target, on) => void did.push(`pin ${target} ${on}`),
    loadThread: (root) => void did.push(`thread ${root}`),
    post(text, { instead, replyTo, thread } = {}) {
      if (text.length > 8_000) return { ok: false, code: "body_too_long" };
      const pending: Pending = {
        id: nextId(),
        body: text,
        writtenAt: NOON + 1000 * MINUTE,
        send: { at: "sending" },
        ...(replyTo !== undefined && { replyTo }),
        ...(thread !== undefined && { thread }),
      };
      if (instead) did.push(`instead ${instead}`);
      const rest = view.getState().pending.filter(({ id }) => id !== instead);
      view.setState({ pending: [...rest, pending] });
      return { ok: true, id: pending.id };
    },
    retry: (id) => void did.push(`retry ${id}`),
    discard(id) {
      did.push(`discard ${id}`);
      view.setState((state) => ({ pending: state.pending.filter((pending) => pending.id !== id) }));
    },
    typed: () => {},
    blurred: () => {},
    load: (from, to) => void asked.push({ from, to }),
    enter: () => {},
    close: () => {},
  };
}
