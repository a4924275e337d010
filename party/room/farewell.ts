import { CLOSE } from "#protocol/close-codes.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { Written } from "./event-rows.ts";
import { framesOf, show } from "./fan-out.ts";
import type { Peer } from "../object/ports.ts";
import { dismiss } from "../object/standing.ts";
import type { Presence } from "./presence.ts";
import type { Typing } from "./typing.ts";

/** Who has left in this beat. Coming back within it is a visit of its own, with sockets of its own. */
export function leaversIn(written: readonly Written[]): Set<PersonId> {
  return new Set(written.filter(({ event }) => isLeaving(event)).map(({ event }) => event.by));
}

/** The same, and they are here no more, nor write. */
export function takeLeave(
  written: readonly Written[],
  presence: Presence,
  typing: Typing,
): Set<PersonId> {
  const leavers = leaversIn(written);
  for (const person of leavers) {
    presence.remove(person);
    typing.gone(person);
  }
  return leavers;
}

function isLeaving({ type, imported }: RoomEvent): boolean {
  return (type === "member.left" || type === "member.erased") && !imported;
}

/** Tells those who have left as much as happened until then, and gives those who stay (contract C11). */
export function bidFarewell(
  readers: readonly Peer[],
  leavers: ReadonlySet<PersonId>,
  written: readonly Written[],
  now: number,
): Peer[] {
  for (const peer of readers) {
    const { person } = peer.memory;
    if (leavers.has(person)) {
      // What others said in the same beat, but later, is for members.
      const leaving = written.findIndex(({ event }) => isLeaving(event) && event.by === person);
      show(framesOf(written.slice(0, leaving + 1), []), [peer], now);
    }
  }
  return readers.filter(({ memory }) => !leavers.has(memory.person));
}

/** They have heard that they left, and hear nothing after it. */
export function showOut(peers: readonly Peer[], leavers: ReadonlySet<PersonId>): void {
  for (const peer of peers) {
    if (leavers.has(peer.memory.person)) dismiss(peer, CLOSE.notMember, "not a member");
  }
}
