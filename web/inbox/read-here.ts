import { readIn } from "../read/positions.ts";
import { positions } from "../read/read-position.ts";
import { keyOf, type Place } from "../place.ts";
import { inbox, roomIn } from "./held.ts";

/** How far this browser knows that a place was read, by the numbers that its inbox goes by. */
export function readHere(place: Place): number {
  const { epoch } = roomIn(inbox.getState(), place.room) ?? {};
  return readIn(positions.getState().read[keyOf(place)], epoch);
}
