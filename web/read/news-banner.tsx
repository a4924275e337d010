import { inWords } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import { clockTime, dayOf } from "../timeline/times.ts";
import css from "./news-banner.module.css";
import { readText } from "./read.text.ts";

type NewsBannerProps = {
  /** How many messages are new; null: nobody knows yet. */
  count: number | null;
  /** When the first of them was said, or what was read before it; ms since epoch. */
  since: number | null;
  onJump: () => void;
  onRead: () => void;
};

/** Over the upper edge of a list, while what is new begins further up. */
export function NewsBanner({ count, since, onJump, onRead }: NewsBannerProps) {
  const t = useText(readText);
  const time = since === null ? null : momentOf(since);
  const counted = count === null ? t.news : t.newFrom(count);
  const told = count === null ? t.someSince : (at: { time: string }) => t.newSince(count, at);
  return (
    <section className={css["banner"]} data-news-banner aria-label={t.news}>
      <p className={css["says"]}>{time === null ? counted : told({ time })}</p>
      <button type="button" className={css["jump"]} title={t.jumpAbout} onClick={onJump}>
        {t.jump}
      </button>
      <button type="button" className={css["read"]} onClick={onRead}>
        {t.markRead}
      </button>
    </section>
  );
}

const day = inWords(
  (habits) =>
    new Intl.DateTimeFormat(habits, {
      day: "numeric",
      month: "short",
      hour: "numeric",
      minute: "2-digit",
    }),
);

/** "09:41", and with its day where that is another one. */
function momentOf(at: number): string {
  return dayOf(at) === dayOf(Date.now()) ? clockTime(at) : day().format(at);
}
