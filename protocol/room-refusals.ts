import type { FinalCode, LaterCode } from "./refusal-codes.ts";

/** `status` is the HTTP status, `retryable` whether the same request may succeed later unchanged, `says` the sentence for a person. */
export type RefusalKind = { status: number; retryable: boolean; says: string };
type Kind<Later extends boolean> = RefusalKind & { retryable: Later };

export function no(status: number, says: string) {
  return { status, retryable: false as const, says };
}

export function later(status: number, says: string) {
  return { status, retryable: true as const, says };
}

/**
 * Every "no" that a room says, on a socket too, and those that a client has to know before any server has answered. The client holds
 * these sentences, behind its first page; all others come with the answer (refusals.ts).
 */
export const ROOM_REFUSALS = {
  malformed: no(400, "That request was not understood. Reload the page and try again."),
  unknown_type: no(400, "This server does not know that kind of request. Reload the page."),
  frame_too_large: no(413, "That is more than fits in one message."),
  version_unsupported: no(426, "This page is too old for the server. Reload it."),
  not_found: no(404, "There is nothing at this address."),
  body_empty: no(422, "A message needs some text."),
  body_too_long: no(422, "That message is too long. Split it in two."),
  body_unreadable: no(422, "That message stacks too many marks on one letter."),
  name_invalid: no(422, "A name needs 1 to 80 visible characters."),
  topic_too_long: no(422, "A topic has at most 250 characters."),
  no_such_room: no(404, "There is no such room."),
  room_exists: no(409, "This room exists already."),
  already_member: no(409, "You are in this room already."),
  not_member: no(403, "You are not in this room. Join it first."),
  not_allowed: no(403, "You are not allowed to do that."),
  no_such_message: no(404, "That message is not here."),
  message_deleted: no(410, "That message was deleted."),
  not_author: no(403, "Only whoever wrote a message can change it."),
  edit_stale: no(409, "This message was edited elsewhere in the meantime."),
  edit_too_late: no(403, "The time in which this message could be edited is over."),
  edits_full: no(409, "This message has been edited too often. Write a new one."),
  emoji_unknown: no(422, "That is not one emoji."),
  reactions_full: no(409, "There are as many reactions on this message as it can hold."),
  pins_full: no(409, "A room has at most 50 pinned messages. Unpin one first."),
  inbox_full: no(409, "You have as many of these as one can have. Let go of some first."),
  invitations_full: no(
    409,
    "As many people are invited here as a room can hold. Withdraw some invitations first.",
  ),
  call_too_large: no(403, "Only those who keep order here can call so many people."),
  calls_too_often: no(429, "Everyone here was called a moment ago. Wait a minute, or call nobody."),
  no_change: no(409, "That is so already."),
  id_stale: no(
    422,
    "This was written too long ago to be sent unasked. Send it again if you still want to.",
  ),
  id_reused: no(409, "This id was already used for something else."),
  unauthenticated: no(401, "Sign in first."),
  ticket_invalid: no(401, "This ticket is not valid. Ask for a new one."),
  session_expired: no(401, "You were signed out. Sign in again."),
  rate_limited: later(429, "That was a little fast. It goes on in a moment."),
  held_back: later(409, "Something you sent before this has to go first."),
  busy: later(503, "The server is busy. Try again in a moment."),
  unavailable: later(503, "Part of the server cannot be reached right now. Try again in a moment."),
  read_only: later(
    503,
    "The archive is too far behind for new messages. They go out by themselves when it has caught up.",
  ),
  internal: later(500, "Something went wrong on our side. Try again in a moment."),
} satisfies Record<FinalCode, Kind<false>> & Record<LaterCode, Kind<true>>;
