import { Link, useLocation } from "wouter";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { tell } from "../ui/tell.ts";
import { activityPath, type Shown } from "./activity-address.ts";
import { activityText } from "./activity.text.ts";
import css from "./filter-bar.module.css";
import { KINDS, type Listed } from "./listed.ts";
import { markSeen } from "./seen.ts";

type FilterBarProps = { shown: Shown; lines: readonly Listed[] };

/** Which kinds of activity are listed, and that all of it was seen. */
export function FilterBar({ shown, lines }: FilterBarProps) {
  const t = useText(activityText);
  const [, goTo] = useLocation();
  const { kind, isNewOnly } = shown;
  const news = lines.filter((line) => line.isNew).flatMap(({ ids }) => ids);
  return (
    <div className={css["bar"]}>
      <div className={css["choices"]}>
        <nav className={css["kinds"]} aria-label={t.kinds}>
          {KINDS.map((each) => (
            <Link
              key={each}
              // Whoever goes back leaves the list, and not one choice after the other.
              replace
              href={activityPath({ kind: each, isNewOnly })}
              className={css["kind"]}
              aria-current={each === kind ? "page" : undefined}
            >
              {t[each]}
            </Link>
          ))}
        </nav>
        <div className={css["more"]}>
          <label className={css["choice"]}>
            <input
              type="checkbox"
              checked={isNewOnly}
              onChange={({ target }) =>
                goTo(activityPath({ kind, isNewOnly: target.checked }), { replace: true })
              }
            />
            {t.newOnly}
          </label>
          {news.length > 0 && (
            <Button
              look="plain"
              onClick={() => {
                markSeen(news);
                tell(t.allMarked(news.length));
              }}
            >
              {t.markAll}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
