import type { CommandId } from "#protocol/ids.ts";
import type { RoomView } from "../room/room-view.ts";

/** Whether a room has taken a message, or it was given up: it waits here no more. Until a room is live, who knows what waits. */
export function settledIn(
  { connection, pending }: Pick<RoomView, "connection" | "pending">,
  message: CommandId,
): boolean {
  return connection.at === "live" && !pending.some(({ id }) => id === message);
}
