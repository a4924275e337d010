import { memo, useMemo } from "react";
import type { MessagePosted } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { MessageState } from "#protocol/message-state.ts";
import { useText } from "../i18n/i18n.ts";
import { usePlainText } from "../markup/plain-text.ts";
import type { Change } from "../room/room-view.ts";
import { shownMessage } from "../room/shown-message.ts";
import { Avatar } from "../ui/avatar.tsx";
import { BodyText } from "./body-text.tsx";
import css from "./message-row.module.css";
import { RowFrame } from "./row-frame.tsx";
import { timelineText } from "./timeline.text.ts";
import { clockTime, exactTime } from "./times.ts";

type MessageRowProps = {
  event: MessagePosted;
  /** What has become of it, and what its reader wishes for it. */
  state: MessageState | undefined;
  changes: readonly Change[];
  isPinned: boolean;
  me: PersonId;
  /** What its author is called. */
  name: string;
  startsGroup: boolean;
  /** Whether the list's one tab stop is here. */
  isCurrent: boolean;
};

export const MessageRow = memo(function MessageRow({
  event,
  state,
  changes,
  isPinned,
  me,
  name,
  startsGroup,
  isCurrent,
}: MessageRowProps) {
  const t = useText(timelineText);
  const { by, action, at } = event;
  const { body, deleted, editedAt } = useMemo(
    () => shownMessage({ event, state, isPinned, changes, me }),
    [event, state, isPinned, changes, me],
  );
  const words = usePlainText(body, action);
  const says = deleted ? t.deleted : words;
  return (
    <RowFrame
      className={css["row"]}
      label={`${name}: ${says}, ${exactTime(at)}`}
      isCurrent={isCurrent}
      startsGroup={startsGroup}
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
        {deleted ? (
          <p className={css["deleted"]}>{t.deleted}</p>
        ) : (
          <BodyText
            body={action ? `${name} ${body}` : body}
            isAction={action}
            isReachable={isCurrent}
          />
        )}
        {editedAt !== null && !deleted && (
          <span className={css["edited"]} title={exactTime(editedAt)}>
            {t.edited}
          </span>
        )}
      </div>
    </RowFrame>
  );
});

function Time({ at }: { at: number }) {
  return (
    <time className={css["time"]} dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {clockTime(at)}
    </time>
  );
}
