import * as v from "valibot";
import type { OperatorDoor } from "../operator-door.ts";
import { Trouble } from "../trouble.ts";
import { roomsOnDisk } from "./rooms-on-disk.ts";

/** `name` is null where the directory does not know the room. */
export type KnownRoom = { id: string; name: string | null };

const Listed = v.object({
  rooms: v.array(v.object({ id: v.string(), name: v.nullable(v.string()) })),
});

/** Rooms that the database knows, and those that only their own objects in `folder` know. */
export async function knownRooms(
  door: OperatorDoor,
  folder: string,
): Promise<{ rooms: KnownRoom[]; notes: string[] }> {
  const [listed, onDisk] = await Promise.all([list(door), roomsOnDisk(folder)]);
  const known = new Set(listed.rooms.map(({ id }) => id));
  const others = onDisk.filter((id) => !known.has(id)).map((id) => ({ id, name: null }));
  return { rooms: [...listed.rooms, ...others], notes: listed.notes };
}

/** Those that were named, by name or id; all of them when none was. An id that nobody knows may be right all the same. */
export function wantedRooms(known: readonly KnownRoom[], wanted: readonly string[]): KnownRoom[] {
  if (wanted.length === 0) return [...known];
  return wanted.map((want) => {
    const room = known.find(({ id, name }) => id === want || name === want);
    return room ?? { id: want, name: null };
  });
}

async function list(door: OperatorDoor): Promise<{ rooms: KnownRoom[]; notes: string[] }> {
  try {
    return { ...(await door("/api/operator/rooms", {}, Listed)), notes: [] };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    return { rooms: [], notes: [`The directory cannot be read. ${error.message}`] };
  }
}
