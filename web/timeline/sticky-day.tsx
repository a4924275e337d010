import { useText } from "../i18n/i18n.ts";
import css from "./message-list.module.css";
import { timelineText } from "./timeline.text.ts";
import { dayName } from "./times.ts";
import { useToday } from "./use-today.ts";

type StickyDayProps = { day: number | null; isShown: boolean; onAsk: () => void };

/** The day of the top row: shown while the list moves and for a moment after, and by keyboard. Pressed, it leads to another. */
export function StickyDay({ day, isShown, onAsk }: StickyDayProps) {
  const t = useText(timelineText);
  const today = useToday();
  const name = day === null ? null : dayName(day, today);
  return (
    <button
      type="button"
      className={css["sticky-day"]}
      data-shown={(isShown && name !== null) || undefined}
      aria-label={name === null ? t.toDate : t.toDateFrom({ day: name })}
      aria-haspopup="dialog"
      onClick={onAsk}
    >
      {name ?? t.toDate}
    </button>
  );
}
