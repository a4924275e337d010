import { memo } from "react";
import type { MessagePosted } from "#protocol/events.ts";
import { useText } from "../i18n/i18n.ts";
import { usePlainText } from "../markup/plain-text.ts";
import { Avatar } from "../ui/avatar.tsx";
import { BodyText } from "./body-text.tsx";
import css from "./message-row.module.css";
import { RowFrame } from "./row-frame.tsx";
import { timelineText } from "./timeline.text.ts";
import { clockTime, exactTime } from "./times.ts";

type MessageRowProps = {
  event: MessagePosted;
  /** What its author is called. */
  name: string;
  startsGroup: boolean;
  /** Whether the list's one tab stop is here. */
  isCurrent: boolean;
};

export const MessageRow = memo(function MessageRow({
  event,
  name,
  startsGroup,
  isCurrent,
}: MessageRowProps) {
  const { by, body, action, at } = event;
  const says = usePlainText(body, action);
  // Times are told anew when another language is spoken.
  useText(timelineText);
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
        <BodyText
          body={action ? `${name} ${body}` : body}
          isAction={action}
          isReachable={isCurrent}
        />
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
