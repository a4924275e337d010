import { NOTE_REFUSALS } from "./note-refusals.ts";
import { later, no, ROOM_REFUSALS, type RefusalKind } from "./room-refusals.ts";

/** Every "no" that Parley says: what rooms and notes say, and what only the API does. */
export const REFUSALS = {
  ...ROOM_REFUSALS,
  ...NOTE_REFUSALS,

  email_invalid: no(422, "That does not look like an email address."),
  password_too_short: no(422, "A password needs at least 8 characters."),
  password_too_long: no(422, "A password has at most 256 characters."),
  password_wrong: no(403, "That is not your current password."),
  password_common: no(422, "That is one of the commonest passwords. Choose another."),
  room_name_taken: no(409, "A room of that name exists already. Choose another name."),
  origin_forbidden: no(403, "Requests from that address are not accepted."),
  sign_in_failed: no(401, "That email and password do not belong together."),
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
  pronouns_too_long: no(422, "Pronouns have at most 40 characters."),
  status_too_long: no(422, "A status has at most 100 characters."),
  status_emoji_unknown: no(422, "That is not one emoji."),
  status_over: no(422, "That time is over already. Choose a later one."),
  banned: no(403, "You have been put out of this community."),
  proof_needed: no(403, "Show that it is you first."),
  name_taken: no(409, "Somebody here is called that already. Choose another name."),
  joining_closed: no(
    403,
    "Nobody new can join at the moment. Keep the link: it works again later.",
  ),
  invite_needed: no(403, "You need an invite to come in here."),

  push_not_possible: no(422, "This browser named a service that nothing can be sent to."),

  passkey_unknown: no(401, "This passkey belongs to no account here (any more)."),
  passkey_refused: no(403, "That passkey was not accepted. Try again, or sign in another way."),
  passkey_exists: no(409, "This passkey is in use already."),
  passkeys_full: no(409, "You have as many passkeys as one can have. Remove one first."),
  bookmarks_full: no(409, "You have saved as many messages as one can. Remove some first."),
  challenge_over: no(403, "That took too long, or was done before. Try again."),
  recovery_failed: no(
    401,
    "That email and code do not belong together, or the code has been used.",
  ),
  last_way_in: no(409, "This is your only way to sign in. Add another first."),
  mail_off: no(409, "This community sends no mail."),
  link_invalid: no(410, "This link does not work any more. Ask for a new one."),
  other_browser: no(409, "This link was asked for in another browser."),
  code_wrong: no(
    403,
    "That code does not work. After five wrong ones, or ten minutes, ask for a new mail.",
  ),
  proof_otherwise: no(403, "Show it by your password or your passkey."),
  email_domain: no(403, "This invite is for addresses of another domain."),
  email_not_proved: no(403, "This invite needs a code that we mail you."),
  no_such_person: no(404, "There is no such person here."),
  last_owner: no(409, "A community needs an owner. Make someone else an owner first."),
  guest_needs_room: no(422, "A guest comes into one room. Choose which."),
  domain_invalid: no(422, "That is not a domain, such as example.org."),
  provider_failed: no(403, "Signing in over there did not work. Try it again."),
  provider_away: later(
    503,
    "That site cannot be reached at the moment. Try again, or sign in another way.",
  ),
  identity_taken: no(409, "That account over there belongs to someone else here."),
} as const satisfies Record<string, RefusalKind>;

export type RefusalCode = keyof typeof REFUSALS;

/** A "no" as a value: `retryAfterMs` only where waiting helps. */
export type Refusal = { code: RefusalCode; retryable: boolean; retryAfterMs?: number };

export function refusal(code: RefusalCode, retryAfterMs?: number): Refusal {
  const { retryable } = REFUSALS[code];
  return retryAfterMs === undefined ? { code, retryable } : { code, retryable, retryAfterMs };
}
