import type { RoomEvent } from "#protocol/events.ts";
import { MAX_RESUME_BYTES, MAX_RESUME_EVENTS } from "#protocol/limits.ts";
import { utf8Length } from "#protocol/text.ts";
import type { Hello } from "#protocol/up.ts";

/** How far a client knows the room, by its own account. */
export type Cursor = Pick<Hello, "epoch" | "cursor">;

/** What a client that says hello has to get: events one by one, or the whole room anew. */
export type Course = { by: "events"; from: number } | { by: "snapshot" };

/** Where to go on from, by what the client says it knows (contract C7). */
export function courseFor(known: Cursor, epoch: string, head: number): Course {
  const knowsThisRoom = known.epoch === epoch && known.cursor <= head;
  const isNear = head - known.cursor <= MAX_RESUME_EVENTS;
  return knowsThisRoom && isNear ? { by: "events", from: known.cursor + 1 } : { by: "snapshot" };
}

/** Whether there is nothing that this client lacks. */
export function isUpToDate(known: Cursor, epoch: string, head: number): boolean {
  return known.epoch === epoch && known.cursor === head;
}

/** Missing more than this is told from storage, and costs what a hello costs. */
const NEAR_EVENTS = 100;

export function isFar(known: Cursor, epoch: string, head: number): boolean {
  const course = courseFor(known, epoch, head);
  return course.by === "snapshot" || head - known.cursor > NEAR_EVENTS;
}

/** Whether events that were counted as few are small enough, too. */
export function fitsResume(events: readonly RoomEvent[]): boolean {
  let bytes = 0;
  for (const event of events) {
    bytes += utf8Length(JSON.stringify(event));
    if (bytes > MAX_RESUME_BYTES) return false;
  }
  return true;
}
