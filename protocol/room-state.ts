import * as v from "valibot";
import { erasedBy, forgetNames } from "./erasure.ts";
import type { RoomEvent } from "./events.ts";
import { EMPTY_TIMELINE, withEvents, type Timeline } from "./timeline.ts";

export const Member = v.object({ name: v.string(), role: v.picklist(["owner", "member"]) });
export type Member = v.InferOutput<typeof Member>;

export const RoomInfo = v.object({ name: v.string(), topic: v.string(), createdAt: v.number() });
export type RoomInfo = v.InferOutput<typeof RoomInfo>;

/** What everyone in a room agrees on at `seq`. Server and browsers reach it by the same `applyEvents`. */
export type RoomState = {
  /** The last event applied; 0 before the first. */
  readonly seq: number;
  readonly info: RoomInfo | null;
  readonly members: Readonly<Record<string, Member>>;
  /** As much of the story as this holder keeps. */
  readonly timeline: Timeline;
};

export const EMPTY_ROOM: RoomState = { seq: 0, info: null, members: {}, timeline: EMPTY_TIMELINE };

/**
 * The room after `events`, which must follow the state without a gap.
 * @throws RangeError when they do not: whoever holds the state has to ask again, not guess.
 */
export function applyEvents(state: RoomState, events: readonly RoomEvent[]): RoomState {
  if (events.length === 0) return state;
  const timeline = forgetNames(withEvents(state.timeline, events), erasedBy(events));
  return { ...applyFacts(state, events), timeline };
}

/** A room without its story: all that a next command is decided by. */
export type RoomFacts = Omit<RoomState, "timeline">;

/** As `applyEvents`, for whoever keeps no story. */
export function applyFacts(
  { seq, info, members }: RoomFacts,
  events: readonly RoomEvent[],
): RoomFacts {
  for (const event of events) {
    if (event.seq !== seq + 1) throw new RangeError(`event ${event.seq} does not follow ${seq}`);
    seq = event.seq;
    info = applyToInfo(info, event);
    members = applyToMembers(members, event);
  }
  return { seq, info, members };
}

function applyToInfo(info: RoomInfo | null, event: RoomEvent): RoomInfo | null {
  return event.type === "room.created" ? { ...event.room, createdAt: event.at } : info;
}

function applyToMembers(members: RoomState["members"], event: RoomEvent): RoomState["members"] {
  // Brought along from elsewhere, people who left years ago must not become members today.
  if (event.imported) return members;
  switch (event.type) {
    case "room.created":
      return { ...members, [event.by]: { name: event.name, role: "owner" } };
    case "member.joined":
      return { ...members, [event.by]: { name: event.name, role: "member" } };
    case "member.left":
    case "member.erased":
      return Object.fromEntries(Object.entries(members).filter(([person]) => person !== event.by));
    case "member.renamed": {
      const member = members[event.by];
      return member ? { ...members, [event.by]: { ...member, name: event.to } } : members;
    }
    case "message.posted":
      return members;
  }
}
