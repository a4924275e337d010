import * as v from "valibot";
import { useStore } from "zustand";
import { lastChangeBesides } from "#protocol/note-news.ts";
import type { RoomId } from "#protocol/ids.ts";
import { browserClock } from "../clock.ts";
import { useBeside } from "../room/beside-address.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { keptHere } from "../session/kept-here.ts";
import { sessionStore } from "../session/session.ts";
import { KeptFacts } from "../storage/kept-facts.ts";

const Seen = v.object({ since: v.number(), rooms: v.record(v.string(), v.number()) });

/** Until when this person has seen the notes of rooms on this device, by the server's time; `since`: when they came to it. */
const seen = keptHere(
  new KeptFacts({
    name: "parley-notes-seen",
    schema: Seen,
    nothing: (): v.InferOutput<typeof Seen> => ({ since: browserClock.now(), rooms: {} }),
    storage: () => localStorage,
  }),
);

/** What was in the note at `at` (ms since epoch, by the server's time) has been looked at here. */
export function sawNote(room: RoomId, at: number): void {
  seen.change((now) =>
    at > (now.rooms[room] ?? 0) ? { ...now, rooms: { ...now.rooms, [room]: at } } : now,
  );
}

/** Whether somebody else has changed the room's note since one looked at it here; not while one looks. */
export function useNoteNews(handle: RoomHandle): boolean {
  const me = useStore(sessionStore, (state) => (state.at === "signed_in" ? state.person.id : null));
  const news = useRoomView(handle, (view) => view.note);
  const seenAt = useStore(seen.store, ({ since, rooms }) => rooms[handle.id] ?? since);
  const isOpen = useBeside()?.at === "note";
  const changedAt = me === null ? null : lastChangeBesides(news, me);
  return changedAt !== null && changedAt > seenAt && !isOpen;
}
