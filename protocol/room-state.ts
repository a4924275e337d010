import * as v from "valibot";
import { PersonId, Seq } from "./ids.ts";
import { erasedBy, forgetNames } from "./erasure.ts";
import type { RoomEvent } from "./events.ts";
import { applyToMessage, changedBy, UNCHANGED, type MessageState } from "./message-state.ts";
import { EMPTY_TIMELINE, eventAt, withEvents, type Timeline } from "./timeline.ts";
import { deletionsIn, forgetWords } from "./tombstone.ts";

export const Member = v.object({ name: v.string(), role: v.picklist(["owner", "member"]) });
export type Member = v.InferOutput<typeof Member>;

/** Who has asked somebody in, when, and by which event. */
export const Invitation = v.object({ by: PersonId, at: v.number(), seq: Seq });
export type Invitation = v.InferOutput<typeof Invitation>;

export const RoomInfo = v.object({ name: v.string(), topic: v.string(), createdAt: v.number() });
export type RoomInfo = v.InferOutput<typeof RoomInfo>;

/** What everyone in a room agrees on at `seq`. Server and browsers reach it by the same `applyEvents`. */
export type RoomState = {
  /** The last event applied; 0 before the first. */
  readonly seq: number;
  readonly info: RoomInfo | null;
  readonly members: Readonly<Record<string, Member>>;
  /** Those who were asked in and are not here yet. */
  readonly invited: Readonly<Record<string, Invitation>>;
  /** The pinned messages, the last one last. */
  readonly pins: readonly number[];
  /** As much of the story as this holder keeps. */
  readonly timeline: Timeline;
  /** What has become of the messages of that story; those that nothing has happened to are not in it. */
  readonly states: MessageStates;
};

export type MessageStates = ReadonlyMap<number, MessageState>;

export const NO_STATES: MessageStates = new Map();

export const EMPTY_ROOM: RoomState = {
  seq: 0,
  info: null,
  members: {},
  invited: {},
  pins: [],
  timeline: EMPTY_TIMELINE,
  states: NO_STATES,
};

/** What is told or kept of a room: its newest events, and what has become of the messages among them. */
export type RoomExcerpt = Pick<RoomState, "seq" | "info" | "members" | "invited" | "pins"> & {
  readonly events: readonly RoomEvent[];
  readonly states: readonly (readonly [number, MessageState])[];
};

export function roomOf({
  seq,
  info,
  members,
  invited,
  pins,
  events,
  states,
}: RoomExcerpt): RoomState {
  const timeline = withEvents(EMPTY_TIMELINE, events);
  return { seq, info, members, invited, pins, timeline, states: new Map(states) };
}

/**
 * The room after `events`, which must follow the state without a gap.
 * @throws RangeError when they do not: whoever holds the state has to ask again, not guess.
 */
export function applyEvents(state: RoomState, events: readonly RoomEvent[]): RoomState {
  if (events.length === 0) return state;
  const facts = applyFacts(state, events);
  const timeline = applyToStory(state.timeline, events);
  return { ...facts, timeline, states: applyToStates(state.states, timeline, events) };
}

/** The story with these events, and without what they take out of it: words of what was deleted, names of those who left for good. */
export function applyToStory(timeline: Timeline, events: readonly RoomEvent[]): Timeline {
  const told = forgetNames(withEvents(timeline, events), erasedBy(events));
  return forgetWords(told, deletionsIn(events));
}

/**
 * What becomes of the messages that this holder knows. Those that it does not know come with what has become of them, when it asks
 * for them.
 */
export function applyToStates(
  states: MessageStates,
  timeline: Timeline,
  events: readonly RoomEvent[],
): MessageStates {
  let changed: Map<number, MessageState> | null = null;
  for (const event of events) {
    for (const seq of changedBy(event)) {
      if (!eventAt(timeline, seq)) continue;
      changed ??= new Map(states);
      changed.set(seq, applyToMessage(changed.get(seq) ?? UNCHANGED, seq, event));
    }
  }
  return changed ?? states;
}

/** A room without its story: all that a next command is decided by, but for the message that it is about. */
export type RoomFacts = Omit<RoomState, "timeline" | "states">;

/** As `applyEvents`, for whoever keeps no story. */
export function applyFacts(
  { seq, info, members, invited, pins }: RoomFacts,
  events: readonly RoomEvent[],
): RoomFacts {
  for (const event of events) {
    if (event.seq !== seq + 1) throw new RangeError(`event ${event.seq} does not follow ${seq}`);
    seq = event.seq;
    info = applyToInfo(info, event);
    members = applyToMembers(members, event);
    invited = applyToInvited(invited, event);
    pins = applyToPins(pins, event);
  }
  return { seq, info, members, invited, pins };
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
    case "member.invited":
    case "member.uninvited":
    case "message.posted":
    case "message.edited":
    case "message.deleted":
    case "message.reacted":
    case "message.pinned":
    case "note.mentioned":
      return members;
  }
}

function applyToInvited(invited: RoomState["invited"], event: RoomEvent): RoomState["invited"] {
  if (event.imported) return invited;
  const { by, at, seq } = event;
  switch (event.type) {
    case "member.invited":
      return {
        ...invited,
        ...Object.fromEntries(event.people.map((person) => [person, { by, at, seq }])),
      };
    case "member.uninvited":
      return without(invited, (person) => person === event.person);
    case "room.created":
    case "member.joined":
      return without(invited, (person) => person === by);
    // Nobody is asked in by somebody who is not there.
    case "member.left":
    case "member.erased":
      return without(invited, (person, invitation) => person === by || invitation.by === by);
    case "member.renamed":
    case "message.posted":
    case "message.edited":
    case "message.deleted":
    case "message.reacted":
    case "message.pinned":
    case "note.mentioned":
      return invited;
  }
}

/** The same where nobody is meant, so that most events leave nothing to be compared. */
function without(
  invited: RoomState["invited"],
  isMeant: (person: string, invitation: Invitation) => boolean,
): RoomState["invited"] {
  const all = Object.entries(invited);
  const rest = all.filter(([person, invitation]) => !isMeant(person, invitation));
  return rest.length === all.length ? invited : Object.fromEntries(rest);
}

function applyToPins(pins: readonly number[], event: RoomEvent): readonly number[] {
  if (event.type !== "message.pinned" && event.type !== "message.deleted") return pins;
  const isPinned = event.type === "message.pinned" && event.on;
  if (!isPinned && !pins.includes(event.target)) return pins;
  const others = pins.filter((seq) => seq !== event.target);
  return isPinned ? [...others, event.target] : others;
}
