import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import { keptHere } from "../session/kept-here.ts";
import { KeptFacts } from "../storage/kept-facts.ts";

/** More than one goes back and forth between. */
const MOST = 20;

const Recents = v.object({ rooms: v.array(RoomId) });
type Recents = v.InferOutput<typeof Recents>;

const kept = keptHere(
  new KeptFacts<Recents>({
    name: "parley-recent-rooms",
    schema: Recents,
    nothing: () => ({ rooms: [] }),
    storage: () => localStorage,
  }),
);

/** The rooms that somebody was in lately on this device, the last one first. */
export const recents = kept.store;

export function noteVisit(room: RoomId): void {
  kept.change((now) =>
    now.rooms[0] === room
      ? now
      : { rooms: [room, ...now.rooms.filter((each) => each !== room)].slice(0, MOST) },
  );
}
