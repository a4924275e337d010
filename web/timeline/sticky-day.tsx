import css from "./message-list.module.css";
import type { Rows } from "./rows.ts";
import { dayName } from "./times.ts";
import { useToday } from "./use-today.ts";

type StickyDayProps = { rows: Rows; first: number | null; isMoving: boolean };

/** The day of the top row, while the list moves. For the eyes only: the rows carry their times. */
export function StickyDay({ rows, first, isMoving }: StickyDayProps) {
  const today = useToday();
  const at = first === null ? null : rows.timeAt(first);
  if (at === null) return null;
  return (
    <div className={css["sticky-day"]} data-moving={isMoving || undefined} aria-hidden="true">
      {dayName(at, today)}
    </div>
  );
}
