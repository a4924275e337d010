import { memo, type ReactNode } from "react";
import type { RoomEvent } from "#protocol/events.ts";
import { tellDate } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import { withParts } from "../i18n/with-parts.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import css from "./quiet-rows.module.css";
import { RowFrame } from "./row-frame.tsx";
import { tellRun, type Membership } from "./membership-runs.ts";
import { comingsText, timelineText } from "./timeline.text.ts";
import { clockTime, dayName, exactTime } from "./times.ts";
import { useToday } from "./use-today.ts";

/** A run of comings and goings, in one line. */
export function RunRow({ run, isCurrent }: { run: readonly Membership[]; isCurrent: boolean }) {
  const says = tellRun(run, useText(comingsText));
  const at = run.at(-1)?.at ?? 0;
  return (
    <RowFrame className={css["run"]} label={`${says}, ${exactTime(at)}`} isCurrent={isCurrent}>
      <span className={css["time"]} title={exactTime(at)}>
        {clockTime(at)}
      </span>
      <span className={css["says"]}>{says}</span>
    </RowFrame>
  );
}

type BeginningRowProps = {
  event: Extract<RoomEvent, { type: "room.created" }>;
  /** What whoever opened the room is called. */
  by: string;
  isCurrent: boolean;
  /** What to do first, while nobody has said anything. */
  invitation: ReactNode;
};

/** The first row of every room. */
export function BeginningRow({ event, by, isCurrent, invitation }: BeginningRowProps) {
  const t = useText(timelineText);
  const { room, at } = event;
  return (
    <RowFrame
      className={css["beginning"]}
      label={t.beginningOf({ room: room.name })}
      isCurrent={isCurrent}
    >
      <h2 className={css["title"]}>
        <bdi>{room.name}</bdi>
      </h2>
      <p className={css["since"]}>
        {withParts(t.opened, {
          by: <bdi key="by">{by}</bdi>,
          date: (
            <time key="date" dateTime={new Date(at).toISOString()}>
              {tellDate(at)}
            </time>
          ),
        })}
      </p>
      {invitation}
    </RowFrame>
  );
}

/** Holds the place of an event that is on its way. */
export const UnloadedRow = memo(function UnloadedRow({ seed }: { seed: number }) {
  return (
    <div className={css["unloaded"]} aria-hidden="true">
      <span className={css["face"]} />
      <span className={css["bars"]}>
        <Skeleton width="short" />
        <Skeleton width={seed % 3 === 0 ? "medium" : "long"} />
      </span>
    </div>
  );
});

/** A new day begins: its name on a hairline. */
export function DayLine({ at }: { at: number }) {
  useText(timelineText);
  const today = useToday();
  return (
    <h2 className={css["day"]}>
      <span className={css["day-name"]}>{dayName(at, today)}</span>
    </h2>
  );
}
