import { useId } from "react";
import { useText } from "../i18n/i18n.ts";
import { ChartTable } from "./chart-table.tsx";
import type { Drawn } from "./drawn.ts";
import css from "./figure-chart.module.css";
import { figuresText } from "./figures.text.ts";
import { Plot } from "./plot.tsx";
import { tellAmount, tellMoment } from "./tell-amounts.ts";

type FigureChartProps = {
  drawn: Drawn;
  /** When it was told (ms since epoch). */
  now: number;
  looked: number | null;
  onLook: (slot: number | null) => void;
};

/** A chart with its title, what its lines come to at the moment that is looked at, and the table behind it. */
export function FigureChart({ drawn, now, looked, onLook }: FigureChartProps) {
  const t = useText(figuresText);
  const titleId = useId();
  const { chart, slots, lines, marks } = drawn;
  const shown = looked ?? slots.length - 1;
  const slot = slots[shown];
  const title = t.title(chart.name);
  const time = looked === null || !slot ? t.latest : tellMoment(slot.start, now);
  const values = [
    ...lines.map(({ name, values: all }) => ({
      name,
      amount: tellAmount(all[shown] ?? null, chart.unit),
    })),
    ...(chart.marks
      ? [
          {
            name: chart.marks.name,
            amount: slot?.step ? tellAmount(marks[shown] ?? 0, "count") : "–",
          },
        ]
      : []),
  ];
  const said = slot?.step
    ? values.map(({ name, amount }) => t.valueOf({ what: t.line(name), amount })).join(", ")
    : t.nothingCounted;
  const at = slot ? tellMoment(slot.start, now) : t.latest;

  return (
    <section className={css["chart"]} aria-labelledby={titleId}>
      <h2 id={titleId} className={css["title"]}>
        {title}
      </h2>
      <p className={css["about"]}>{t.about(chart.name)}</p>
      <p className={css["values"]}>
        {values.map(({ name, amount }, line) => (
          <span key={name} className={css["value"]}>
            <span
              className={css["swatch"]}
              data-line={line < lines.length ? line : "marks"}
              aria-hidden="true"
            />
            <span className={css["what"]}>{t.line(name)}</span>{" "}
            <b className={css["amount"]}>{amount}</b>
          </span>
        ))}
        <span className={css["when"]}>{time}</span>
      </p>
      <Plot
        drawn={drawn}
        label={t.timeIn({ chart: title })}
        says={t.valuesAt({ time: at, values: said })}
        looked={looked}
        onLook={onLook}
      />
      <ChartTable drawn={drawn} now={now} title={title} />
    </section>
  );
}
