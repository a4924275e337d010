import { Suspense } from "react";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import type { Connection, RoomHandle } from "./room-view.ts";
import { roomText } from "./room.text.ts";
import { takeNewest } from "../updates/newest.ts";
import css from "./status-line.module.css";
import { useRoomView } from "./use-room.ts";
import { lazyPart } from "../ui/lazy-part.ts";

const TypingLine = lazyPart(async () => ({
  default: (await import("./typing-line.tsx")).TypingLine,
}));

/** One line above the composer, always as high: what is wrong with the connection, who is typing, or what runs late. */
export function StatusLine({ handle }: { handle: RoomHandle }) {
  const t = useText(roomText);
  const connection = useRoomView(handle, (view) => view.connection);
  const isTyping = useRoomView(handle, ({ typing }) => typing.has(undefined));
  const isArchiveLate = useRoomView(handle, (view) => view.archive === "degraded");
  const waiting = useRoomView(
    handle,
    (view) => view.pending.filter((pending) => pending.send.at !== "failed").length,
  );
  return (
    <div className={css["line"]}>
      {connection.at === "live" ? (
        <>
          <Suspense fallback={null}>{isTyping && <TypingLine handle={handle} />}</Suspense>
          {isArchiveLate && !isTyping && <output>{t.archiveLate}</output>}
        </>
      ) : (
        <ConnectionWords connection={connection} waiting={waiting} />
      )}
    </div>
  );
}

type NotLive = Exclude<Connection, { at: "live" }>;

function ConnectionWords({ connection, waiting }: { connection: NotLive; waiting: number }) {
  const t = useText(roomText);
  if (connection.at === "connecting")
    return <output className={css["later"]}>{t.connecting}</output>;
  const why = connection.at === "closed" ? connection.why : null;
  return (
    <output className={css["offline"]}>
      {why ? t.closed(why) : waiting === 0 ? t.offline : t.offlineWaiting(waiting)}
      {why === "version" && (
        <Button look="plain" onClick={() => void takeNewest()}>
          {t.reload}
        </Button>
      )}
    </output>
  );
}
