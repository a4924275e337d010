import type { RoomEvent } from "#protocol/events.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { MessageState } from "#protocol/message-state.ts";
import type { RoomState } from "#protocol/room-state.ts";
import { eventAt } from "#protocol/timeline.ts";
import { openedRooms } from "../room/opened-rooms.ts";
import { openDatabase, type Database } from "../storage/database.ts";
import { databaseOf } from "../storage/forgiving-disk.ts";
import { wordsKey, type Found, type Wanted, type Words } from "./words.ts";

/** Of what is wanted, what this browser holds, in open rooms or on its disk. Nothing throws; no network is asked. */
export async function heldWords(me: PersonId, wanted: readonly Wanted[]): Promise<Found> {
  const messages = new Map<string, Words>();
  const names = new Map<PersonId, string>();
  let db: Database | undefined;
  try {
    for (const [room, all] of byRoom(wanted)) {
      const people = new Set(all.flatMap((one) => one.people));
      const open = openRoom(room);
      db ??= open ? undefined : await openDatabase(databaseOf(me), () => undefined);
      const members = open?.members ?? (await db?.get("rooms", room))?.members ?? {};
      for (const { seq } of all) {
        const words = open
          ? wordsOf(eventAt(open.timeline, seq), open.states.get(seq))
          : db && wordsOf(await db.get("events", [room, seq]), await db.get("states", [room, seq]));
        if (!words) continue;
        messages.set(wordsKey({ room, seq }), words);
        for (const person of [words.by, ...words.mentions]) people.add(person);
      }
      for (const person of people) {
        const name = members[person]?.name;
        if (name !== undefined) names.set(person, name);
      }
    }
  } catch {
    // Forbidden, or taken away by a sign-out: what was found is what there is.
  } finally {
    db?.close();
  }
  return { messages, names };
}

/** What a message says after all that has become of it; undefined for what is none. */
export function wordsOf(
  event: RoomEvent | undefined,
  state: MessageState | undefined,
): Words | undefined {
  if (event?.type !== "message.posted") return undefined;
  const { by, name, body, action = false, mentions, deleted } = event;
  const isEdited = state?.body !== undefined;
  return {
    by,
    name,
    body: state?.body ?? body,
    isAction: action,
    isDeleted: deleted !== undefined,
    mentions: (isEdited ? state.mentions : mentions) ?? [],
  };
}

function openRoom(id: RoomId): RoomState | undefined {
  const view = openedRooms
    .getState()
    .rooms.find((room) => room.id === id)
    ?.view.getState();
  return view?.isLoaded ? view.room : undefined;
}

function byRoom(wanted: readonly Wanted[]): Map<RoomId, Wanted[]> {
  const rooms = new Map<RoomId, Wanted[]>();
  for (const one of wanted) rooms.set(one.room, [...(rooms.get(one.room) ?? []), one]);
  return rooms;
}
