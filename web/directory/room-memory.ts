import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { PersonId } from "#protocol/ids.ts";
import { ListedRoom } from "./listed-room.ts";

/** The rooms that the person of this browser is in, across visits: the way to all that is kept here. */
export type RoomMemory = {
  recall(person: PersonId): readonly ListedRoom[] | null;
  keep(person: PersonId, rooms: readonly ListedRoom[]): void;
  forget(): void;
};

type KeyStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const KEY = "parley-rooms";
const Kept = v.object({ person: PersonId, rooms: v.array(ListedRoom) });

/** `storage` is asked for each time: merely naming it throws where a browser forbids it. */
export function roomMemoryIn(storage: () => KeyStorage): RoomMemory {
  let written: string | null = null;
  const forget = () => {
    written = null;
    try {
      storage().removeItem(KEY);
    } catch {
      // Where storage is forbidden nothing was kept.
    }
  };
  return {
    recall(person) {
      try {
        const kept = v.safeParse(Kept, parseJson(storage().getItem(KEY) ?? ""));
        return kept.success && kept.output.person === person ? kept.output.rooms : null;
      } catch {
        // Forbidden: every visit waits for the server.
        return null;
      }
    },
    keep(person, rooms) {
      // "In no room" is what to do first, and that depends on which rooms there are: better told late than wrong.
      if (rooms.length === 0) return forget();
      const text = JSON.stringify({ person, rooms });
      if (text === written) return;
      try {
        storage().setItem(KEY, text);
        written = text;
      } catch {
        // Forbidden or full: this visit goes on without.
      }
    },
    forget,
  };
}
