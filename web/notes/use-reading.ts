import { useEffect } from "react";
import { browserClock } from "../clock.ts";
import { onBrowserWake } from "../wake.ts";
import type { OpenNote } from "./open-note.ts";

/** A note that cannot be heard is read this often, in ms: rooms without a socket hear news at once, and this one only now and then. */
const READS_EVERY_MS = 30_000;

/** Reads what the server has, again and again, while there is no line to it and somebody looks. */
export function useReading(note: OpenNote, isBlocked: boolean): void {
  useEffect(() => {
    if (!isBlocked) return;
    let stopTimer: () => void = () => undefined;
    const read = () => {
      stopTimer();
      if (document.visibilityState === "visible") void note.read();
      stopTimer = browserClock.setTimer(READS_EVERY_MS, read);
    };
    read();
    const stopWake = onBrowserWake(read);
    return () => {
      stopTimer();
      stopWake();
    };
  }, [note, isBlocked]);
}
