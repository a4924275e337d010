import { archivedLives, readArchive } from "#db/archived-lives.ts";
import { eraseFromArchive } from "#db/archive-erasure.ts";
import { archiveEvents } from "#db/archive.ts";
import { openDatabase } from "#db/client.ts";
import { newEpoch } from "#protocol/epoch.ts";
import type { RoomId } from "#protocol/ids.ts";
import { checkTicket } from "../auth/ticket.ts";
import { loadTokenKeys } from "../auth/token-keys.ts";
import { lettersByCourier, type FetchCourier } from "../courier/letters-by-courier.ts";
import { readEnv } from "../env.ts";
import { mayWakeAllAt } from "../going/returning.ts";
import { answerAsk } from "../internal/answer-ask.ts";
import { notesOverFetch, type FetchNote } from "../internal/notes-over-fetch.ts";
import { log } from "../log.ts";
import type { Handover } from "../meter/handover.ts";
import type { FetchMeter } from "../meter/meter-over-fetch.ts";
import type { World } from "../room/ports.ts";
import { Room } from "../room/room.ts";
import { ObjectHost } from "./object-host.ts";
import { systemClock } from "./system-clock.ts";
import { roomStorage, type KeyValueStorage } from "./room-storage.ts";
import { peersOver, type Connection } from "./socket-peer.ts";
import type { InternalRequest } from "../internal/door.ts";

/** What a host has for one room. */
export type Place = {
  env: unknown;
  storage: KeyValueStorage;
  /** Null where the host does not know: an alarm on PartyKit's server. The room's storage does by then. */
  roomId(): RoomId | null;
  connections(): Iterable<Connection>;
  headIs(head: number): void;
  fetchCourier: FetchCourier;
  fetchNote: FetchNote;
  fetchMeter: FetchMeter;
};

/** A room with the world that its host brings. */
export class RoomHost extends ObjectHost<Room> {
  readonly #place: Place;

  constructor(place: Place) {
    super({
      name: "room",
      storage: place.storage,
      env: place.env,
      id: () => nameOf(place),
      fetchMeter: place.fetchMeter,
      wake: (giveUp, counted) =>
        Room.wake(
          worldOf(place, giveUp, counted),
          place.roomId(),
          readEnv(place.env).ROOM_LIMITS,
          peersOver(place.connections()),
        ),
    });
    this.#place = place;
  }

  answer(request: InternalRequest): Promise<Response> {
    return this.request((ready) =>
      answerAsk(request, readEnv(this.#place.env).INTERNAL_SECRET, ready),
    );
  }
}

function nameOf(place: Place): string {
  const id = place.roomId();
  if (id === null) throw new Error("this host does not know the room yet");
  return id;
}

function worldOf(place: Place, giveUp: (error: unknown) => void, counted: Handover): World {
  const env = readEnv(place.env);
  const database = () => openDatabase(env, { timers: systemClock });
  return {
    storage: counted.watching(roomStorage(place.storage, giveUp)),
    clock: systemClock,
    archive: {
      store: (room, epoch, events) => archiveEvents(database(), room, epoch, events),
      erase: (room, epoch, person, after) =>
        eraseFromArchive(database(), { room, epoch, person }, after),
      lives: (room) => archivedLives(database(), room),
      read: (room, epoch, after) => readArchive(database(), room, epoch, after),
    },
    inboxes: lettersByCourier(place.fetchCourier, env.INTERNAL_SECRET),
    note: notesOverFetch(place.fetchNote, env.INTERNAL_SECRET),
    tickets: {
      check: async (ticket, id) =>
        checkTicket(await loadTokenKeys(env), ticket, { party: "room", id }, Date.now()),
    },
    counts: counted.tally,
    turned: () => counted.turned(),
    mayWakeAllAt: mayWakeAllAt(env, Date.now, Math.random),
    log: (event, facts, level) => log[level ?? "fact"](event, facts),
    newEpoch: (after) => newEpoch(Date.now(), crypto.getRandomValues(new Uint8Array(10)), after),
    headIs: (head) => place.headIs(head),
    giveUp,
  };
}
