import type { Call } from "#protocol/calls.ts";
import type { MessagePosted } from "#protocol/events.ts";
import type { CommandId, PersonId } from "#protocol/ids.ts";
import {
  UNCHANGED,
  type MessageState,
  type Reaction,
  type Thread,
} from "#protocol/message-state.ts";
import { eventAt } from "#protocol/timeline.ts";
import type { Change, Pending, RoomView } from "./room-view.ts";

/** A message as it is to be shown: what was posted, what has become of it, and what this person wishes for it already. */
export type ShownMessage = {
  event: MessagePosted;
  body: string;
  mentions: readonly PersonId[];
  calls: Call | undefined;
  /** How many edits it has had. */
  revision: number;
  editedAt: number | null;
  /** The numbers of its edits, for whoever wants to see what it said before. */
  edits: readonly number[];
  deleted: { by: PersonId; at: number } | null;
  reactions: readonly (Reaction & { isMine: boolean })[];
  isPinned: boolean;
  thread: Thread | null;
  /** A deletion that is on its way. */
  isGoing: boolean;
  /** An edit that is on its way, or was refused. */
  edit: { id: CommandId; body: string; send: Pending["send"] } | null;
};

type Known = Pick<RoomView, "room" | "changes">;

/** The message with this number, or null where it is not loaded or is none. */
export function messageAt(view: Known, seq: number, me: PersonId): ShownMessage | null {
  const event = eventAt(view.room.timeline, seq);
  if (event?.type !== "message.posted") return null;
  return shownMessage({
    event,
    state: view.room.states.get(seq),
    isPinned: view.room.pins.includes(seq),
    changes: changesOf(view.changes, seq),
    me,
  });
}

const NO_CHANGES: readonly Change[] = [];

/** What is wished for the message `seq`; the same empty list for all those that nothing is wished for. */
export function changesOf(changes: readonly Change[], seq: number): readonly Change[] {
  const about = changes.filter(({ wish }) => wish.target === seq);
  return about.length === 0 ? NO_CHANGES : about;
}

type Parts = {
  event: MessagePosted;
  state: MessageState | undefined;
  isPinned: boolean;
  /** All of one message, in the order of wishing. */
  changes: readonly Change[];
  me: PersonId;
};

/** Pure: the same parts give the same message. A wish that was refused changes nothing, but for an edit, whose words are kept. */
export function shownMessage({
  event,
  state = UNCHANGED,
  isPinned,
  changes,
  me,
}: Parts): ShownMessage {
  const shown: ShownMessage = {
    event,
    body: state.body ?? event.body,
    mentions: (state.body === undefined ? event.mentions : state.mentions) ?? [],
    calls: state.body === undefined ? event.calls : state.calls,
    revision: state.edits.length,
    editedAt: state.editedAt ?? null,
    edits: state.edits,
    deleted: event.deleted ?? null,
    reactions: state.reactions.map((reaction) => marked(reaction, me)),
    isPinned,
    thread: state.thread && state.thread.count > 0 ? state.thread : null,
    isGoing: false,
    edit: null,
  };
  return changes.reduce((so, change) => withChange(so, change, me), shown);
}

function withChange(shown: ShownMessage, { id, wish, send }: Change, me: PersonId): ShownMessage {
  const hasFailed = send.at === "failed";
  switch (wish.type) {
    case "message.edit": {
      const edit = { id, body: wish.body, send };
      return hasFailed
        ? { ...shown, edit }
        : { ...shown, edit, body: wish.body, mentions: wish.mentions ?? [], calls: wish.calls };
    }
    case "message.delete":
      return hasFailed ? shown : { ...shown, isGoing: true };
    case "message.pin":
      return hasFailed ? shown : { ...shown, isPinned: wish.on };
    case "message.react":
      return hasFailed ? shown : { ...shown, reactions: withMine(shown.reactions, wish, me) };
  }
}

/** As the room will do it, so that nothing moves when it has. */
function withMine(
  reactions: ShownMessage["reactions"],
  { emoji, on }: { emoji: string; on: boolean },
  me: PersonId,
): ShownMessage["reactions"] {
  const isThere = reactions.some((reaction) => reaction.emoji === emoji);
  const all = isThere || !on ? reactions : [...reactions, { emoji, people: [], isMine: false }];
  return all
    .map((reaction) => {
      if (reaction.emoji !== emoji) return reaction;
      const others = reaction.people.filter((person) => person !== me);
      return marked({ emoji, people: on ? [...others, me] : others }, me);
    })
    .filter(({ people }) => people.length > 0);
}

function marked(reaction: Reaction, me: PersonId) {
  return { ...reaction, isMine: reaction.people.includes(me) };
}
