import { useId } from "react";
import { useText } from "../i18n/i18n.ts";
import chart from "./figure-chart.module.css";
import type { Figures } from "./figures-by-http.ts";
import { figuresText } from "./figures.text.ts";
import css from "./rows.module.css";
import { tellAmount } from "./tell-amounts.ts";

const KINDS = ["room", "inbox", "note"] as const;

/** What is taken on disks now, by kind, and what is not known of it. */
export function StorageSizes({ now: { stored, databaseBytes } }: Pick<Figures, "now">) {
  const t = useText(figuresText);
  const titleId = useId();
  const isTold = KINDS.some((kind) => stored[kind].objects > 0);
  return (
    <section className={css["rows"]} aria-labelledby={titleId}>
      <h2 id={titleId} className={chart["title"]}>
        {t.storage}
      </h2>
      <p className={chart["about"]}>{isTold ? t.storageAbout : t.storageUntold}</p>
      <table className={css["table"]}>
        <thead className="only-heard">
          <tr>
            <th scope="col">{t.kindOf}</th>
            <th scope="col">{t.size}</th>
          </tr>
        </thead>
        <tbody>
          {isTold &&
            KINDS.map((kind) => (
              <tr key={kind}>
                <th scope="row">
                  {t.kind(kind)}
                  <span className={css["more"]}>{t.ofSoMany(stored[kind].objects)}</span>
                </th>
                <td>{tellAmount(stored[kind].objects > 0 ? stored[kind].bytes : null, "bytes")}</td>
              </tr>
            ))}
          <tr>
            <th scope="row">
              {t.kind("database")}
              <span className={css["more"]}>
                {databaseBytes === null ? t.databaseUntold : t.databaseAbout}
              </span>
            </th>
            <td>{tellAmount(databaseBytes, "bytes")}</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}
