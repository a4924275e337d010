import * as v from "valibot";

/**
 * Every "no" that Parley says, on a socket or by HTTP. `status` is the HTTP status, `retryable` whether the same
 * request may succeed later unchanged, `says` the sentence for a person.
 */
export const REFUSALS = {
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
  email_invalid: no(422, "That does not look like an email address."),
  password_too_short: no(422, "A password needs at least 8 characters."),
  password_too_long: no(422, "A password has at most 256 characters."),
  password_wrong: no(403, "That is not your current password."),
  password_common: no(422, "That is one of the commonest passwords. Choose another."),

  no_such_room: no(404, "There is no such room."),
  room_exists: no(409, "This room exists already."),
  room_name_taken: no(409, "A room of that name exists already. Choose another name."),
  already_member: no(409, "You are in this room already."),
  not_member: no(403, "You are not in this room. Join it first."),
  not_allowed: no(403, "You are not allowed to do that."),
  origin_forbidden: no(403, "Requests from that address are not accepted."),

  id_stale: no(
    422,
    "This was written too long ago to be sent unasked. Send it again if you still want to.",
  ),
  id_reused: no(409, "This id was already used for something else."),

  unauthenticated: no(401, "Sign in first."),
  ticket_invalid: no(401, "This ticket is not valid. Ask for a new one."),
  sign_in_failed: no(401, "That email and password do not belong together."),
  session_expired: no(401, "You were signed out. Sign in again."),
  email_taken: no(409, "Someone already has an account with that email. Sign in instead."),
  community_exists: no(
    409,
    "This community has been created already. Sign in, or ask for an invite.",
  ),
  community_missing: no(409, "This community has not been created yet."),
  invite_invalid: no(404, "This invite is not valid any more. Ask for a new one."),

  room_not_empty: no(409, "This room has events of its own. Only an empty one is restored."),
  archive_empty: no(404, "The archive holds nothing of this room."),
  archive_incomplete: no(
    409,
    "The archive of this room is not whole. Look at its status, and say what is to be restored.",
  ),

  rate_limited: later(429, "That was a little fast. It goes on in a moment."),
  held_back: later(409, "Something you sent before this has to go first."),
  busy: later(503, "The server is busy. Try again in a moment."),
  unavailable: later(503, "Part of the server cannot be reached right now. Try again in a moment."),
  read_only: later(
    503,
    "The archive is too far behind for new messages. They go out by themselves when it has caught up.",
  ),
  internal: later(500, "Something went wrong on our side. Try again in a moment."),
} as const satisfies Record<string, RefusalKind>;

type RefusalKind = { status: number; retryable: boolean; says: string };

export type RefusalCode = keyof typeof REFUSALS;
export const RefusalCode = v.custom<RefusalCode>(
  (code) => typeof code === "string" && Object.hasOwn(REFUSALS, code),
);

/** A "no" as a value: `retryAfterMs` only where waiting helps. */
export type Refusal = { code: RefusalCode; retryable: boolean; retryAfterMs?: number };

export function refusal(code: RefusalCode, retryAfterMs?: number): Refusal {
  const { retryable } = REFUSALS[code];
  return retryAfterMs === undefined ? { code, retryable } : { code, retryable, retryAfterMs };
}

function no(status: number, says: string) {
  return { status, retryable: false, says };
}

function later(status: number, says: string) {
  return { status, retryable: true, says };
}
