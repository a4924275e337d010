import { Skeleton } from "../ui/skeleton.tsx";
import css from "./figures-skeleton.module.css";

/** The page while its figures are on their way: a sentence, and charts. */
export function FiguresSkeleton({ label }: { label: string }) {
  return (
    <output aria-label={label} className={css["page"]}>
      <Skeleton width="medium" />
      <Skeleton width="long" />
      {[0, 1].map((chart) => (
        <div key={chart} className={css["chart"]}>
          <Skeleton width="short" />
          <Skeleton width="full" />
          <Skeleton width="full" />
          <Skeleton width="full" />
        </div>
      ))}
    </output>
  );
}
