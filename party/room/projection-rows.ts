import type { RoomFacts } from "#protocol/room-state.ts";
import { KEY } from "./keys.ts";

/** What changed in the room's name and members, so that waking up need not read the whole log. */
export function projectionRows(before: RoomFacts, after: RoomFacts): Map<string, string> {
  const rows = new Map<string, string>();
  if (after.info !== before.info) rows.set(KEY.info, JSON.stringify(after.info));
  if (after.pins !== before.pins) rows.set(KEY.pins, JSON.stringify(after.pins));
  for (const [person, member] of news(before.members, after.members))
    rows.set(KEY.member(person), JSON.stringify(member));
  for (const [person, invitation] of news(before.invited, after.invited))
    rows.set(KEY.invited(person), JSON.stringify(invitation));
  return rows;
}

/** The rows of those who are members, or invited, no more. */
export function goneRows(before: RoomFacts, after: RoomFacts): string[] {
  return [
    ...gone(before.members, after.members).map(KEY.member),
    ...gone(before.invited, after.invited).map(KEY.invited),
  ];
}

type ByPerson<T> = Readonly<Record<string, T>>;

/** Most events change no membership, and then nobody has to be compared. */
function news<T>(before: ByPerson<T>, after: ByPerson<T>): [string, T][] {
  if (after === before) return [];
  return Object.entries(after).filter(([person, held]) => held !== before[person]);
}

function gone<T>(before: ByPerson<T>, after: ByPerson<T>): string[] {
  return after === before ? [] : Object.keys(before).filter((person) => !after[person]);
}
