import { onReached } from "./offline/reach.ts";

/**
 * Calls when it is worth trying the network at once: it is back, the server answers again, or the person is looking again.
 * Gives what ends it.
 * `pageshow` is for pages that a browser had put to sleep whole and shows again by the back button.
 */
export function onBrowserWake(wake: () => void): () => void {
  const seen = () => {
    if (document.visibilityState === "visible") wake();
  };
  const stop = onReached(wake);
  addEventListener("online", wake);
  addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", seen);
  return () => {
    stop();
    removeEventListener("online", wake);
    removeEventListener("pageshow", wake);
    document.removeEventListener("visibilitychange", seen);
  };
}
