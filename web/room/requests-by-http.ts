import * as v from "valibot";
import { RoomEvent } from "#protocol/events.ts";
import { askApi } from "../api.ts";
import { browserClock } from "../clock.ts";
import { polledRooms, type RoomRequests } from "./polled-line.ts";

/** What a request may take beyond the time for which the room holds it back. */
const GRACE_MS = 10_000;

const Heard = v.object({ heard: v.array(v.unknown()) });
const CommandAnswer = v.object({ event: RoomEvent, repeated: v.boolean() });

const requests: RoomRequests = {
  async hear(room, { epoch, after }, wait, signal) {
    const query = new URLSearchParams({ wait: String(wait) });
    if (epoch !== null) {
      query.set("epoch", epoch);
      query.set("after", String(after));
    }
    const path = `/api/rooms/${room}/events?${query}`;
    const timeoutMs = wait * 1_000 + GRACE_MS;
    const answer = await askApi("GET", path, Heard, undefined, { signal, timeoutMs });
    return answer.ok ? { ok: true, value: answer.value.heard } : answer;
  },
  command: (room, command, signal) =>
    askApi("POST", `/api/rooms/${room}/commands`, CommandAnswer, command, { signal }),
  typing: (room, typing, signal) =>
    askApi("POST", `/api/rooms/${room}/typing`, v.unknown(), typing, { signal }),
  read: (room, seq, signal) =>
    askApi("POST", `/api/rooms/${room}/read`, v.unknown(), { seq }, { signal }),
};

/** Rooms without sockets. Loaded only where sockets are forbidden. */
export const openPolledRoom = polledRooms(requests, browserClock);
