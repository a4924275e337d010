import { editEndOf } from "#protocol/edit-window.ts";
import type { PersonId } from "#protocol/ids.ts";
import { may, type CommunityRole } from "#protocol/roles.ts";
import type { RoomState } from "#protocol/room-state.ts";
import type { ShownMessage } from "../room/shown-message.ts";

/** What can be done with a message, in the order of a menu. */
export type Deed =
  | "react"
  | "reply"
  | "thread"
  | "edit"
  | "pin"
  | "unpin"
  | "save"
  | "unsave"
  | "unread"
  | "forward"
  | "copyText"
  | "copyLink"
  | "remove";

type Doer = {
  me: PersonId;
  role: CommunityRole;
  members: RoomState["members"];
  isSaved: boolean;
  /** For how long they may edit what they have said; without it, for ever. */
  editWindowMs?: number | undefined;
  now: number;
};

/** What this person may do with this message now. The room decides again; this only keeps from offering what it would refuse. */
export function deedsFor(
  { event, deleted, isGoing, isPinned }: ShownMessage,
  { me, role, members, isSaved, editWindowMs, now }: Doer,
): Deed[] {
  if (deleted || isGoing) return [];
  const isOwn = event.by === me;
  const isRoomOwner = members[me]?.role === "owner";
  return [
    "react",
    "reply",
    ...(event.thread === undefined ? ["thread" as const] : []),
    ...(isOwn && now < editEndOf(event, editWindowMs) ? ["edit" as const] : []),
    ...(may(role, "message.pin") ? [isPinned ? ("unpin" as const) : ("pin" as const)] : []),
    isSaved ? "unsave" : "save",
    // One's own words are no news to oneself.
    ...(isOwn ? [] : ["unread" as const]),
    "forward",
    "copyText",
    "copyLink",
    ...(isOwn || isRoomOwner || may(role, "message.remove") ? ["remove" as const] : []),
  ];
}

/** The keys of a row that has the focus. What can be typed can be turned off (WCAG 2.1.4). */
const KEYS: Readonly<Record<string, readonly Deed[]>> = {
  r: ["reply"],
  t: ["thread"],
  e: ["edit"],
  p: ["pin", "unpin"],
  b: ["save", "unsave"],
  "shift+u": ["unread"],
  f: ["forward"],
  c: ["copyText"],
  l: ["copyLink"],
  "+": ["react"],
  Delete: ["remove"],
  Backspace: ["remove"],
};

/** Which keys do this, as the help sheet names them. */
export function keysOfDeed(wished: Deed): readonly string[] {
  return Object.entries(KEYS).flatMap(([key, deeds]) => (deeds.includes(wished) ? [key] : []));
}

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** What a key does with the message, if it does anything. */
export function deedOf(
  { key, ctrlKey, metaKey, altKey, shiftKey }: Pressed,
  allowed: readonly Deed[],
  areSingleKeysOn: boolean,
): Deed | null {
  if (ctrlKey || metaKey || altKey || (key.length === 1 && !areSingleKeysOn)) return null;
  const letter = key.toLowerCase();
  const shifted = shiftKey ? KEYS[`shift+${letter}`] : undefined;
  const wished = shifted ?? KEYS[key] ?? KEYS[letter] ?? [];
  return wished.find((deed) => allowed.includes(deed)) ?? null;
}
