import type { Person } from "#protocol/down.ts";
import { Button } from "../ui/button.tsx";
import type { Connection, RoomHandle } from "./room-view.ts";
import css from "./status-line.module.css";
import { TYPING_NAMES_UP_TO } from "#protocol/limits.ts";
import { useRoomView } from "./use-room.ts";

/** One line above the composer, always as high: what is wrong with the connection, who is typing, or what runs late. */
export function StatusLine({ handle }: { handle: RoomHandle }) {
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
            {isCrowd ? tellTypingInCrowd(typing) : tellTyping(typing)}
          </span>
          {isArchiveLate && typing.length === 0 && (
            <output>The archive is running late. Nothing is lost.</output>
          )}
        </>
      ) : (
        <ConnectionWords connection={connection} waiting={waiting} />
      )}
    </div>
  );
}

function ConnectionWords({ connection, waiting }: { connection: Connection; waiting: number }) {
  switch (connection.at) {
    case "live":
      return null;
    case "connecting":
      return <output className={css["later"]}>Connecting…</output>;
    case "offline":
      return <output className={css["offline"]}>{tellOffline(waiting)}</output>;
    case "closed":
      return (
        <output className={css["offline"]}>
          {tellClosed(connection.why)}
          {connection.why === "version" && (
            <Button look="plain" onClick={() => window.location.reload()}>
              Reload
            </Button>
          )}
        </output>
      );
  }
}

/** What no connection means for the one who reads it. */
export function tellOffline(waiting: number): string {
  switch (waiting) {
    case 0:
      return "No connection. You can go on reading and writing.";
    case 1:
      return "No connection. 1 message will be sent when you are back.";
    default:
      return `No connection. ${waiting} messages will be sent when you are back.`;
  }
}

function tellClosed(why: Extract<Connection, { at: "closed" }>["why"]): string {
  switch (why) {
    case "not_member":
      return "You are not in this room any more.";
    case "no_such_room":
      return "This room is gone.";
    case "signed_out":
      return "You were signed out. Sign in again.";
    case "version":
      return "This page is too old for the server.";
  }
}

/** "Ann and Bob are typing", or nothing. */
export function tellTyping(people: readonly Person[]): string {
  const [first, second] = people;
  if (!first) return "";
  if (!second) return `${isolate(first.name)} is typing`;
  if (people.length === 2) return `${isolate(first.name)} and ${isolate(second.name)} are typing`;
  return "Several people are typing";
}

/** Among very many, a name that flits by says nothing. */
function tellTypingInCrowd({ length }: readonly Person[]): string {
  if (length === 0) return "";
  return length === 1 ? "Someone is typing" : "Several people are typing";
}

/** First-strong isolates: a name written right to left must not turn the sentence around. */
function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}
