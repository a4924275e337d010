import type { RoomState } from "#protocol/room-state.ts";
import type { Written } from "./event-rows.ts";
import { fanOut } from "./fan-out.ts";
import { objectionToEntering } from "./permissions.ts";
import type { Peer } from "./ports.ts";

/** Tells those who are no members any more as much as happened until they left, and gives those who stay (C11). */
export function bidFarewell(
  readers: readonly Peer[],
  room: RoomState,
  written: readonly Written[],
  now: number,
): Peer[] {
  const staying: Peer[] = [];
  for (const peer of readers) {
    if (objectionToEntering(room, peer.memory)) {
      // What others said in the same beat, but later, is for members.
      const leaving = written.findLastIndex(
        (each) => isLeaving(each) && each.event.by === peer.memory.person,
      );
      fanOut([peer], written.slice(0, leaving + 1), [], now);
    } else staying.push(peer);
  }
  return staying;
}

export function isLeaving({ event }: Written): boolean {
  return event.type === "member.left" && !event.imported;
}
