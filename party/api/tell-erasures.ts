import { dropErasure, INBOX, takeErasures, type Erasure } from "#db/erasures.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { log } from "../log.ts";
import { hasNotHeard, newCommandId, tellRoom } from "./tell-room.ts";
import type { World } from "./world.ts";

/** Rooms that are told in one request: the rest is for the requests that come after it. */
const MOST_OF_ONE = 100;
const MOST_OF_ANYONE = 10;

/** Tells the rooms and the inbox of someone who has just deleted their account; `sessions` were theirs. */
export async function tellDeparture(
  world: World,
  person: PersonId,
  sessions: readonly string[],
): Promise<void> {
  const { database, now } = world;
  try {
    const due = await takeErasures(database, { of: person, most: MOST_OF_ONE, now: now() });
    await tellRooms(world, due, sessions);
  } finally {
    // Last: until a room has let them go, it tells their inbox what happens in it. And also where rooms could not be listed.
    await tellInbox(world, person, sessions);
  }
}

/** Tells what could not be told when somebody deleted their account: whoever asks the API for anything may do it. */
export async function tellErasures(world: World): Promise<void> {
  const { database, now } = world;
  const due = await takeErasures(database, { of: null, most: MOST_OF_ANYONE, now: now() });
  await tellRooms(world, due, []);
  const inboxes = due.filter(({ room }) => room === INBOX);
  await Promise.all(inboxes.map(({ person }) => tellInbox(world, person, [])));
}

async function tellInbox(
  { database, inboxes }: World,
  person: PersonId,
  sessions: readonly string[],
): Promise<void> {
  if (sessions.length > 0) await tellRoom(() => inboxes.signedOut(person, sessions));
  const erased = await tellRoom(() => inboxes.erase(person));
  if (erased.ok) await dropErasure(database, { person, room: INBOX });
  else log.fact("erasure.inbox_not_told", {});
}

async function tellRooms(
  world: World,
  due: readonly Erasure[],
  sessions: readonly string[],
): Promise<void> {
  const answers = await Promise.all(
    due.flatMap(({ person, room }) =>
      room === INBOX ? [] : [tell(world, person, room, sessions)],
    ),
  );
  const missed = answers.filter(hasNotHeard).length;
  if (missed > 0) log.fact("erasure.rooms_not_told", { rooms: missed });
}

async function tell(
  { database, rooms, now }: World,
  person: PersonId,
  room: RoomId,
  sessions: readonly string[],
) {
  const by = { person, name: "", role: "member", session: "the API" } as const;
  const answer = await tellRoom(async () => {
    // First, so that what they still hold brings them back into no room that has forgotten them already.
    if (sessions.length > 0) {
      const told = await rooms.signedOut(room, sessions);
      if (!told.ok) return told;
    }
    return rooms.command(room, by, { type: "member.erase", id: newCommandId(now()) });
  });
  if (!answer.ok && answer.refusal.code === "no_such_room")
    await dropErasure(database, { person, room });
  return answer;
}
