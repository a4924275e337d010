import type { News } from "./news-in.ts";
import type { Position, Positions } from "./positions.ts";

type Known = {
  /** As the directory last said, in ms since epoch. */
  lastAt: number | null;
  /** From the room itself, when it was open. */
  news: News | undefined;
  read: Position | undefined;
  since: Positions["since"];
};

/** Whether something is surely there that was not seen on this device. Not how much: that is the inbox's to know. */
export function isUnread({ lastAt, news, read, since }: Known): boolean {
  if (read?.manual !== undefined) return true;
  const isNewInside =
    news !== undefined && news.seq > (read?.seq ?? 0) && (read !== undefined || news.by > since);
  // Who spoke last is unknown from outside: what the room itself has told, such as one's own words, is not news.
  const seenUntil = Math.max(read?.at ?? since, news?.at ?? 0);
  return isNewInside || (lastAt ?? 0) > seenUntil;
}
