import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { useStore } from "zustand";
import css from "./edge.module.css";
import { drawWidth, type SideWidth } from "./side-width.ts";

type EdgeProps = {
  label: string;
  side: SideWidth;
  /** On which side of the edge lies what becomes wider. */
  of: "before" | "after";
};

const STEP = 16;

/** The edge of a part beside the page: drawn by a pointer or by arrow keys; pressed twice it is where it usually is. */
export function Edge({ label, side, of }: EdgeProps) {
  const width = useStore(side.store, (state) => state.width);
  const drawn = useRef<{ from: number; width: number } | null>(null);

  /** How much wider a step to the right makes it. */
  const rightIsWider = (edge: Element) => {
    const isRtl = getComputedStyle(edge).direction === "rtl";
    return (of === "before") === isRtl ? -1 : 1;
  };
  const begin = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drawn.current = { from: event.clientX, width };
  };
  const draw = (event: PointerEvent<HTMLElement>) => {
    if (!drawn.current) return;
    const by = event.clientX - drawn.current.from;
    drawWidth(side, drawn.current.width + by * rightIsWider(event.currentTarget));
  };
  const end = () => (drawn.current = null);
  const step = (event: KeyboardEvent<HTMLElement>) => {
    const wished = steppedTo(event.key, width, side, rightIsWider(event.currentTarget));
    if (wished === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    drawWidth(side, wished);
  };
  // A separator with a value is a control: ARIA's window splitter.
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={side.least}
      aria-valuemax={side.most}
      tabIndex={0}
      className={css["edge"]}
      data-of={of}
      onPointerDown={begin}
      onPointerMove={draw}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => drawWidth(side, side.usual)}
      onKeyDown={step}
    />
  );
}

function steppedTo(key: string, width: number, side: SideWidth, right: number): number | null {
  switch (key) {
    case "ArrowRight":
      return width + STEP * right;
    case "ArrowLeft":
      return width - STEP * right;
    case "Home":
      return side.least;
    case "End":
      return side.most;
    default:
      return null;
  }
}
