import type { RoomId } from "#protocol/ids.ts";
import { refusal } from "#protocol/refusals.ts";
import type { Answer, Rooms } from "../rooms.ts";
import { INTERNAL_HEADER, type Ask } from "./ask.ts";

/** How a host reaches a room: its stub's fetch. */
export type FetchRoom = (room: RoomId, request: Request) => Promise<Response>;

/** Objects are addressed by binding and id; the host part of the URL means nothing. */
const NOWHERE = "https://room.invalid/";

/** Rooms as the API knows them, over either host's stubs. */
export function roomsOverFetch(fetchRoom: FetchRoom, secret: string): Rooms {
  async function put<T>(ask: Ask): Promise<Answer<T>> {
    try {
      const response = await fetchRoom(
        ask.room,
        new Request(NOWHERE, {
          method: "POST",
          headers: { [INTERNAL_HEADER]: secret, "content-type": "application/json" },
          body: JSON.stringify(ask),
        }),
      );
      if (!response.ok) return { ok: false, refusal: refusal("unavailable") };
      const answer: Answer<T> = await response.json();
      return answer;
    } catch {
      // The object was reset or cannot be reached. What became of the command is unknown; repeating it is safe.
      return { ok: false, refusal: refusal("unavailable") };
    }
  }
  return {
    command: (room, by, command) => put({ ask: "command", room, by, command }),
    history: (room, by, query) => put({ ask: "history", room, by, query }),
    thread: (room, by, query) => put({ ask: "thread", room, by, query }),
    listen: (room, by, query) => put({ ask: "listen", room, by, query }),
    typing: (room, by, signal) => put({ ask: "typing", room, by, signal }),
    upkeep: (room, wish) => put({ ask: "upkeep", room, wish }),
    signedOut: (room, sessions) => put({ ask: "signedOut", room, sessions: [...sessions] }),
    message: (room, person, seq) => put({ ask: "message", room, person, seq }),
    letter: (room, after) => put({ ask: "letter", room, after }),
    mayEnter: (room, by) => put({ ask: "mayEnter", room, by }),
  };
}
