import { memo } from "react";
import type { MessagePosted } from "#protocol/events.ts";
import { Avatar } from "../ui/avatar.tsx";
import { BodyText } from "./body-text.tsx";
import css from "./message-row.module.css";
import { RowFrame } from "./row-frame.tsx";
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
  return (
    <RowFrame
      className={css["row"]}
      label={`${name}: ${body}, ${exactTime(at)}`}
      isCurrent={isCurrent}
      startsGroup={startsGroup}
    >
      {startsGroup ? (
        <>
          <div className={css["gutter"]}>
            <Avatar id={by} name={name} />
          </div>
          <header className={css["head"]}>
            <bdi className={css["name"]}>{name}</bdi>
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
