import type { RoomId } from "#protocol/ids.ts";
import { noteText } from "#protocol/notes/frames.ts";
import { checkTicket } from "../auth/ticket.ts";
import { loadTokenKeys } from "../auth/token-keys.ts";
import { readEnv } from "../env.ts";
import { answerNoteAsk } from "../internal/answer-note-ask.ts";
import type { InternalRequest } from "../internal/door.ts";
import { roomsOverFetch, type FetchRoom } from "../internal/rooms-over-fetch.ts";
import { log } from "../log.ts";
import type { Handover } from "../meter/handover.ts";
import type { FetchMeter } from "../meter/meter-over-fetch.ts";
import { Note } from "../notes/note.ts";
import type { NewEngine, NoteWorld } from "../notes/ports.ts";
import { ObjectHost } from "./object-host.ts";
import { systemClock } from "./system-clock.ts";
import { roomStorage, type KeyValueStorage } from "./room-storage.ts";
import { peersOver, type Connection } from "./socket-peer.ts";

/** What a host has for one note. */
export type NotePlace = {
  env: unknown;
  storage: KeyValueStorage;
  roomId(): RoomId;
  connections(): Iterable<Connection>;
  newEngine: NewEngine;
  fetchRoom: FetchRoom;
  fetchMeter: FetchMeter;
};

/** What a ping is answered with, by hosts that do so while a note sleeps. */
export const NOTE_PONG = noteText({ t: "pong" });

/** A note with the world that its host brings. */
export class NoteHost extends ObjectHost<Note> {
  readonly #place: NotePlace;

  constructor(place: NotePlace) {
    super({
      name: "note",
      storage: place.storage,
      env: place.env,
      id: () => place.roomId(),
      fetchMeter: place.fetchMeter,
      wake: (giveUp, counted) =>
        Note.wake(worldOf(place, giveUp, counted), place.roomId(), peersOver(place.connections())),
    });
    this.#place = place;
  }

  answer(request: InternalRequest): Promise<Response> {
    return this.request((ready) =>
      answerNoteAsk(request, readEnv(this.#place.env).INTERNAL_SECRET, ready),
    );
  }
}

function worldOf(place: NotePlace, giveUp: (error: unknown) => void, counted: Handover): NoteWorld {
  const env = readEnv(place.env);
  const rooms = roomsOverFetch(place.fetchRoom, env.INTERNAL_SECRET);
  return {
    storage: counted.watching(roomStorage(place.storage, giveUp)),
    rows: roomStorage<Uint8Array>(place.storage, giveUp),
    clock: systemClock,
    limits: env.ROOM_LIMITS,
    tickets: {
      check: async (ticket, id) =>
        checkTicket(await loadTokenKeys(env), ticket, { party: "notes", id }, Date.now()),
    },
    access: (room, by) => rooms.note(room, by),
    changed: (room, news) => rooms.noteChanged(room, news),
    mention: (room, by, mention) => rooms.command(room, by, { type: "note.mention", ...mention }),
    newEngine: place.newEngine,
    counts: counted.tally,
    log: (event, facts, level) => log[level ?? "fact"](event, facts),
    giveUp,
  };
}
