import { browserClock } from "../clock.ts";
import { onBrowserWake } from "../wake.ts";
import { eitherDoor, type Network } from "./either-door.ts";
import type { OpenSocket } from "./line.ts";
import { partySockets } from "./party-socket.ts";

/** One for all: where a room gets no socket, its note and the inbox get none either. */
const network: Network = { forbidsSockets: false, socketTriedAt: 0 };

/** The ways to rooms, to inboxes or to notes, from this page: by socket, and where the network forbids those by what `loadPolled` brings. */
export function doorsTo<Where extends string>(
  party: "room" | "inbox" | "notes",
  loadPolled: () => Promise<OpenSocket<Where>>,
): OpenSocket<Where> {
  return eitherDoor(
    {
      clock: browserClock,
      onWake: onBrowserWake,
      openSocket: partySockets(party, location.host, location.protocol === "https:"),
      loadPolled,
    },
    network,
  );
}
