import type { RoomId } from "#protocol/ids.ts";
import { Alarms } from "../object/alarms.ts";
import { EndedSessions } from "../object/ended-sessions.ts";
import { LentStorage } from "../object/lent-storage.ts";
import { Authors } from "./authors.ts";
import { NewRoles } from "./new-roles.ts";
import type { Engine, NoteWorld } from "./ports.ts";
import { UpdateLog } from "./update-log.ts";

/** The parts of a note that has just woken, as storage had them. */
export type Woken = {
  world: NoteWorld;
  room: RoomId;
  rows: LentStorage<Uint8Array>;
  engine: Engine;
  log: UpdateLog;
  authors: Authors;
  ended: EndedSessions;
  roles: NewRoles;
  alarms: Alarms;
  isOver: boolean;
};

/** Reads storage, and writes nothing. */
export async function wakeUp(world: NoteWorld, room: RoomId): Promise<Woken> {
  const rows = new LentStorage(world.rows);
  const log = new UpdateLog(rows);
  const engine = await world.newEngine((document) => log.load(document, () => undefined));
  return {
    world,
    room,
    rows,
    engine,
    log,
    authors: await Authors.open(rows),
    ended: await EndedSessions.open(world.storage, world.clock),
    roles: await NewRoles.open(rows, world.clock),
    alarms: new Alarms(world.storage),
    isOver: false,
  };
}
