import type { RoomId } from "#protocol/ids.ts";
import { Alarms } from "../object/alarms.ts";
import { EndedSessions } from "../object/ended-sessions.ts";
import { LentStorage } from "../object/lent-storage.ts";
import { Authors } from "./authors.ts";
import { NoteHistory } from "./history.ts";
import { Mentions } from "./mentions.ts";
import { NewRoles } from "./new-roles.ts";
import { News } from "./news.ts";
import { Origins } from "./origins.ts";
import type { Engine, NoteWorld } from "./ports.ts";
import { UpdateLog } from "./update-log.ts";
import { changeIn } from "./vet-update.ts";

/** The parts of a note that has just woken, as storage had them. */
export type Woken = {
  world: NoteWorld;
  room: RoomId;
  rows: LentStorage<Uint8Array>;
  engine: Engine;
  log: UpdateLog;
  history: NoteHistory;
  news: News;
  mentions: Mentions;
  authors: Authors;
  origins: Origins;
  ended: EndedSessions;
  roles: NewRoles;
  alarms: Alarms;
  isOver: boolean;
};

/** Reads storage, and writes nothing. */
export async function wakeUp(world: NoteWorld, room: RoomId): Promise<Woken> {
  const rows = new LentStorage(world.rows);
  const alarms = new Alarms(world.storage, world.clock);
  const log = new UpdateLog(rows);
  const { clock, limits } = world;
  const history = await NoteHistory.open({
    rows,
    clock,
    alarms,
    document: () => engine.document,
    stateAt: (number) => log.stateAt(number),
    quietMs: limits.noteQuietMs,
  });
  const news = await News.open({
    rows,
    clock,
    alarms,
    tell: (changes) => world.changed(room, changes),
  });
  const authors = await Authors.open(rows);
  const origins = await Origins.open(rows, authors);
  const engine = await world.newEngine((document) =>
    log.load(
      document,
      ({ by, at }, number) => {
        history.changed(by, at, number);
        news.recall({ by, at });
      },
      ({ by, update }) => origins.before(document, changeIn(update), by),
    ),
  );
  history.look();
  news.look();
  const mentions = await Mentions.open({
    rows,
    clock,
    alarms,
    document: () => engine.document,
    // It is the note that says so: whoever has named somebody may be signed out by now.
    tell: (mention, by) => world.mention(room, { ...by, session: "" }, mention),
  });
  return {
    world,
    room,
    rows,
    engine,
    log,
    history,
    news,
    mentions,
    authors,
    origins,
    ended: await EndedSessions.open(world.storage, world.clock),
    roles: await NewRoles.open(rows, world.clock),
    alarms,
    isOver: false,
  };
}
