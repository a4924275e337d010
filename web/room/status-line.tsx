import type { Person } from "#protocol/down.ts";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import type { Connection, RoomHandle } from "./room-view.ts";
import { roomText } from "./room.text.ts";
import { takeNewest } from "../updates/newest.ts";
import css from "./status-line.module.css";
import { TYPING_NAMES_UP_TO } from "#protocol/limits.ts";
import { useRoomView } from "./use-room.ts";

/** One line above the composer, always as high: what is wrong with the connection, who is typing, or what runs late. */
export function StatusLine({ handle }: { handle: RoomHandle }) {
  const t = useText(roomText);
  const connection = useRoomView(handle, (view) => view.connection);
  const typing = useRoomView(handle, (view) => view.typing);
  const isCrowd = useRoomView(handle, (view) => view.here.count > TYPING_NAMES_UP_TO);
  const isArchiveLate = useRoomView(handle, (view) => view.archive === "degraded");
  const waiting = useRoomView(
    handle,
    (view) => view.pending.filter((pending) => pending.send.at !== "failed").length,
  );
  return (
    <div className={css["line"]}>
      {connection.at === "live" ? (
        <>
          <span className={css["typing"]}>
            {isCrowd ? tellTypingInCrowd(typing, t) : tellTyping(typing, t)}
          </span>
          {isArchiveLate && typing.length === 0 && <output>{t.archiveLate}</output>}
        </>
      ) : (
        <ConnectionWords connection={connection} waiting={waiting} />
      )}
    </div>
  );
}

function ConnectionWords({ connection, waiting }: { connection: Connection; waiting: number }) {
  const t = useText(roomText);
  switch (connection.at) {
    case "live":
      return null;
    case "connecting":
      return <output className={css["later"]}>{t.connecting}</output>;
    case "offline":
      return (
        <output className={css["offline"]}>
          {waiting === 0 ? t.offline : t.offlineWaiting(waiting)}
        </output>
      );
    case "closed":
      return (
        <output className={css["offline"]}>
          {t.closed(connection.why)}
          {connection.why === "version" && (
            <Button look="plain" onClick={() => void takeNewest()}>
              {t.reload}
            </Button>
          )}
        </output>
      );
  }
}

type Words = ReturnType<typeof roomText.get>;

/** "Ann and Bob are typing", or nothing. */
function tellTyping(people: readonly Person[], t: Words): string {
  const [first, second] = people;
  if (!first) return "";
  if (!second) return t.oneTypes({ name: first.name });
  if (people.length === 2) return t.twoType({ first: first.name, second: second.name });
  return t.severalType;
}

/** Among very many, a name that flits by says nothing. */
function tellTypingInCrowd({ length }: readonly Person[], t: Words): string {
  if (length === 0) return "";
  return length === 1 ? t.someoneTypes : t.severalType;
}
