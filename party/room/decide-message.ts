import { callToken, mayStillCall, objectionToCalling, type Call } from "#protocol/calls.ts";
import type { RoomCommand } from "#protocol/commands.ts";
import { isTooLateToEdit } from "#protocol/edit-window.ts";
import { isOneEmoji } from "#protocol/emoji.ts";
import type { MessagePosted, NewEvent } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import { MAX_EDITS, MAX_PINS, MAX_REACTIONS, MAX_REACTIONS_OF_ONE } from "#protocol/limits.ts";
import { hasReacted, type MessageState } from "#protocol/message-state.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import type { RoomFacts } from "#protocol/room-state.ts";
import { checkBody } from "#protocol/text.ts";
import type { Author } from "../rooms.ts";
import { keepsOrder } from "./permissions.ts";

export type Decision = { ok: true; events: NewEvent[] } | { ok: false; code: RefusalCode };

/** A message as it stands before the command that is about it. */
export type Target = { event: MessagePosted; state: MessageState };

/** How a room finds the message with this number; undefined: there is none. */
export type FindMessage = (seq: number) => Target | undefined;

type Fact = Pick<NewEvent, "id" | "at" | "by" | "name">;
type Meant = { mentions?: PersonId[] | undefined; calls?: Call | undefined };
type Wish<Type extends RoomCommand["type"]> = Extract<RoomCommand, { type: Type }>;

export function post(
  wish: Wish<"message.post">,
  fact: Fact,
  find: FindMessage,
  { room, by }: { room: RoomFacts; by: Author },
): Decision {
  const { thread, replyTo, alsoInRoom, calls } = wish;
  const body = checkBody(wish.body);
  if (!body.ok) return refuse(body.code);
  if (replyTo !== undefined && !find(replyTo)) return refuse("no_such_message");
  // What was said under a message has nothing under itself: a thread is one level deep.
  const root = thread === undefined ? undefined : find(thread);
  if (thread !== undefined && (!root || root.event.thread !== undefined))
    return refuse("no_such_message");
  if (thread === undefined && alsoInRoom) return refuse("malformed");
  if (!areInText(wish, body.text)) return refuse("malformed");
  if (calls !== undefined) {
    // A thread calls nobody: it is read by those who follow it.
    if (thread !== undefined && !alsoInRoom) return refuse("malformed");
    const objects = objectionToCalling(room, by);
    if (objects) return refuse(objects);
  }
  return accept({
    type: "message.posted",
    ...fact,
    body: body.text,
    ...(wish.action && { action: true }),
    ...meant(wish),
    ...(replyTo !== undefined && { replyTo }),
    ...(thread !== undefined && { thread }),
    ...(alsoInRoom && { alsoInRoom }),
  });
}

/** Its author's alone, and only for as long as the community allows: by the room's clock, when the wish is decided. */
export function edit(
  wish: Wish<"message.edit">,
  fact: Fact,
  find: FindMessage,
  { editWindowMs }: Author,
): Decision {
  const { target, revision, calls } = wish;
  const found = find(target);
  if (!found) return refuse("no_such_message");
  if (found.event.by !== fact.by) return refuse("not_author");
  if (found.event.deleted) return refuse("message_deleted");
  if (isTooLateToEdit(found.event, editWindowMs, fact.at)) return refuse("edit_too_late");
  if (found.state.edits.length !== revision) return refuse("edit_stale");
  if (revision >= MAX_EDITS) return refuse("edits_full");
  const body = checkBody(wish.body);
  if (!body.ok) return refuse(body.code);
  if (!areInText(wish, body.text)) return refuse("malformed");
  // Whoever has read it by then would be called to what they know.
  if (calls !== undefined && !mayStillCall(found.event.calls, calls)) return refuse("not_allowed");
  if (body.text === (found.state.body ?? found.event.body)) return refuse("no_change");
  return accept({ type: "message.edited", ...fact, target, body: body.text, ...meant(wish) });
}

/** A message's own author, or who keeps order in the room. */
export function remove(
  { target }: Wish<"message.delete">,
  fact: Fact,
  find: FindMessage,
  { room, by }: { room: RoomFacts; by: Author },
): Decision {
  const found = find(target);
  if (!found) return refuse("no_such_message");
  if (found.event.by !== fact.by && !keepsOrder(room, by)) return refuse("not_author");
  if (found.event.deleted) return refuse("no_change");
  const { edits } = found.state;
  const { thread } = found.event;
  return accept({
    type: "message.deleted",
    ...fact,
    target,
    ...(edits.length > 0 && { edits: [...edits] }),
    ...(thread !== undefined && { thread }),
  });
}

export function react(
  { target, emoji, on }: Wish<"message.react">,
  fact: Fact,
  find: FindMessage,
): Decision {
  const found = find(target);
  if (!found) return refuse("no_such_message");
  if (!isOneEmoji(emoji)) return refuse("emoji_unknown");
  const { state, event } = found;
  if (hasReacted(state, emoji, fact.by) === on) return refuse("no_change");
  if (on && event.deleted) return refuse("message_deleted");
  if (on && !hasRoomFor(state, fact.by)) return refuse("reactions_full");
  return accept({ type: "message.reacted", ...fact, target, emoji, on });
}

export function pin(
  { target, on }: Wish<"message.pin">,
  fact: Fact,
  find: FindMessage,
  room: RoomFacts,
): Decision {
  const found = find(target);
  if (!found) return refuse("no_such_message");
  if (room.pins.includes(target) === on) return refuse("no_change");
  if (on && found.event.deleted) return refuse("message_deleted");
  if (on && room.pins.length >= MAX_PINS) return refuse("pins_full");
  return accept({ type: "message.pinned", ...fact, target, on });
}

function hasRoomFor({ reactions }: MessageState, person: PersonId): boolean {
  const all = reactions.reduce((sum, { people }) => sum + people.length, 0);
  const own = reactions.filter(({ people }) => people.includes(person)).length;
  return all < MAX_REACTIONS && own < MAX_REACTIONS_OF_ONE;
}

/** Whoever is told that they are meant has to find themselves in the text. */
function areInText({ mentions = [], calls }: Meant, text: string): boolean {
  if (calls !== undefined && !text.includes(callToken(calls))) return false;
  const isOnceEach = new Set(mentions).size === mentions.length;
  return isOnceEach && mentions.every((person) => text.includes(`<@${person}>`));
}

function meant({ mentions, calls }: Meant) {
  return { ...(mentions && { mentions }), ...(calls && { calls }) };
}

function accept(event: NewEvent): Decision {
  return { ok: true, events: [event] };
}

function refuse(code: RefusalCode): Decision {
  return { ok: false, code };
}
