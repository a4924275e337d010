import { useState } from "react";
import { Link } from "wouter";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { directoryText } from "./directory.text.ts";
import { refreshJoined } from "./directory.ts";
import css from "./directory-row.module.css";
import type { ListedRoom } from "./listed-room.ts";
import { joinRoom } from "./rooms-by-http.ts";

type DirectoryRowProps = { room: ListedRoom; onOpen: () => void };

/** A room in the directory: what it is called, what it is about, how many are in it. */
export function DirectoryRow({ room, onOpen }: DirectoryRowProps) {
  const t = useText(directoryText);
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);

  const join = async () => {
    setBusy(true);
    const answer = await joinRoom(room.id);
    setBusy(false);
    if (answer.ok) {
      const known = refreshJoined(room.id);
      onOpen();
      await known;
    } else {
      setWrong(answer.says);
    }
  };

  return (
    <li className={css["row"]}>
      <div className={css["about"]}>
        <Link href={`/rooms/${room.id}`} className={css["name"]}>
          <bdi>{room.name}</bdi>
        </Link>
        <p className={css["facts"]}>
          {room.invitation && (
            <bdi className={css["invited"]}>{t.invited({ name: room.invitation.name })}</bdi>
          )}
          <span className={css["members"]}>{t.members(room.members)}</span>
          {room.topic !== "" && (
            <bdi className={css["topic"]} title={room.topic}>
              {room.topic}
            </bdi>
          )}
        </p>
        {wrong !== null && (
          <p className={css["wrong"]} role="alert">
            {wrong}
          </p>
        )}
      </div>
      {room.joined ? (
        <Button look="plain" onClick={onOpen} aria-label={t.openOne({ room: room.name })}>
          {t.open}
        </Button>
      ) : (
        <Button
          isBusy={isBusy}
          onClick={() => void join()}
          aria-label={t.joinOne({ room: room.name })}
        >
          {t.join}
        </Button>
      )}
    </li>
  );
}
