import { useStore } from "zustand";
import type { RoomId } from "#protocol/ids.ts";
import { useText } from "../i18n/i18n.ts";
import { counts } from "./counts-store.ts";
import css from "./unread-badge.module.css";
import { unreadBadgeText } from "./unread-badge.text.ts";

/** Above this a number says no more than that it is many. */
const MANY = 99;

type UnreadBadgeProps = { room: RoomId; isUnread: boolean; isMuted: boolean };

/** How much is new in a room: mentions stand out, also in one that is muted; of anything else a muted one is silent. */
export function UnreadBadge({ room, isUnread, isMuted }: UnreadBadgeProps) {
  const t = useText(unreadBadgeText);
  const count = useStore(counts, (all) => all[room]?.count ?? 0);
  const mentions = useStore(counts, (all) => all[room]?.mentions ?? 0);
  if (mentions > 0) {
    return (
      <>
        <span className={css["mentions"]} aria-hidden="true">
          {short(mentions)}
        </span>
        <span className="only-heard">, {t.mentions(mentions)}</span>
      </>
    );
  }
  if (!isUnread || isMuted) return null;
  if (count === 0) return <span className="only-heard">, {t.unread}</span>;
  return (
    <>
      <span className={css["count"]} aria-hidden="true">
        {short(count)}
      </span>
      <span className="only-heard">, {t.count(count)}</span>
    </>
  );
}

function short(count: number): string {
  return count > MANY ? `${MANY}+` : String(count);
}
