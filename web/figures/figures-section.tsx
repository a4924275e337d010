import { useMemo, useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SectionTrouble } from "../ui/section.tsx";
import { uiText } from "../ui/ui.text.ts";
import { chartsOf } from "./charts-of-day.ts";
import { dayOf } from "./day.ts";
import { drawnOf, isTold } from "./drawn.ts";
import { FigureChart } from "./figure-chart.tsx";
import type { Figures } from "./figures-by-http.ts";
import { FiguresSkeleton } from "./figures-skeleton.tsx";
import css from "./figures-section.module.css";
import { figuresText } from "./figures.text.ts";
import { HowItGoes } from "./how-it-goes.tsx";
import { refusedIn } from "./refused.ts";
import { RefusedCodes } from "./refused-codes.tsx";
import { StorageSizes } from "./storage-sizes.tsx";
import { tellMoment } from "./tell-amounts.ts";
import { useFigures } from "./use-figures.ts";

/** How the community goes, and went within the last day: for its owners. */
export function FiguresSection() {
  const u = useText(uiText);
  const t = useText(figuresText);
  const { data, error, errorUpdatedAt, refetch, isFetching } = useFigures();
  const again = (
    <Button isBusy={isFetching} onClick={() => void refetch()}>
      {u.tryAgain}
    </Button>
  );

  if (data === undefined)
    return error === null ? (
      <FiguresSkeleton label={t.loading} />
    ) : (
      <EmptyState title={t.notLoaded} action={again}>
        {error.message}
      </EmptyState>
    );
  const { at } = data.now;
  return (
    <>
      {error !== null && (
        <div className={css["trouble"]}>
          <SectionTrouble
            says={t.notRenewed({ reason: error.message, time: tellMoment(at, errorUpdatedAt) })}
          />
          {again}
        </div>
      )}
      <Shown figures={data} />
    </>
  );
}

function Shown({ figures }: { figures: Figures }) {
  const t = useText(figuresText);
  /** The moment that is looked at, in all charts alike: what happened at once stands side by side. */
  const [looked, setLooked] = useState<number | null>(null);
  const day = useMemo(() => dayOf(figures), [figures]);
  const all = useMemo(
    () => chartsOf(figures.secondsBounds).map((chart) => drawnOf(chart, day.slots)),
    [figures, day],
  );
  const refused = useMemo(() => refusedIn(figures), [figures]);
  const isEmpty = day.slots.length === 0;
  return (
    <div className={css["figures"]}>
      <HowItGoes figures={figures} day={day} />
      {isEmpty ? (
        <EmptyState title={t.none}>{t.noneAbout}</EmptyState>
      ) : (
        <>
          <div className={css["columns"]}>
            {all.filter(isTold).map((drawn) => (
              <FigureChart
                key={drawn.chart.name}
                drawn={drawn}
                now={day.at}
                looked={looked}
                onLook={setLooked}
              />
            ))}
          </div>
          <div className={css["columns"]}>
            <RefusedCodes refused={refused} />
            <StorageSizes now={figures.now} />
          </div>
        </>
      )}
    </div>
  );
}
