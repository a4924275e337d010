import type { Watching } from "#protocol/inbox/presence.ts";
import { browserClock } from "../clock.ts";
import { readRoomAddress } from "../room/room-address.ts";
import { readThreads } from "../threads/threads-address.ts";
import { DeviceStatus } from "./device-status.ts";
import { peopleSeen } from "./people-seen.ts";
import { PresenceLine } from "./presence-line.ts";

const USES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;
/** Wouter tells of these by events of the same names. */
const MOVES = ["pushState", "replaceState", "popstate"] as const;

/** From now on this device says what is done at it, and asks after whom it shows. Gives its part of the inbox's line, and what ends it. */
export function beginPresence(): { line: PresenceLine; end: () => void } {
  const device = new DeviceStatus(browserClock, { isHidden: () => document.hidden, watching });
  const line = new PresenceLine(browserClock, device);
  const used = () => device.used();
  const changed = () => device.changed();
  for (const use of USES) addEventListener(use, used, { capture: true, passive: true });
  for (const move of MOVES) addEventListener(move, changed);
  addEventListener("focus", changed);
  document.addEventListener("visibilitychange", changed);
  const stop = peopleSeen.subscribe(({ shown }, before) => {
    if (shown !== before.shown) line.look();
  });
  return {
    line,
    end: () => {
      for (const use of USES) removeEventListener(use, used, { capture: true });
      for (const move of MOVES) removeEventListener(move, changed);
      removeEventListener("focus", changed);
      document.removeEventListener("visibilitychange", changed);
      stop();
      line.close();
    },
  };
}

/** The room that the address names, and the thread beside it. */
function watching(): Watching | null {
  const [, part, id = "", number] = location.pathname.split("/");
  const address = part === "rooms" ? readRoomAddress(id, number) : null;
  if (!address) return null;
  const threads = readThreads(location.search);
  return threads?.at === "thread"
    ? { room: address.room, thread: threads.root }
    : { room: address.room };
}
