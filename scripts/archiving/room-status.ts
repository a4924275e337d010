import * as v from "valibot";
import type { OperatorDoor } from "../operator-door.ts";
import { Trouble } from "../trouble.ts";
import type { KnownRoom } from "./known-rooms.ts";

const Status = v.object({
  head: v.number(),
  archived: v.number(),
  lagEvents: v.number(),
  lagMs: v.number(),
  state: v.string(),
  lastFailure: v.nullable(v.string()),
  failures: v.number(),
});
type Status = v.InferOutput<typeof Status>;

/** What every answer about a room holds (party/rooms.ts). */
export const Upkeep = v.object({ status: Status, restored: v.number(), of: v.number() });

export type RoomStatus = { room: KnownRoom } & ({ status: Status } | { trouble: string });

export function roomPath(room: KnownRoom, what: string): string {
  return `/api/operator/rooms/${encodeURIComponent(room.id)}/${what}`;
}

export async function statusOf(
  door: OperatorDoor,
  rooms: readonly KnownRoom[],
): Promise<RoomStatus[]> {
  const all: RoomStatus[] = [];
  for (const room of rooms) {
    try {
      all.push({ room, status: (await door(roomPath(room, "status"), {}, Upkeep)).status });
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      all.push({ room, trouble: error.message });
    }
  }
  return all;
}

/** A line for each room, in columns. */
export function statusTable(rooms: readonly RoomStatus[]): string {
  if (rooms.length === 0) return "There are no rooms.";
  const head = ["room", "events", "archived", "behind", "lag", "state", "last failure"];
  const lines = [head, ...rooms.map(cells)];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  return lines
    .map((line) => line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  "))
    .map((line) => line.trimEnd())
    .join("\n");
}

function cells(known: RoomStatus): string[] {
  const { id, name } = known.room;
  const title = name === null ? id : `${name} (${id})`;
  if ("trouble" in known) return [title, "", "", "", "", "", known.trouble];
  const { head, archived, lagEvents, lagMs, state, lastFailure, failures } = known.status;
  const failed = lastFailure === null ? "" : `${lastFailure} (${failures} in a row)`;
  const seen = head === 0 ? "empty" : state;
  return [title, number(head), number(archived), number(lagEvents), age(lagMs), seen, failed];
}

function age(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
