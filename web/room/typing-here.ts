import type { PersonId } from "#protocol/ids.ts";
import { browserClock } from "../clock.ts";
import { typingTold } from "../settings/typing-told.ts";
import { RoomTyping, type OpenTyping } from "./room-typing.ts";

/** Typing in this browser, as its person wants it. */
export function typingHere(me: PersonId): OpenTyping {
  const mayTell = () => typingTold.getState().isOn;
  return (room) => new RoomTyping({ ...room, clock: browserClock, me, mayTell });
}
