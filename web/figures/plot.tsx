import { memo, type CSSProperties, type PointerEvent } from "react";
import { HEIGHT, type Drawn } from "./drawn.ts";
import css from "./plot.module.css";
import { tellAmount } from "./tell-amounts.ts";
import { ticksOf } from "./time-ticks.ts";

type PlotProps = {
  drawn: Drawn;
  /** Of what finds its way by keys: its name, and what stands at the slot that is looked at. */
  label: string;
  says: string;
  /** By its number: the slot that is looked at; null: none. */
  looked: number | null;
  onLook: (slot: number | null) => void;
};

/** The drawing of a chart. A pointer, a finger or the arrow keys choose a moment; what was then is told beside it. */
export function Plot({ drawn, label, says, looked, onLook }: PlotProps) {
  const { slots, lines, top } = drawn;
  const last = slots.length - 1;

  const follow = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const isMirrored = getComputedStyle(currentTarget).direction === "rtl";
    const along = isMirrored ? 1 - (clientX - left) / width : (clientX - left) / width;
    onLook(Math.min(last, Math.max(0, Math.floor(along * slots.length))));
  };

  return (
    <div
      className={css["plot"]}
      onPointerMove={follow}
      onPointerDown={follow}
      // A finger that is lifted has left; what it has pointed at stays until it points elsewhere.
      onPointerLeave={({ pointerType }) => pointerType === "mouse" && onLook(null)}
    >
      <Drawing drawn={drawn} />
      {looked !== null && slots[looked] !== undefined && (
        <div className={css["moment"]} style={along(looked + 0.5, slots.length)}>
          {lines.map(({ name, values }, line) => {
            const value = values[looked];
            if (value === null || value === undefined) return null;
            const style = { insetBlockStart: `${100 - (value / top) * 100}%` };
            return <span key={name} className={css["dot"]} data-line={line} style={style} />;
          })}
        </div>
      )}
      <input
        type="range"
        className={css["way"]}
        min={0}
        max={last}
        value={looked ?? last}
        aria-label={label}
        aria-valuetext={says}
        onChange={({ target }) => onLook(Number(target.value))}
        onBlur={() => onLook(null)}
      />
    </div>
  );
}

/** What does not change with what is looked at. */
const Drawing = memo(function Drawing({ drawn }: { drawn: Drawn }) {
  const { chart, slots, lines, marks, gaps, top } = drawn;
  const [from, to] = [slots[0]?.start ?? 0, endOf(slots)];
  return (
    <div aria-hidden="true">
      {[top, top / 2].map((height) => (
        <div key={height} className={css["level"]} data-half={height < top || undefined}>
          <span className={css["height"]}>{tellAmount(height, chart.unit)}</span>
        </div>
      ))}
      {gaps.map(([start, end]) => (
        <div
          key={start}
          className={css["gap"]}
          style={{
            ...along(start, slots.length),
            inlineSize: `${((end - start) / slots.length) * 100}%`,
          }}
        />
      ))}
      <svg
        className={css["drawing"]}
        viewBox={`0 0 ${slots.length} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        <path className={css["area"]} d={lines[0]?.area} />
        {lines
          .map(({ name, path }, line) => (
            <path key={name} className={css["line"]} data-line={line} d={path} />
          ))
          // What the chart is about lies above the others.
          .toReversed()}
        <path
          className={css["marks"]}
          d={marks.map((times, i) => (times > 0 ? `M${i + 0.5} ${HEIGHT}v-9` : "")).join("")}
        />
      </svg>
      <div className={css["times"]}>
        {ticksOf(from, to).map(({ at, share, says, isMinor }) => (
          <span
            key={at}
            className={css["time"]}
            data-minor={isMinor || undefined}
            style={{ insetInlineStart: `${share * 100}%` }}
          >
            {says}
          </span>
        ))}
      </div>
    </div>
  );
});

function along(slot: number, slots: number): CSSProperties {
  return { insetInlineStart: `${(slot / slots) * 100}%` };
}

function endOf(slots: Drawn["slots"]): number {
  const [last, before] = [slots.at(-1), slots.at(-2)];
  return last === undefined ? 0 : last.start + (last.start - (before?.start ?? last.start));
}
