import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { UpMessage } from "#protocol/up.ts";
import type { Clock } from "../clock.ts";
import { RoomReceipts } from "../receipts/room-receipts.ts";
import { RoomTyping } from "./room-typing.ts";
import type { Received } from "./sync.ts";

type SignalsDeps = {
  clock: Clock;
  me: PersonId;
  /** Whether others may know that this person types, and how far they have read. */
  mayTellTyping: () => boolean;
  mayTellReceipts: () => boolean;
  /** Calls when that has changed; gives what ends the calls. */
  onReceiptsChoice: (changed: () => void) => () => void;
  room: RoomId;
  send: (signal: Extract<UpMessage, { t: "typing" | "read" }>) => boolean;
  /** Whether the room has said who is here, on the line that there is. */
  isLive: () => boolean;
  /** What is shown of others is another, because time has passed. */
  changed: () => void;
};

/** Begins it for a room. */
export type OpenSignals = (
  room: Pick<SignalsDeps, "room" | "send" | "isLive" | "changed">,
) => RoomSignals;

/** What is told in passing, in no order and never again: typing, and how far was read. A room is shown without it. */
export class RoomSignals {
  readonly typing: RoomTyping;
  readonly #receipts: RoomReceipts;

  constructor({ mayTellTyping, mayTellReceipts, onReceiptsChoice, ...deps }: SignalsDeps) {
    const { clock, me, send, changed } = deps;
    this.typing = new RoomTyping({
      clock,
      me,
      mayTell: mayTellTyping,
      send: (signal) => void send({ t: "typing", ...signal }),
      changed,
    });
    const isTold = { mayTell: mayTellReceipts, onChoice: onReceiptsChoice };
    this.#receipts = new RoomReceipts({ ...deps, ...isTold });
  }

  heard(received: Pick<Received, "signals" | "saved">) {
    this.typing.heard(received);
    this.#receipts.heard(received.signals);
  }

  lineLost() {
    this.typing.lineLost();
    this.#receipts.lineLost();
  }

  close() {
    this.typing.close();
    this.#receipts.close();
  }
}
