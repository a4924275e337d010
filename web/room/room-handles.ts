import * as v from "valibot";
import { CommandId, uuid7, type PersonId, type RoomId } from "#protocol/ids.ts";
import { browserClock } from "../clock.ts";
import { refreshSession } from "../session/refresh-spent.ts";
import { sessionStore } from "../session/session.ts";
import { followNews, forgetNews } from "../read/news.ts";
import { patiently } from "../offline/patiently.ts";
import { onceFirstScreenStands } from "../ui/first-screen.ts";
import { openDisk } from "../storage/forgiving-disk.ts";
import { unsentNotesIn } from "../storage/unsent-notes.ts";
import { browserChannel, browserLock } from "../tabs.ts";
import { onBrowserWake } from "../wake.ts";
import { tellOpened } from "./opened-rooms.ts";
import { RoomCache } from "./room-cache.ts";
import { openRoom, type OpenRoom } from "./room-handle.ts";
import { lateSocket } from "../line/late-socket.ts";
import { guardLeaving } from "./leave-guard.ts";
import type { RoomDeps } from "./room-deps.ts";
import type { RoomHandle } from "./room-view.ts";
import { fetchAfter, fetchThread, fetchTicket } from "./rooms-by-http.ts";

/** The signed-in person's open rooms. Another person in the same browser never meets them. */
type Home = { person: PersonId; rooms: RoomCache; leave(): void };

let home: Home | null = null;

/** Follows who is signed in: whoever comes finds unsent messages on their way again, whoever goes leaves nothing open. */
function followSession() {
  const follow = () => {
    const state = sessionStore.getState();
    const person = state.at === "signed_in" ? state.person.id : null;
    if (person === (home?.person ?? null)) return;
    home?.leave();
    home = person === null ? null : moveIn(person);
  };
  sessionStore.subscribe(follow);
  follow();
}

/** The handle of a room, open or opened now. Needs a person who is signed in. */
export function roomHandle(room: RoomId): RoomHandle {
  if (!home) throw new RangeError("a room opens only for someone who is signed in");
  return home.rooms.get(room);
}

/** The rooms that are open now, the one shown last first. Opens none. */
export function openRooms(): readonly RoomHandle[] {
  return home?.rooms.all() ?? [];
}

/** Opens a room for a moment, for what it brings along. Null when nobody is signed in any more. */
export function visitRoom(room: RoomId): { room: RoomHandle; leave: () => void } | null {
  return home?.rooms.visit(room) ?? null;
}

/** This room is on the screen: it and the last four stay open. */
export function showRoom(room: RoomId) {
  home?.rooms.show(room);
}

function moveIn(person: PersonId): Home {
  const disk = openDisk(browserClock, person);
  const notes = unsentNotesIn(() => localStorage, person);
  const openSocket = lateSocket(async () => {
    const { doorsTo } = await import("../line/doors.ts");
    return doorsTo("room", async () => (await import("./requests-by-http.ts")).openPolledRoom);
  });
  const deps: RoomDeps = {
    person,
    disk,
    notes,
    clock: browserClock,
    random: Math.random,
    newId,
    holdLock: browserLock,
    openChannel: browserChannel,
    openSocket,
    onWake: onBrowserWake,
    ticket: fetchTicket,
    loadSignals: async () => {
      await new Promise<void>(onceFirstScreenStands);
      const { signalsHere } = await patiently(() => import("./signals-here.ts"));
      return signalsHere(person);
    },
    refreshSession,
    fetchAfter,
    fetchThread,
  };
  const rooms = new RoomCache((room) => watched(openRoom(deps, room), person));
  let isHome = true;
  void sendWhatIsLeft();
  return {
    person,
    rooms,
    leave() {
      isHome = false;
      rooms.close();
      forgetNews();
      disk.close();
    },
  };

  /** What an earlier visit wrote must not wait until its room is looked at. */
  async function sendWhatIsLeft() {
    notes.rooms().forEach((room) => rooms.get(room));
    const unsent = await disk.roomsWithOutbox();
    if (isHome) unsent.forEach((room) => rooms.get(room));
  }
}

/** While a room's words are kept nowhere else, the page asks before it goes; and what is new in it is known outside. */
function watched(room: OpenRoom, me: PersonId): OpenRoom {
  const stopGuard = guardLeaving(window, room);
  const stopNews = followNews(room, me);
  const tellClosed = tellOpened(room);
  return {
    ...room,
    close() {
      stopGuard();
      stopNews();
      tellClosed();
      room.close();
    },
  };
}

function newId(): CommandId {
  return v.parse(CommandId, uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10))));
}

followSession();
