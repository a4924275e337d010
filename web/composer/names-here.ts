import { directory } from "../directory/directory.ts";
import type { RoomHandle, RoomView } from "../room/room-view.ts";
import { pickedPeople } from "./picked-people.ts";
import { CALLS, objectionHere } from "./calls-here.ts";
import type { Named, Names } from "./tokens.ts";

type Members = RoomView["room"]["members"];

type Made = { members: Members; picked: readonly Named[]; mayCall: boolean };
let made: (Made & { people: readonly Named[] }) | null = null;
const NO_ROOMS: readonly Named[] = [];

const EVERYONE: readonly Named[] = CALLS.map((call) => ({ id: call, name: call }));

/** Whom and what a name means in this room: whoever is called "room" before everyone in it. The same lists as long as nothing has changed. */
export function namesIn(handle: RoomHandle): Names {
  const { room } = handle.view.getState();
  const { members } = room;
  const mayCall = objectionHere(room) === null;
  const picked = pickedPeople();
  if (made?.members !== members || made.picked !== picked || made.mayCall !== mayCall) {
    const inRoom = Object.entries(members).map(([id, { name }]) => ({ id, name }));
    const others = picked.filter(({ id }) => !(id in members));
    const everyone = mayCall ? EVERYONE : [];
    made = { members, picked, mayCall, people: [...inRoom, ...others, ...everyone] };
  }
  return { people: made.people, rooms: directory.store.getState().data ?? NO_ROOMS };
}
