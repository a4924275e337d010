import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import { patiently } from "../offline/patiently.ts";
import { keptHere } from "../session/kept-here.ts";
import { KeptFacts } from "../storage/kept-facts.ts";

const Unsent = v.object({ rooms: v.array(RoomId) });

/** In whose notes something was written on this device that the server does not have yet. */
const kept = keptHere(
  new KeptFacts({
    name: "parley-unsent-notes",
    schema: Unsent,
    nothing: () => ({ rooms: [] }),
    storage: () => localStorage,
  }),
);

export function rememberUnsent(room: RoomId, isUnsent: boolean): void {
  kept.change((now) => {
    if (now.rooms.includes(room) === isUnsent) return now;
    const others = now.rooms.filter((other) => other !== room);
    return { rooms: isUnsent ? [...others, room] : others };
  });
}

/** Notes are opened behind the page for as long as it takes. Loads nothing of them where there is nothing to send. */
export async function sendUnsentNotes(): Promise<void> {
  const { rooms } = kept.store.getState();
  if (rooms.length === 0) return;
  const { showNote } = await patiently(() => import("./note-home.ts"));
  for (const room of rooms) showNote(room)();
}
