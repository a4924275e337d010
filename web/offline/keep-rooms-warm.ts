import type { PersonId } from "#protocol/ids.ts";
import { browserClock } from "../clock.ts";
import { directory } from "../directory/directory.ts";
import { visitRoom } from "../room/room-handles.ts";
import { sessionStore } from "../session/session.ts";
import { browserLock } from "../tabs.ts";
import { onBrowserWake } from "../wake.ts";
import { heldRoom } from "./held-room.ts";
import { reach } from "./reach.ts";
import { warmRooms } from "./warm-rooms.ts";

/** Whoever comes and goes does not set all rooms in motion each time. */
const RARELY_MS = 10 * 60_000;

let isKeeping = false;

/** From now on the rooms that one is in open without a network: what is missing is brought now and, rarely, on waking. */
export function keepRoomsWarm(): void {
  if (isKeeping) return;
  isKeeping = true;
  let warmedAt = Number.NEGATIVE_INFINITY;
  let warmedFor: PersonId | null = null;
  const look = () => {
    const who = sessionStore.getState();
    const { data, isWhole } = directory.store.getState();
    if (who.at !== "signed_in" || data === undefined || !isWhole) return;
    const person = who.person.id;
    const isDue = person !== warmedFor || Date.now() - warmedAt > RARELY_MS;
    if (!isDue || !mayWarm(person)) return;
    warmedAt = Date.now();
    warmedFor = person;
    const deps = {
      clock: browserClock,
      heldOf: (room: (typeof data)[number]["id"]) => heldRoom(person, room),
      visit: visitRoom,
      mayGoOn: () => mayWarm(person),
    };
    // One tab after the other: the second finds everything here.
    void browserLock("parley-warm-rooms", new AbortController().signal, () =>
      warmRooms(data, deps),
    );
  };
  directory.store.subscribe(look);
  onBrowserWake(look);
  look();
}

function mayWarm(person: PersonId): boolean {
  const who = sessionStore.getState();
  const isHere = who.at === "signed_in" && who.person.id === person;
  return isHere && reach.getState().isReached && navigator.connection?.saveData !== true;
}
