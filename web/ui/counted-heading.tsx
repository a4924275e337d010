import { tellNumber } from "../i18n/formats.ts";
import css from "./counted-heading.module.css";

/** Over a list in a panel: what it lists, and how many. */
export function CountedHeading({ says, count }: { says: string; count: number }) {
  return (
    <h3 className={css["heading"]}>
      {says} <span className={css["count"]}>{tellNumber(count)}</span>
    </h3>
  );
}
