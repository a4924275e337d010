import css from "./skeleton.module.css";

/** Stands where text will be. Shows itself only after 150 ms, so that quick answers do not flash. */
export function Skeleton({ width }: { width: "short" | "medium" | "long" | "full" }) {
  return <span className={css["bar"]} data-width={width} aria-hidden="true" />;
}

/** Rows of a list that is on its way. */
export function SkeletonRows({ rows, label }: { rows: number; label: string }) {
  return (
    <output aria-label={label} className={css["rows"]}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={css["row"]}>
          <Skeleton width={row % 3 === 1 ? "medium" : "short"} />
          <Skeleton width={row % 2 === 0 ? "long" : "medium"} />
        </div>
      ))}
    </output>
  );
}
