import type { RoomId } from "#protocol/ids.ts";
import type { RoomLimits } from "#protocol/limits.ts";
import { EndedSessions } from "../object/ended-sessions.ts";
import { LentStorage } from "../object/lent-storage.ts";
import { Errands } from "./errands.ts";
import { Journal } from "./journal.ts";
import { NoteDoor } from "./note-door.ts";
import type { World } from "./ports.ts";

export type OwnWorld = World & { storage: LentStorage };
/** The parts of a room that has just woken, as storage had them. */
export type Woken = {
  world: OwnWorld;
  journal: Journal;
  errands: Errands;
  ended: EndedSessions;
  note: NoteDoor;
};

/** Reads storage, and writes nothing. `id`: null where the host does not know whose alarm this is. */
export async function wakeUp(world: World, id: RoomId | null, limits: RoomLimits): Promise<Woken> {
  const storage = new LentStorage(world.storage);
  const own = { ...world, storage };
  const journal = await Journal.open(storage, id, () => world.newEpoch(null));
  const errands = await Errands.open(own, journal, limits);
  const ended = await EndedSessions.open(storage, world.clock);
  const note = await NoteDoor.open(storage, own, journal);
  return { world: own, journal, errands, ended, note };
}
