/** What rooms refuse for good: the same request would only meet the same answer. */
const FINAL = [
  "malformed",
  "unknown_type",
  "frame_too_large",
  "version_unsupported",
  "not_found",
  "body_empty",
  "body_too_long",
  "body_unreadable",
  "name_invalid",
  "topic_too_long",
  "no_such_room",
  "room_exists",
  "already_member",
  "not_member",
  "not_allowed",
  "no_such_message",
  "message_deleted",
  "not_author",
  "edit_stale",
  "edit_too_late",
  "edits_full",
  "emoji_unknown",
  "reactions_full",
  "pins_full",
  "inbox_full",
  "invitations_full",
  "call_too_large",
  "calls_too_often",
  "no_change",
  "id_stale",
  "id_reused",
  "unauthenticated",
  "ticket_invalid",
  "session_expired",
] as const;

/** What may go well later, unchanged. */
const LATER = [
  "rate_limited",
  "held_back",
  "busy",
  "unavailable",
  "read_only",
  "internal",
] as const;

export type FinalCode = (typeof FINAL)[number];
export type LaterCode = (typeof LATER)[number];
export type RoomRefusalCode = FinalCode | LaterCode;

const ALL: readonly unknown[] = [...FINAL, ...LATER];

/** Whether a room says this, on a socket too. What it means is in room-refusals.ts, which no first page needs. */
export function isRoomRefusal(code: unknown): code is RoomRefusalCode {
  return ALL.includes(code);
}

/** Whether the same request may succeed later unchanged. */
export function mayGoWellLater(code: unknown): code is LaterCode {
  const later: readonly unknown[] = LATER;
  return later.includes(code);
}
