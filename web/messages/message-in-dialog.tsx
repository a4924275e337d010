import type { RoomHandle } from "../room/room-view.ts";
import type { ShownMessage } from "../room/shown-message.ts";
import { BodyText } from "../timeline/body-text.tsx";
import { nameOf } from "../timeline/called.ts";
import { clockTime, exactTime } from "../timeline/times.ts";
import css from "./message-in-dialog.module.css";

/** The message that a dialog is about. */
export function MessageInDialog({ handle, shown }: { handle: RoomHandle; shown: ShownMessage }) {
  const { event, body } = shown;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A long one is scrolled, also by keys.
    <blockquote className={css["message"]} tabIndex={0}>
      <p className={css["head"]}>
        <bdi className={css["name"]}>{nameOf(event, handle.view.getState().room.members)}</bdi>{" "}
        <time dateTime={new Date(event.at).toISOString()} title={exactTime(event.at)}>
          {clockTime(event.at)}
        </time>
      </p>
      <BodyText body={body} isAction={event.action} isReachable={false} />
    </blockquote>
  );
}
