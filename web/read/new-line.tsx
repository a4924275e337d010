import { useText } from "../i18n/i18n.ts";
import type { Row } from "../timeline/rows.ts";
import { timelineText } from "../timeline/timeline.text.ts";
import css from "./new-line.module.css";

/** What stands below was not read yet. On the line of a day it is a word at its end. */
export function NewLine({ row }: { row: Row }) {
  const t = useText(timelineText);
  return (
    <div
      className={css["line"]}
      data-on-day={(row.kind === "message" && row.startsDay) || undefined}
    >
      <span>{t.new}</span>
    </div>
  );
}
