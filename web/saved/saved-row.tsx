import { Link } from "wouter";
import { FORMER_MEMBER } from "#protocol/erasure.ts";
import { useText } from "../i18n/i18n.ts";
import { tombstoneText } from "../messages/tombstone.text.ts";
import { messagePath } from "../room/room-address.ts";
import { BodyText } from "../timeline/body-text.tsx";
import { clockTime, dayName, exactTime } from "../timeline/times.ts";
import { useToday } from "../timeline/use-today.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { saveMessage } from "./save-message.ts";
import type { SavedMessage } from "./saved-by-http.ts";
import css from "./saved-row.module.css";
import { savedText } from "./saved.text.ts";

/** A message that one keeps: what it says, by whom, and the way to where it was said. */
export function SavedRow({ saved }: { saved: SavedMessage }) {
  const t = useText(savedText);
  const stone = useText(tombstoneText);
  const today = useToday();
  const { room, seq, roomName, message } = saved;
  const name = message?.name || FORMER_MEMBER;
  const where = roomName ?? t.lostRoom;
  return (
    <li className={css["row"]}>
      {message ? <Avatar id={message.by} name={name} /> : <span />}
      <div className={css["about"]}>
        <p className={css["head"]}>
          {message && <bdi className={css["name"]}>{name}</bdi>}
          <Link className={css["where"]} href={messagePath(room, seq)}>
            <span className="only-heard">{t.open({ name })} </span>
            <bdi>{where}</bdi>
            {message && (
              <>
                {" · "}
                <time dateTime={new Date(message.at).toISOString()} title={exactTime(message.at)}>
                  {dayName(message.at, today)} {clockTime(message.at)}
                </time>
              </>
            )}
          </Link>
        </p>
        <div className={css["words"]}>
          {message === null && <p className={css["quiet"]}>{t.notYet}</p>}
          {message?.isDeleted && <p className={css["quiet"]}>{stone.deleted}</p>}
          {message?.isDeleted === false && (
            <BodyText
              body={message.isAction ? `${name} ${message.body}` : message.body}
              isAction={message.isAction}
              isReachable
            />
          )}
        </div>
      </div>
      <Button
        look="plain"
        aria-label={t.remove({ name })}
        onClick={() => saveMessage(room, seq, false)}
      >
        {t.removeShort}
      </Button>
    </li>
  );
}
