import type { RoomId } from "#protocol/ids.ts";
import { eventAt } from "#protocol/timeline.ts";
import type { Clock } from "../clock.ts";
import type { ListedRoom } from "../directory/listed-room.ts";
import type { RoomHandle, RoomView } from "../room/room-view.ts";

/** How many rooms open without a network though nobody has looked into them here, and how much of each. */
export const MAX_WARM_ROOMS = 20;
export const WARM_EVENTS = 200;
/** One that has not come by then comes another time. */
export const VISIT_MS = 10_000;

/** What the disk holds of a room: up to which event, its time, and how many of the newest. */
export type Held = { seq: number; at: number; newest: number };

export type WarmDeps = {
  clock: Clock;
  heldOf(room: RoomId): Promise<Held | null>;
  readonly visit: (room: RoomId) => { room: RoomHandle; leave: () => void } | null;
  /** Whether the server answers and nobody minds. Asked before each room. */
  mayGoOn(): boolean;
};

/** Brings the newest messages of the rooms that one is in, one room after the other, those that were spoken in last first. */
export async function warmRooms(rooms: readonly ListedRoom[], deps: WarmDeps): Promise<void> {
  const latest = rooms
    .filter(({ joined }) => joined)
    .toSorted((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0))
    .slice(0, MAX_WARM_ROOMS);
  for (const room of latest) {
    if (!deps.mayGoOn()) return;
    if (!isWarm(await deps.heldOf(room.id), room)) await warm(room.id, deps);
  }
}

function isWarm(held: Held | null, { lastAt }: ListedRoom): boolean {
  if (held === null) return false;
  return held.at >= (lastAt ?? 0) && held.newest >= Math.min(held.seq, WARM_EVENTS);
}

async function warm(id: RoomId, { clock, visit }: WarmDeps): Promise<void> {
  const visited = visit(id);
  if (!visited) return;
  const { room, leave } = visited;
  try {
    const isIn = await until(clock, room, ({ connection }) => connection.at === "live");
    if (!isIn) return;
    const { seq } = room.view.getState().room;
    const first = Math.max(1, seq - WARM_EVENTS + 1);
    // What comes is stored on its way (web/room/live-room.ts).
    room.load(first, seq);
    await until(clock, room, (view) => isThere(view, first, seq));
  } finally {
    leave();
  }
}

function isThere({ room }: RoomView, first: number, last: number): boolean {
  for (let seq = first; seq <= last; seq += 1) if (!eventAt(room.timeline, seq)) return false;
  return true;
}

/** Whether it came to that in time, and the door stayed open. */
function until(
  clock: Clock,
  { view }: RoomHandle,
  isSo: (view: RoomView) => boolean,
): Promise<boolean> {
  return new Promise((resolve) => {
    let stop = () => {};
    const end = (came: boolean) => {
      stopTimer();
      stop();
      resolve(came);
    };
    const look = (now: RoomView) => {
      if (isSo(now)) end(true);
      else if (now.connection.at === "closed") end(false);
    };
    const stopTimer = clock.setTimer(VISIT_MS, () => end(false));
    stop = view.subscribe(look);
    look(view.getState());
  });
}
