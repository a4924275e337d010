import { directory } from "../directory/directory.ts";
import type { RoomHandle, RoomView } from "../room/room-view.ts";
import { pickedPeople } from "./picked-people.ts";
import type { Named, Names } from "./tokens.ts";

type Members = RoomView["room"]["members"];

let made: { members: Members; picked: readonly Named[]; people: readonly Named[] } | null = null;
const NO_ROOMS: readonly Named[] = [];

/** Whom and what a name means in this room. The same lists as long as nothing has changed. */
export function namesIn(handle: RoomHandle): Names {
  const { members } = handle.view.getState().room;
  const picked = pickedPeople();
  if (made?.members !== members || made.picked !== picked) {
    const inRoom = Object.entries(members).map(([id, { name }]) => ({ id, name }));
    const others = picked.filter(({ id }) => !(id in members));
    made = { members, picked, people: [...inRoom, ...others] };
  }
  return { people: made.people, rooms: directory.store.getState().data ?? NO_ROOMS };
}
