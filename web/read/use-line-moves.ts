import { useEffect } from "react";
import { readByHand } from "./marks.ts";
import { onHeard, positions } from "./read-position.ts";
import type { NewLine } from "./use-new-line.ts";

/** What was read on another device is told in the first moments, or the line is something that people look at already. */
const HEARS_MS = 10_000;

/** Lets the line follow what people say themselves: unread from here, or all read; and, as a place opens, what they read elsewhere. */
export function useLineMoves(key: string, { placeAnew, correct, takeAway }: NewLine): void {
  useEffect(() => {
    const stopMarks = positions.subscribe(({ read }, { read: was }) => {
      const manual = read[key]?.manual;
      if (manual !== undefined && manual !== was[key]?.manual) placeAnew();
    });
    const openedAt = performance.now();
    const stopHearing = onHeard(({ read: was }, { read }) => {
      const isNews = read[key]?.seq !== was[key]?.seq;
      if (isNews && performance.now() - openedAt < HEARS_MS) correct();
    });
    const stopReading = readByHand.subscribe(({ keys }) => {
      if (keys.includes(key)) takeAway();
    });
    return () => {
      stopMarks();
      stopHearing();
      stopReading();
    };
    // oxlint-disable-next-line react/exhaustive-deps -- What the line can do is the same in every render.
  }, [key]);
}
