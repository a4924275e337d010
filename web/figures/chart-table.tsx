import { useState } from "react";
import { useText } from "../i18n/i18n.ts";
import css from "./chart-table.module.css";
import { isKnown, rowsOf } from "./day.ts";
import type { Drawn } from "./drawn.ts";
import { figuresText } from "./figures.text.ts";
import { tellAmount, tellMoment } from "./tell-amounts.ts";

type ChartTableProps = { drawn: Drawn; now: number; title: string };

/** The same as a table, for whoever does not see the drawing or wants the figures. Made when it is opened. */
export function ChartTable({ drawn, now, title }: ChartTableProps) {
  const t = useText(figuresText);
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className={css["details"]}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className={css["summary"]} aria-label={t.chartAsTable({ chart: title })}>
        {t.asTable}
      </summary>
      {isOpen && <Rows drawn={drawn} now={now} title={title} />}
    </details>
  );
}

function Rows({ drawn: { chart, slots }, now, title }: ChartTableProps) {
  const t = useText(figuresText);
  const columns = [...chart.lines, ...(chart.marks ? [chart.marks] : [])];
  return (
    <table className={css["table"]}>
      <caption className="only-heard">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t.time}</th>
          {columns.map(({ name }) => (
            <th key={name} scope="col">
              {t.line(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rowsOf(slots).map((row) => {
          const known = row.slots.filter(isKnown);
          return (
            <tr key={row.start}>
              <th scope="row">{tellMoment(row.start, now)}</th>
              {known.length === 0 ? (
                <td colSpan={columns.length}>{t.nothingCounted}</td>
              ) : (
                columns.map(({ name, of }) => (
                  <td key={name}>
                    {tellAmount(of(known), name === chart.marks?.name ? "count" : chart.unit)}
                  </td>
                ))
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
