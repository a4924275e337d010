import { tellNumber } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import { activityText } from "./activity.text.ts";
import { useCountOfNew } from "./seen.ts";
import css from "./unseen-count.module.css";

/** Above this a number says no more than that it is many. */
const MANY = 99;

/** How much of what concerned one was not looked at yet. It stands beside the word for activity. */
export function UnseenCount() {
  const t = useText(activityText);
  const count = useCountOfNew();
  if (count === 0) return null;
  return (
    <>
      <span className={css["count"]} aria-hidden="true">
        {count > MANY ? `${tellNumber(MANY)}+` : tellNumber(count)}
      </span>
      <span className="only-heard">, {t.unseen(count)}</span>
    </>
  );
}
