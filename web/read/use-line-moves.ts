import { useEffect } from "react";
import { readByHand } from "./marks.ts";
import { positions } from "./read-position.ts";
import type { NewLine } from "./use-new-line.ts";

/** Lets the line follow what people say themselves: unread from here, or all read. */
export function useLineMoves(key: string, { placeAnew, takeAway }: NewLine): void {
  useEffect(() => {
    const stopMarks = positions.subscribe(({ read }, { read: was }) => {
      const manual = read[key]?.manual;
      if (manual !== undefined && manual !== was[key]?.manual) placeAnew();
    });
    const stopReading = readByHand.subscribe(({ keys }) => {
      if (keys.includes(key)) takeAway();
    });
    return () => {
      stopMarks();
      stopReading();
    };
    // oxlint-disable-next-line react/exhaustive-deps -- What the line can do is the same in every render.
  }, [key]);
}
