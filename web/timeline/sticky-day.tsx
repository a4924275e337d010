import { useSyncExternalStore } from "react";
import type { ListScroll } from "./list-scroll.ts";
import css from "./message-list.module.css";
import type { Rows } from "./rows.ts";
import { dayName, startOfDay } from "./times.ts";
import { useToday } from "./use-today.ts";

type StickyDayProps = { rows: Rows; scroll: ListScroll; isMoving: boolean };

/** The day of the top row, while the list moves. For the eyes only: the rows carry their times. */
export function StickyDay({ rows, scroll, isMoving }: StickyDayProps) {
  "use no memo";
  const today = useToday();
  const day = useSyncExternalStore(scroll.subscribe, () => {
    const at = rows.timeAt(scroll.topRow);
    return at === null ? null : startOfDay(at);
  });
  if (day === null) return null;
  return (
    <div className={css["sticky-day"]} data-moving={isMoving || undefined} aria-hidden="true">
      {dayName(day, today)}
    </div>
  );
}
