import { setTimeout as pause } from "node:timers/promises";
import * as v from "valibot";
import { Upkeep } from "../archiving/room-status.ts";
import type { OperatorDoor } from "../operator-door.ts";
import { Trouble } from "../trouble.ts";

/** How the test comes into a community, and how it takes away what it has left there. */
export type WayIn = {
  /** The token of an invite. */
  invite(): Promise<string>;
  /** Takes a room of a departed visitor's out of the directory; null where only whoever has the keys could. */
  forget: ((room: string) => Promise<void>) | null;
};

/** What visitors of this kind, and their rooms, are called. */
export const VISITOR = "Smoke test";

const ARCHIVED_WITHIN_MS = 30_000;
const LOOK_AGAIN_MS = 250;

/** By the community's keys: nobody has to be asked, and nothing is left behind. */
export function wayInByKeys(door: OperatorDoor): WayIn {
  return {
    invite: async () =>
      (await door("/api/operator/invites", {}, v.object({ token: v.string() }))).token,
    forget: async (room) => {
      if (!(await forget(door, room))) throw new Trouble("The room is still in the directory.");
      await forgetLeftovers(door);
    },
  };
}

export function wayInByInvite(token: string): WayIn {
  return { invite: () => Promise.resolve(token), forget: null };
}

/** Rooms of earlier tests that came in by an invite alone, or were cut off; one in which a test is still at work stays. */
async function forgetLeftovers(door: OperatorDoor): Promise<void> {
  const Rooms = v.object({
    rooms: v.array(v.object({ id: v.string(), name: v.nullable(v.string()) })),
  });
  const { rooms } = await door("/api/operator/rooms", {}, Rooms);
  for (const { id, name } of rooms) if (name?.startsWith(VISITOR)) await forget(door, id);
}

async function forget(door: OperatorDoor, room: string): Promise<boolean> {
  await untilArchived(door, room);
  const path = `/api/operator/rooms/${room}/forget`;
  return (await door(path, {}, v.object({ isForgotten: v.boolean() }))).isForgotten;
}

/** What the room has not told the archive yet would bring it back there. */
async function untilArchived(door: OperatorDoor, room: string): Promise<void> {
  const until = Date.now() + ARCHIVED_WITHIN_MS;
  while (Date.now() < until) {
    const { status } = await door(`/api/operator/rooms/${room}/status`, {}, Upkeep);
    if (status.archived === status.head) return;
    await pause(LOOK_AGAIN_MS);
  }
  throw new Trouble(
    `The room has not copied itself to the archive within ${ARCHIVED_WITHIN_MS / 1_000} seconds.`,
  );
}
