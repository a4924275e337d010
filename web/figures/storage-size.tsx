import { useId } from "react";
import { useText } from "../i18n/i18n.ts";
import chart from "./figure-chart.module.css";
import { figuresText } from "./figures.text.ts";
import css from "./storage-size.module.css";
import { tellAmount } from "./tell-amounts.ts";

/** What is taken on disks. `bytes`: by the database; null where it does not tell. */
export function StorageSize({ bytes }: { bytes: number | null }) {
  const t = useText(figuresText);
  const titleId = useId();
  return (
    <section className={chart["chart"]} aria-labelledby={titleId}>
      <h2 id={titleId} className={chart["title"]}>
        {t.storage}
      </h2>
      <p className={chart["about"]}>{bytes === null ? t.databaseUntold : t.database}</p>
      {bytes !== null && <p className={css["size"]}>{tellAmount(bytes, "bytes")}</p>}
    </section>
  );
}
