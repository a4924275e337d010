import { browserClock } from "../clock.ts";
import { DeviceStatus } from "./device-status.ts";
import { peopleSeen } from "./people-seen.ts";
import { PresenceLine } from "./presence-line.ts";
import { onUse } from "./uses.ts";
import { watching } from "./watching.ts";

/** Wouter tells of these by events of the same names. */
const MOVES = ["pushState", "replaceState", "popstate"] as const;

/** From now on this device says what is done at it, and asks after whom it shows. Gives its part of the inbox's line, and what ends it. */
export function beginPresence(): { line: PresenceLine; end: () => void } {
  const device = new DeviceStatus(browserClock, { isHidden: () => document.hidden, watching });
  const line = new PresenceLine(browserClock, device);
  const changed = () => device.changed();
  const stopUses = onUse(() => device.used());
  for (const move of MOVES) addEventListener(move, changed);
  addEventListener("focus", changed);
  document.addEventListener("visibilitychange", changed);
  const stop = peopleSeen.subscribe(({ shown }, before) => {
    if (shown !== before.shown) line.look();
  });
  return {
    line,
    end: () => {
      stopUses();
      for (const move of MOVES) removeEventListener(move, changed);
      removeEventListener("focus", changed);
      document.removeEventListener("visibilitychange", changed);
      stop();
      line.close();
    },
  };
}
