import { useEffect, useEffectEvent } from "react";

/** Whoever was away for less has not lost the thread. */
const AWAY_MS = 30_000;

/** Tells when somebody comes back to the window after they were away for a while, and what `left` said when they went. */
export function useReturn(left: () => number, cameBack: (left: number) => void): void {
  const went = useEffectEvent(left);
  const back = useEffectEvent(cameBack);
  useEffect(() => {
    let away: { since: number; left: number } | null = null;
    const look = () => {
      if (!isHere()) away ??= { since: Date.now(), left: went() };
      else if (away) {
        if (Date.now() - away.since >= AWAY_MS) back(away.left);
        away = null;
      }
    };
    look();
    window.addEventListener("focus", look);
    window.addEventListener("blur", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      window.removeEventListener("focus", look);
      window.removeEventListener("blur", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
}

function isHere(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}
