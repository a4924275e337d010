import { mentionsIn } from "#protocol/inbox/unread.ts";
import type { PushMessage } from "#protocol/push-message.ts";
import { closePush, invitationPush, newsPush, notePush } from "#protocol/push-compose.ts";
import type { ToldMessage } from "../rooms.ts";
import type { ToldBrowser } from "./browsers.ts";
import type { Notice } from "./due-notices.ts";
import type { InboxState } from "./inbox-state.ts";

/** How a notice is told to one browser, in its language. `isUpdate`: it shows it already, with other words. */
export function noticePush(
  notice: Notice,
  { author, roomName, words }: ToldMessage,
  { origin, language }: ToldBrowser,
  { badge, isUpdate }: { badge: number; isUpdate: boolean },
): PushMessage {
  const { mention, calls } = notice;
  const said = { origin, language, place: placeOf(notice), author, badge, roomName };
  if (notice.isInvitation) return invitationPush(said);
  if (mention) return notePush({ ...said, mention });
  return newsPush({ ...said, body: words, calls, isUpdate });
}

/** Closes what is shown of it. */
export function closingPush(notice: Notice, badge: number): PushMessage {
  return closePush(placeOf(notice), badge);
}

export function placeOf({ room, seq, thread }: Notice) {
  return thread === undefined ? { room, seq } : { room, seq, thread };
}

/** What a program's sign counts: messages that name this person. */
export function badgeOf({ rooms }: InboxState): number {
  return [...rooms.values()].reduce((sum, { unread }) => sum + mentionsIn(unread), 0);
}
