import type { CommandId, PersonId, RoomId } from "#protocol/ids.ts";
import type { Answer } from "../answer.ts";
import type { Clock, Random } from "../clock.ts";
import type { RoomDisk } from "../storage/room-disk.ts";
import type { UnsentNotes } from "../storage/unsent-notes.ts";
import type { HoldLock, OpenChannel } from "../tabs.ts";
import type { Ticket } from "../line/connection.ts";
import type { HistoryPage } from "./history-page.ts";
import type { OpenSocket } from "../line/line.ts";
import type { OnWake } from "../wake.ts";
import type { OpenSignals } from "./room-signals.ts";

/** The world as one person's open rooms need it. */
export type RoomDeps = {
  readonly person: PersonId;
  readonly disk: RoomDisk;
  readonly notes: UnsentNotes;
  readonly clock: Clock;
  readonly random: Random;
  readonly newId: () => CommandId;
  readonly holdLock: HoldLock;
  readonly openChannel: OpenChannel;
  readonly openSocket: OpenSocket<RoomId>;
  /** Calls when the network or the person comes back; gives what ends the calls. */
  readonly onWake: OnWake;
  readonly ticket: (room: RoomId, timeoutMs: number) => Promise<Answer<Ticket>>;
  /** Comes when the room is shown. */
  readonly loadSignals: () => Promise<OpenSignals>;
  readonly refreshSession: () => Promise<Answer<unknown>>;
  /** The oldest `limit` events of a room above `after`. */
  readonly fetchAfter: (room: RoomId, after: number, limit: number) => Promise<Answer<HistoryPage>>;
  /** The newest replies under `root`, or those before a number; and whether there are older ones. */
  readonly fetchThread: (
    room: RoomId,
    root: number,
    before: number | null,
  ) => Promise<Answer<HistoryPage & { hasMore: boolean }>>;
};
