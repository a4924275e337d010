import { useId, type ReactNode } from "react";
import chart from "./figure-chart.module.css";
import css from "./figure-rows.module.css";

/** What stands in a line: what it is, a little more about it below, and how much. */
export type FigureRow = { key: string; what: ReactNode; more: ReactNode; amount: string };

type FigureRowsProps = {
  title: string;
  about: string;
  /** The columns' names, for those who hear the table. */
  heads: readonly [what: string, amount: string];
  rows: readonly FigureRow[];
};

/** Figures of which each has a line of its own. Without any there is the sentence alone. */
export function FigureRows({ title, about, heads, rows }: FigureRowsProps) {
  const titleId = useId();
  return (
    <section className={css["rows"]} aria-labelledby={titleId}>
      <h2 id={titleId} className={chart["title"]}>
        {title}
      </h2>
      <p className={chart["about"]}>{about}</p>
      {rows.length > 0 && (
        <table className={css["table"]}>
          <thead className="only-heard">
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, what, more, amount }) => (
              <tr key={key}>
                <th scope="row">
                  {what}
                  <span className={css["more"]}>{more}</span>
                </th>
                <td>{amount}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
