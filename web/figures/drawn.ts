import type { Chart, Line } from "./charts-of-day.ts";
import { gapsOf, isKnown, type Slot } from "./day.ts";
import { topOf } from "./scale.ts";

/** How high the drawing is, in units of its own; a slot is one wide. */
export const HEIGHT = 100;

export type DrawnLine = {
  name: Line["name"];
  /** By slot; null where there is nothing to tell. */
  values: readonly (number | null)[];
  /** What an SVG path takes: the line alone, and all that is below it. */
  path: string;
  area: string;
};

/** A chart as it can be drawn. `marks`: by slot, how often what should not happen did. */
export type Drawn = {
  chart: Chart;
  slots: readonly Slot[];
  /** What the upper edge stands for, in the chart's unit. */
  top: number;
  lines: readonly DrawnLine[];
  marks: readonly number[];
  gaps: readonly [from: number, to: number][];
};

export function drawnOf(chart: Chart, slots: readonly Slot[]): Drawn {
  const told = slots.map((slot) => (isKnown(slot) ? [slot] : null));
  const valued = chart.lines.map(({ name, of }) => ({
    name,
    values: told.map((slot) => slot && of(slot)),
  }));
  const most = Math.max(0, ...valued.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const top = topOf(most, chart.unit);
  return {
    chart,
    slots,
    top,
    lines: valued.map((line) => ({ ...line, ...pathsOf(line.values, top) })),
    marks: told.map((slot) => (slot && chart.marks?.of(slot)) ?? 0),
    gaps: gapsOf(slots),
  };
}

/** Whether there is anything to draw: where no host tells how much is stored, there is not. */
export function isTold({ lines }: Drawn): boolean {
  return lines.some(({ values }) => values.some((value) => value !== null));
}

/** A stair: each value holds for the whole of its slot. Where there is none, the line ends, because nobody knows how it went on. */
function pathsOf(values: readonly (number | null)[], top: number): { path: string; area: string } {
  let path = "";
  let area = "";
  let isDown = false;
  for (const [i, value] of values.entries()) {
    if (value === null) {
      if (isDown) area += `V${HEIGHT}Z`;
      isDown = false;
      continue;
    }
    const y = HEIGHT - (value / top) * HEIGHT;
    const height = y.toFixed(2);
    path += isDown ? `V${height}H${i + 1}` : `M${i} ${height}H${i + 1}`;
    area += isDown ? `V${height}H${i + 1}` : `M${i} ${HEIGHT}V${height}H${i + 1}`;
    isDown = true;
  }
  return { path, area: isDown ? `${area}V${HEIGHT}Z` : area };
}
