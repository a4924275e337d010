import { pad } from "../object/keys.ts";

/** Numbers that a place has besides those that are unread in a room. */
export type ListOfPlace = "unread" | "mentions" | "manual";

/**
 * Where an inbox keeps things:
 *   meta            whose it is, its epoch, its head, and the number of what comes next in its activity
 *   r:ROOM          a room, but for what was not read in it
 *   u:ROOM:PAGE     the numbers of that, a page of them each (protocol/inbox/number-set.ts)
 *   t:ROOM:ROOT     a thread that concerns this person
 *   l:ROOM:ROOT:LIST:PAGE  the same of other numbers of a room (root 0) or a thread, where they are many (number-pages.ts)
 *   a:ID            something that concerned them
 *   notices         what they want to be told of
 *   n:ROOM:SEQ      a message that a notification is due of, or was shown for
 *   d:SESSION       the browser of a session that is told by push
 *   self            how they want to stand to others
 *   p:ROOM          how they like a room
 *   sidebar         how they like rooms listed
 *   f:ROOM:ROOT     what is half written in a room (root 0) or a thread
 *   mail            when they are mailed what they have missed
 *   missed          what they were mailed of that, and when
 *   receipts        whether others may know how far they have read
 *   w:ROOM          which choice about that the room has heard
 *   shown           how the lobby was told that they stand (party/lobby/)
 *   erased          that their account was deleted; nothing else is kept then, but `shown` until the lobby has heard of it
 *   and what every object keeps: object/keys.ts
 */
export const INBOX_KEY = {
  meta: "meta",
  room: (room: string) => `r:${room}`,
  unread: (room: string) => `u:${room}`,
  list: (room: string, list: ListOfPlace, root = 0) => `l:${room}:${pad(root)}:${list}`,
  page: (list: string, page: number) => `${list}:${pad(page)}`,
  thread: (room: string, root: number) => `t:${room}:${pad(root)}`,
  self: "self",
  sidebar: "sidebar",
  receipts: "receipts",
  receiptsTold: (room: string) => `w:${room}`,
  shown: "shown",
  mail: "mail",
  missed: "missed",
  erased: "erased",
  activity: (id: number) => `a:${pad(id)}`,
  preference: (room: string) => `p:${room}`,
  draft: (room: string, root = 0) => `f:${room}:${pad(root)}`,
  notices: "notices",
  notice: (room: string, seq: number) => `n:${room}:${pad(seq)}`,
  browser: (session: string) => `d:${session}`,
};
