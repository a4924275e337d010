import { memo } from "react";
import { useStore } from "zustand";
import type { MessagePosted } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import { edits, isEdited } from "../composer/edits.ts";
import { useText } from "../i18n/i18n.ts";
import { usePlainText } from "../markup/plain-text.ts";
import { loadParts, useParts } from "../messages/parts.ts";
import { tombstoneText } from "../messages/tombstone.text.ts";
import { useShown } from "../messages/use-shown.ts";
import type { RoomHandle } from "../room/room-view.ts";
import type { ShownMessage } from "../room/shown-message.ts";
import { isSaved, saved } from "../saved/saved.ts";
import { Avatar } from "../ui/avatar.tsx";
import { onceIdle } from "../ui/when-idle.ts";
import { BodyText } from "./body-text.tsx";
import css from "./message-row.module.css";
import { RowFrame } from "./row-frame.tsx";
import { timelineText } from "./timeline.text.ts";
import { clockTime, exactTime } from "./times.ts";

// Most rooms have some, and later ones should not wait for them.
onceIdle(() => void loadParts());

type MessageRowProps = {
  handle: RoomHandle;
  event: MessagePosted;
  /** What its author is called. */
  name: string;
  /** Who reads. */
  me: PersonId;
  startsGroup: boolean;
  /** Whether the list's one tab stop is here. */
  isCurrent: boolean;
};

export const MessageRow = memo(function MessageRow({
  handle,
  event,
  name,
  me,
  startsGroup,
  isCurrent,
}: MessageRowProps) {
  const { by, at, action } = event;
  const { shown, changes } = useShown(handle, event, me);
  const isBeingEdited = useStore(edits, (all) => isEdited(all, handle.id, { target: event.seq }));
  const isKept = useStore(saved, (marks) => isSaved(marks, handle.id, event.seq));
  const parts = useParts(isKept || changes.length > 0 || hasParts(shown));
  const stone = useText(tombstoneText);
  // Times are told anew when another language is spoken.
  useText(timelineText);
  const { deleted, body } = shown;
  const words = usePlainText(body, action);
  const gone = deleted && (deleted.by === by ? stone.deleted : stone.removed);
  const isCalled = by !== me && !gone && shown.calls !== undefined;
  const part = { handle, shown, changes, isReachable: isCurrent };
  return (
    <RowFrame
      className={css["row"]}
      seq={event.seq}
      label={`${name}: ${gone ?? words}, ${exactTime(at)}`}
      isCurrent={isCurrent}
      startsGroup={startsGroup}
      isBeingEdited={isBeingEdited}
      isForMe={isCalled || (by !== me && !gone && shown.mentions.includes(me))}
    >
      {startsGroup ? (
        <>
          {/* Whoever presses either gets the person's card (web/people/person-cards.tsx). */}
          <div className={css["gutter"]} data-person={by} data-name={name}>
            <Avatar id={by} name={name} />
          </div>
          <header className={css["head"]}>
            {/* No <button>: what is said could not be copied with who said it. */}
            <bdi
              className={css["name"]}
              role="button"
              tabIndex={isCurrent ? 0 : -1}
              aria-haspopup="dialog"
              data-person={by}
              data-name={name}
            >
              {name}
            </bdi>
            <Time at={at} />
          </header>
        </>
      ) : (
        <div className={css["gutter"]} data-quiet>
          <Time at={at} />
        </div>
      )}
      <div className={css["said"]}>
        {parts && <parts.Before {...part} />}
        {gone === null ? (
          <div className={css["words"]} data-going={shown.isGoing || undefined}>
            <BodyText
              body={action ? `${name} ${body}` : body}
              isAction={action}
              isReachable={isCurrent}
              isCalled={isCalled}
              marks={parts && <parts.Marks {...part} />}
            />
          </div>
        ) : (
          <p className={css["gone"]}>{gone}</p>
        )}
        {parts && <parts.After {...part} />}
      </div>
    </RowFrame>
  );
});

/** Most messages are nothing but their words. */
function hasParts({ event, revision, reactions, isPinned, thread }: ShownMessage): boolean {
  return (
    event.replyTo !== undefined ||
    event.alsoInRoom === true ||
    revision > 0 ||
    reactions.length > 0 ||
    isPinned ||
    thread !== null
  );
}

function Time({ at }: { at: number }) {
  return (
    <time className={css["time"]} dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {clockTime(at)}
    </time>
  );
}
