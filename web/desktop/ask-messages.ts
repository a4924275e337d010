import type { RoomEvent } from "#protocol/events.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { MessageState } from "#protocol/message-state.ts";
import { plainWords } from "#protocol/plain-words.ts";
import { eventAt } from "#protocol/timeline.ts";
import { wordsOf } from "../activity/held-words.ts";
import type { Words } from "../activity/words.ts";
import { askApi } from "../api.ts";
import { directory } from "../directory/directory.ts";
import { getCard } from "../people/people-by-http.ts";
import { openedRooms } from "../room/opened-rooms.ts";
import { HistoryAnswer } from "../room/rooms-by-http.ts";
import type { Message } from "./desk.ts";

type Found = { event: RoomEvent; words: Words };

/** Those of these messages that are there, as they are now: from the room where it is open, and from the server otherwise. */
export async function askMessages(
  room: RoomId,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, Message> | null> {
  const found = foundHere(room, seqs) ?? (await foundThere(room, seqs));
  if (!found) return null;
  const called = await namesOf(room, found);
  return new Map(
    found.map(({ event, words: { by, name, body, isAction } }) => {
      const author = called.get(by) ?? name;
      const words = plainWords(body, {
        person: (id) => called.get(id),
        room: (id) => roomNameOf(id),
      });
      return [
        event.seq,
        {
          at: event.at,
          author,
          roomName: roomNameOf(room) ?? "",
          words: isAction ? `${author} ${words}` : words,
        },
      ];
    }),
  );
}

/** Null where the room is not open, has no line, or has not heard of one of them yet. */
function foundHere(room: RoomId, seqs: readonly number[]): Found[] | null {
  const view = openedRooms
    .getState()
    .rooms.find(({ id }) => id === room)
    ?.view.getState();
  if (view?.connection.at !== "live" || seqs.some((seq) => !eventAt(view.room.timeline, seq)))
    return null;
  const { timeline, states } = view.room;
  return seqs.flatMap((seq) => there(eventAt(timeline, seq), states.get(seq)));
}

/** Null: nobody could be asked. What was said together is asked for once. */
async function foundThere(room: RoomId, seqs: readonly number[]): Promise<Found[] | null> {
  const found = new Map<number, Found[]>();
  for (const seq of seqs.toSorted((a, b) => b - a)) {
    if (found.has(seq)) continue;
    const answer = await askApi("GET", `/api/rooms/${room}/messages?around=${seq}`, HistoryAnswer);
    if (!answer.ok) return null;
    const states = new Map(answer.value.states);
    found.set(seq, []);
    for (const event of answer.value.messages)
      found.set(event.seq, there(event, states.get(event.seq)));
  }
  return seqs.flatMap((seq) => found.get(seq) ?? []);
}

function there(event: RoomEvent | undefined, state: MessageState | undefined): Found[] {
  if (event?.type === "note.mentioned") {
    const { by, name } = event;
    // The note has the words.
    return [
      { event, words: { by, name, body: "", isAction: false, isDeleted: false, mentions: [] } },
    ];
  }
  const words = wordsOf(event, state);
  return event && words && !words.isDeleted ? [{ event, words }] : [];
}

/** What those are called today who wrote these, or are named in them. Whom nobody knows is not named. */
async function namesOf(room: RoomId, found: readonly Found[]): Promise<Map<string, string>> {
  const members = openedRooms
    .getState()
    .rooms.find(({ id }) => id === room)
    ?.view.getState().room.members;
  const names = new Map<string, string>();
  const ids = new Set<PersonId>(found.flatMap(({ words: { by, mentions } }) => [by, ...mentions]));
  for (const id of ids) {
    const known = members?.[id]?.name;
    if (known !== undefined) names.set(id, known);
  }
  const unknown = found
    .flatMap(({ words: { mentions } }) => mentions)
    .filter((id) => !names.has(id));
  for (const id of new Set(unknown)) {
    const answer = await getCard(id);
    if (answer.ok) names.set(id, answer.value.name);
  }
  return names;
}

function roomNameOf(room: string): string | undefined {
  return directory.store.getState().data?.find(({ id }) => id === room)?.name;
}
