import type { SocketCommand } from "#protocol/commands.ts";
import type { RoomId } from "#protocol/ids.ts";
import type { RoomDeps } from "./room-deps.ts";

type Keeping = "person" | "disk" | "notes" | "newId";
type World = "clock" | "random" | "holdLock" | "openChannel" | "onWake";

export type OutboxDeps = Pick<RoomDeps, Keeping | World> & {
  room: RoomId;
  /** Hands a command to the line. False: there is no open line. */
  send: (command: SocketCommand) => boolean;
  sayHello: () => void;
  /** The last event that this tab shows. */
  cursor: () => number;
  /** Which life of the room this tab knows; null: none yet. */
  epoch: () => string | null;
  /** `pending` has changed for a reason that lies outside of the current call. */
  changed: () => void;
};
