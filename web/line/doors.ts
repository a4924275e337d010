import { browserClock } from "../clock.ts";
import { onBrowserWake } from "../wake.ts";
import { eitherDoor } from "./either-door.ts";
import type { OpenSocket } from "./line.ts";
import { partySockets } from "./party-socket.ts";

/** The ways to rooms, or to inboxes, from this page: by socket, and where the network forbids those by what `loadPolled` brings. */
export function doorsTo<Where extends string>(
  party: "room" | "inbox",
  loadPolled: () => Promise<OpenSocket<Where>>,
): OpenSocket<Where> {
  return eitherDoor({
    clock: browserClock,
    onWake: onBrowserWake,
    openSocket: partySockets(party, location.host, location.protocol === "https:"),
    loadPolled,
  });
}
