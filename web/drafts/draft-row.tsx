import { useStore } from "zustand";
import { Link } from "wouter";
import { directory } from "../directory/directory.ts";
import { useText } from "../i18n/i18n.ts";
import { roomPath } from "../room/room-address.ts";
import { threadPath } from "../room/open-beside.ts";
import { clockTime, dayName, exactTime } from "../timeline/times.ts";
import { useToday } from "../timeline/use-today.ts";
import { Button } from "../ui/button.tsx";
import { discardDraft } from "./discard-draft.ts";
import css from "./draft-row.module.css";
import { draftsText } from "./drafts.text.ts";
import type { ListedDraft } from "./listed-drafts.ts";

/** A draft: where it is written, what it says so far, and the way there. */
export function DraftRow({ draft }: { draft: ListedDraft }) {
  const t = useText(draftsText);
  const today = useToday();
  const { key, room, thread, version, text, at } = draft;
  const name = useStore(
    directory.store,
    ({ data }) => data?.find(({ id, joined }) => id === room && joined)?.name,
  );
  const where = name ?? t.lostRoom;
  const place = thread === undefined ? where : t.inThread({ room: where });
  return (
    <li className={css["row"]}>
      <p className={css["head"]}>
        <Link
          className={css["where"]}
          href={thread === undefined ? roomPath(room) : threadPath(room, thread)}
          aria-label={t.open({ room: place })}
        >
          <bdi>{place}</bdi>
        </Link>
        {version !== null && <span className={css["note"]}>{t.elsewhere}</span>}
        {at !== null && (
          <time className={css["note"]} dateTime={new Date(at).toISOString()} title={exactTime(at)}>
            {dayName(at, today)} {clockTime(at)}
          </time>
        )}
      </p>
      <p className={css["text"]} dir="auto">
        {text}
      </p>
      <Button
        look="plain"
        aria-label={t.discardIn({ room: place })}
        onClick={() => discardDraft(key, version)}
      >
        {t.discard}
      </Button>
    </li>
  );
}
