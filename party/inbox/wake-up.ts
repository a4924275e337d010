import type { PersonId } from "#protocol/ids.ts";
import type { RoomLimits } from "#protocol/limits.ts";
import { Alarms } from "../object/alarms.ts";
import { EndedSessions } from "../object/ended-sessions.ts";
import { LentStorage } from "../object/lent-storage.ts";
import { Seats } from "../object/seats.ts";
import { Browsers } from "./browsers.ts";
import { InboxLog } from "./inbox-log.ts";
import { Listeners } from "./listeners.ts";
import { MissedDesk } from "./missed-desk.ts";
import { NoticeDesk } from "./notice-desk.ts";
import type { InboxWorld } from "./ports.ts";
import { InboxPresence } from "./presence.ts";
import { ReceiptErrands } from "./receipt-errands.ts";

export type OwnWorld = InboxWorld & { storage: LentStorage };
/** The parts of an inbox that has just woken, as storage had them. */
export type Woken = {
  world: OwnWorld;
  person: PersonId;
  log: InboxLog;
  ended: EndedSessions;
  browsers: Browsers;
  notices: NoticeDesk;
  missed: MissedDesk;
  alarms: Alarms;
  seats: Seats;
  listeners: Listeners;
  presence: InboxPresence;
  receipts: ReceiptErrands;
};

/** Reads storage, and writes nothing. */
export async function wakeUp(
  world: InboxWorld,
  person: PersonId,
  limits: RoomLimits,
): Promise<Woken> {
  const storage = new LentStorage(world.storage);
  const own = { ...world, storage };
  const log = await InboxLog.open(storage, world.newEpoch);
  const ended = await EndedSessions.open(storage, world.clock);
  const browsers = await Browsers.open(storage, world.clock);
  const alarms = new Alarms(storage, world.clock);
  const { clock, rooms, push, mail, lobby, turned, log: write } = own;
  const seats = new Seats(clock, (seat) => {
    seats.leave(seat.id);
    presence.look();
  });
  const presence: InboxPresence = await InboxPresence.open({
    person,
    clock,
    storage,
    alarms,
    seats,
    lobby,
    graceMs: limits.presenceGraceMs,
    self: () => log.state.self,
    left: (at) => void missed.left(at),
  });
  const notices = await NoticeDesk.open({
    storage,
    clock,
    rooms,
    push,
    turned,
    browsers,
    me: person,
    log: write,
    state: () => log.state,
    isWatched: (place) => presence.isWatched(place),
    isQuiet: () => presence.isQuiet(),
    wakeAt: (at) => alarms.wish("notices", at),
  });
  const missed: MissedDesk = await MissedDesk.open({
    storage,
    clock,
    rooms,
    mail,
    me: person,
    hourMs: limits.missedHourMs,
    log: write,
    state: () => log.state,
    isHere: (now) => presence.isHere(now),
    newKey: (now) => `${log.epoch}.${now}`,
    wakeAt: (at) => alarms.wish("missed", at),
  });
  const receipts = await ReceiptErrands.open({
    storage,
    clock,
    rooms,
    me: person,
    state: () => log.state,
    wakeAt: (at) => alarms.wish("receipts", at),
  });
  return {
    world: own,
    person,
    log,
    ended,
    browsers,
    notices,
    missed,
    alarms,
    seats,
    listeners: new Listeners(clock, seats, browsers),
    presence,
    receipts,
  };
}
