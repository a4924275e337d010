import { useText } from "../i18n/i18n.ts";
import { useRoving } from "../ui/use-roving.ts";
import css from "./emoji-grid.module.css";
import { emojiText } from "./emoji.text.ts";

type RecentRowProps = { emoji: readonly string[]; onPick: (emoji: string) => void };

/** What was picked last: one tab stop, and arrow keys inside. */
export function RecentRow({ emoji, onPick }: RecentRowProps) {
  const t = useText(emojiText);
  const roving = useRoving<HTMLDivElement>();
  return (
    <>
      <div className={css["category"]} aria-hidden="true">
        {t.recent}
      </div>
      <div className={css["recent"]} role="toolbar" aria-label={t.recent} {...roving}>
        {emoji.map((one) => (
          <button key={one} type="button" className={css["emoji"]} onClick={() => onPick(one)}>
            {one}
          </button>
        ))}
      </div>
    </>
  );
}
