import type { RoomId } from "#protocol/ids.ts";
import type { Rooms } from "../rooms.ts";
import type { Ask } from "./ask.ts";
import { putAsk } from "./put-ask.ts";

/** How a host reaches a room: its stub's fetch. */
export type FetchRoom = (room: RoomId, request: Request) => Promise<Response>;

/** Rooms as the API knows them, over either host's stubs. */
export function roomsOverFetch(fetchRoom: FetchRoom, secret: string): Rooms {
  const put = <T>(ask: Ask) => putAsk<T>((request) => fetchRoom(ask.room, request), ask, secret);
  return {
    command: (room, by, command) => put({ ask: "command", room, by, command }),
    history: (room, by, query) => put({ ask: "history", room, by, query }),
    thread: (room, by, query) => put({ ask: "thread", room, by, query }),
    listen: (room, by, query) => put({ ask: "listen", room, by, query }),
    typing: (room, by, signal) => put({ ask: "typing", room, by, signal }),
    read: (room, by, seq) => put({ ask: "read", room, by, seq }),
    receipts: (room, person, choice) => put({ ask: "receipts", room, person, choice }),
    upkeep: (room, wish) => put({ ask: "upkeep", room, wish }),
    signedOut: (room, sessions) => put({ ask: "signedOut", room, sessions: [...sessions] }),
    message: (room, person, seq) => put({ ask: "message", room, person, seq }),
    letter: (room, after, arrived) => put({ ask: "letter", room, after, arrived }),
    note: (room, by) => put({ ask: "note", room, by }),
    noteChanged: (room, news) => put({ ask: "noteChanged", room, news }),
    mayEnter: (room, by) => put({ ask: "mayEnter", room, by }),
  };
}
