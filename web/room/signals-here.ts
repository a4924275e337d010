import type { PersonId } from "#protocol/ids.ts";
import { browserClock } from "../clock.ts";
import { mayTellReceipts, onReceiptsChoice } from "../receipts/receipts-choice.ts";
import { typingTold } from "../settings/typing-told.ts";
import { RoomSignals, type OpenSignals } from "./room-signals.ts";

/** What rooms are told in passing in this browser, as its person wants it. */
export function signalsHere(me: PersonId): OpenSignals {
  const deps = {
    clock: browserClock,
    me,
    mayTellTyping: () => typingTold.getState().isOn,
    mayTellReceipts,
    onReceiptsChoice,
  };
  return (room) => new RoomSignals({ ...room, ...deps });
}
