import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import { counts, mentionsInAll, type RoomCount } from "../inbox/counts-store.ts";

/** What a tab says of all rooms: how many messages name this person, and whether anything else is new. */
export type TabNews = { mentions: number; hasOther: boolean };

/** `isTold`: rooms of which somebody wants to hear nothing are no news. */
export function newsOf(
  rooms: Readonly<Record<RoomId, RoomCount>>,
  isTold: (room: RoomId) => boolean,
): TabNews {
  const hasOther = Object.entries(rooms).some(
    ([id, { count, threads }]) =>
      isRoom(id) &&
      isTold(id) &&
      (count > 0 || [...threads.values()].some((thread) => thread.count > 0 && !thread.isMuted)),
  );
  return { mentions: mentionsInAll(rooms), hasOther };
}

function isRoom(id: string): id is RoomId {
  return v.is(RoomId, id);
}

/** As it stands before the title; nothing where nothing is new. */
export function titleSays({ mentions, hasOther }: TabNews): string {
  if (mentions > 0) return `(${mentions > 99 ? "99+" : mentions}) `;
  return hasOther ? "• " : "";
}

const SAID = /^(?:\(\d+\+?\) |• )/;
const ICONS = { none: "/icon.svg", news: "/icon-news.svg", mentions: "/icon-mentions.svg" };

/**
 * Says on the tab what is new, before whatever its page is called, and on its icon. Pages give the tab their names as they open, so this
 * looks on and puts the number back. Gives what ends it, and takes it away.
 */
export function showOnTab(isTold: (room: RoomId) => boolean): { look(): void; end(): void } {
  let news: TabNews = { mentions: 0, hasOther: false };
  const write = () => {
    const title = `${titleSays(news)}${document.title.replace(SAID, "")}`;
    if (title !== document.title) document.title = title;
    const icon = news.mentions > 0 ? ICONS.mentions : news.hasOther ? ICONS.news : ICONS.none;
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (link && link.getAttribute("href") !== icon) link.setAttribute("href", icon);
  };
  const look = () => {
    news = newsOf(counts.getState(), isTold);
    write();
  };
  const titles = new MutationObserver(write);
  titles.observe(document.head, { childList: true, subtree: true, characterData: true });
  const stop = counts.subscribe(look);
  look();
  return {
    look,
    end: () => {
      stop();
      titles.disconnect();
      news = { mentions: 0, hasOther: false };
      write();
    },
  };
}
