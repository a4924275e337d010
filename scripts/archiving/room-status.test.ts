import { expect, test } from "vitest";
import { statusTable, type RoomStatus } from "./room-status.ts";

const fine = {
  head: 1_234,
  archived: 1_234,
  lagEvents: 0,
  lagMs: 0,
  state: "live",
  lastFailure: null,
  failures: 0,
};
const rooms: RoomStatus[] = [
  { room: { id: "a1", name: "Kitchen" }, status: fine },
  {
    room: { id: "b2", name: null },
    status: {
      ...fine,
      archived: 34,
      lagEvents: 1_200,
      lagMs: 7_260_000,
      state: "degraded",
      lastFailure: "DatabaseUnreachable",
      failures: 130,
    },
  },
  { room: { id: "c3", name: "Attic" }, status: { ...fine, head: 0, archived: 0 } },
  { room: { id: "d4", name: "Cellar" }, trouble: "The server refused (unavailable)." },
];

test("the table says how each room's archive is, in columns", () => {
  expect(statusTable(rooms).split("\n")).toEqual([
    "room          events  archived  behind  lag  state     last failure",
    "Kitchen (a1)  1,234   1,234     0       0 s  live",
    "b2            1,234   34        1,200   2 h  degraded  DatabaseUnreachable (130 in a row)",
    "Attic (c3)    0       0         0       0 s  empty",
    "Cellar (d4)                                            The server refused (unavailable).",
  ]);
  expect(statusTable([])).toBe("There are no rooms.");
});
