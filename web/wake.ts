import { onReached } from "./offline/reach.ts";

/** Calls when it is worth trying; `reached`: because the server answers again, which many hear in the same moment. */
export type OnWake = (wake: (sign?: "reached") => void) => () => void;

/**
 * Calls when it is worth trying the network at once: it is back, the server answers again, or the person is looking again.
 * Gives what ends it.
 * `pageshow` is for pages that a browser had put to sleep whole and shows again by the back button.
 */
export const onBrowserWake: OnWake = (wake) => {
  const back = () => wake();
  const seen = () => {
    if (document.visibilityState === "visible") wake();
  };
  const stop = onReached(() => wake("reached"));
  addEventListener("online", back);
  addEventListener("pageshow", back);
  document.addEventListener("visibilitychange", seen);
  return () => {
    stop();
    removeEventListener("online", back);
    removeEventListener("pageshow", back);
    document.removeEventListener("visibilitychange", seen);
  };
};
