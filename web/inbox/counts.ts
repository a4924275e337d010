import type { ThreadEntry } from "#protocol/inbox/entries.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { positions } from "../read/read-position.ts";
import { openedRooms } from "../room/opened-rooms.ts";
import type { RoomView } from "../room/room-view.ts";
import { countRoom, type Sources } from "./counted.ts";
import { counts, type RoomCount } from "./counts-store.ts";
import { inbox } from "./held.ts";
import { readHere } from "./read-here.ts";
import { wishes } from "./wishes.ts";

type Known = { sources: Omit<Sources, "read" | "me">; reads: string; count: RoomCount };

/** Keeps `counts` true of what is known here. Gives what ends it. */
export function followCounts(me: PersonId): () => void {
  let known = new Map<RoomId, Known>();
  let isDue = false;
  const look = () => {
    isDue = false;
    const next = new Map<RoomId, Known>();
    let isOther = false;
    for (const sources of allSources()) {
      const { room } = sources.entry;
      const reads = readsIn(sources);
      const before = known.get(room);
      const isSame = before?.reads === reads && isSameAs(before.sources, sources);
      const read = (thread?: number) => readHere({ room, thread });
      const count = isSame ? before.count : countRoom({ ...sources, read, me });
      isOther ||= !isSame;
      next.set(room, { sources, reads, count });
    }
    if (!isOther && next.size === known.size) return;
    known = next;
    counts.setState(Object.fromEntries([...next].map(([room, { count }]) => [room, count])), true);
  };
  // A frame changes several of them at once.
  const later = () => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(look);
  };
  const stopRooms = followOpenRooms(later);
  const stores = [inbox, positions, wishes.store];
  const stops = [...stores.map((store) => store.subscribe(later)), stopRooms];
  look();
  return () => {
    stops.forEach((stop) => stop());
    counts.setState({}, true);
  };
}

function* allSources(): Generator<Omit<Sources, "read" | "me">> {
  const { entries } = inbox.getState();
  const threads = new Map<RoomId, ThreadEntry[]>();
  for (const entry of entries.values()) {
    if (entry.kind !== "thread") continue;
    threads.set(entry.room, [...(threads.get(entry.room) ?? []), entry]);
  }
  const views = openedRooms.getState().rooms.map(({ view }) => view.getState());
  const open = new Map<RoomId, RoomView>(views.map((view) => [view.id, view]));
  const went = wishes.all().filter((wish) => wish.type === "opened");
  for (const entry of entries.values()) {
    if (entry.kind !== "room") continue;
    const wentTo = went.filter(({ room }) => room === entry.room);
    const view = open.get(entry.room);
    // One of the two has not heard yet that the room was restored: numbers of one life say nothing of the other.
    const isSameLife = view?.epoch === entry.epoch;
    const known = { entry, threads: threads.get(entry.room) ?? [], wentTo };
    yield { ...known, open: isSameLife ? view.room : undefined };
  }
}

/** How far its places were read, and where somebody went. */
function readsIn({ entry, threads, wentTo }: Omit<Sources, "read" | "me">): string {
  const roots = [undefined, ...threads.map(({ root }) => root)];
  const reads = roots.map((thread) => readHere({ room: entry.room, thread })).join(" ");
  return JSON.stringify([reads, ...wentTo.map(({ thread }) => thread ?? null)]);
}

function isSameAs(before: Known["sources"], now: Known["sources"]): boolean {
  return (
    before.entry === now.entry &&
    before.open === now.open &&
    before.threads.length === now.threads.length &&
    before.threads.every((thread, place) => thread === now.threads[place])
  );
}

function followOpenRooms(changed: () => void): () => void {
  let stops: (() => void)[] = [];
  const follow = () => {
    stops.forEach((stop) => stop());
    stops = openedRooms.getState().rooms.map(({ view }) =>
      view.subscribe((now, before) => {
        if (now.room !== before.room) changed();
      }),
    );
    changed();
  };
  const stop = openedRooms.subscribe(follow);
  follow();
  return () => {
    stop();
    stops.forEach((each) => each());
  };
}
