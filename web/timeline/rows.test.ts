import { expect, test } from "vitest";
import { NO_STATES, type MessageStates } from "#protocol/room-state.ts";
import { EMPTY_TIMELINE, withEvents } from "#protocol/timeline.ts";
import { rowsOf, type Row } from "./rows.ts";
import { ANN, tellStory } from "./story.test-kit.ts";

type Told = Parameters<typeof tellStory>[0];

function rowsIn(told: Told, from = 1) {
  const events = tellStory(told);
  const timeline = withEvents(
    EMPTY_TIMELINE,
    events.filter(({ seq }) => seq >= from),
  );
  return rowsOf({
    timeline,
    states: NO_STATES,
    head: events.length,
    pending: [],
    me: ANN.id,
    now: 0,
  });
}

const kindsOf = (told: Told) => {
  const rows = rowsIn(told);
  return Array.from({ length: rows.count }, (_, index) => tellRow(rows.at(index)));
};

function tellRow(row: Row): string {
  if (row.kind !== "message") return row.kind;
  return [row.startsDay && "day", row.startsGroup && "group", "message"].filter(Boolean).join(" ");
}

test("what is folded away does not come between two messages of one person", () => {
  const told = [
    { by: "bob", says: "one" },
    { by: "cy", reacts: "👍", to: 2 },
    { by: "cy", says: "in a thread", thread: 2 },
    { by: "bob", says: "two" },
  ];
  expect(kindsOf(told)).toEqual(["beginning", "day group message", "folded", "folded", "message"]);
});

test("a reply and what is said in the room as well as in a thread are rows", () => {
  const told = [
    { by: "bob", says: "one" },
    { by: "bob", says: "a reply", replyTo: 2 },
    { by: "bob", says: "both", thread: 2, alsoInRoom: true as const },
  ];
  expect(kindsOf(told)).toEqual(["beginning", "day group message", "group message", "message"]);
});

test("a day that begins with a reaction is told by the first message after it", () => {
  const day = Date.UTC(2026, 10, 3, 12);
  const told = [
    { by: "bob", says: "one", at: day },
    { by: "cy", reacts: "👍", to: 2, at: day + 86_400_000 },
    { by: "bob", says: "two", at: day + 86_400_001 },
  ];
  expect(kindsOf(told).at(-1)).toBe("day group message");
});

test("a row that follows many folded ones looks the same whatever else is loaded", () => {
  const told = [
    { by: "bob", says: "one" },
    ...Array.from({ length: 60 }, () => ({ by: "cy", reacts: "👍", to: 2 })),
    { by: "bob", says: "two" },
  ];
  const last = told.length;
  expect(tellRow(rowsIn(told).at(last))).toBe("group message");
  expect(tellRow(rowsIn(told, 35).at(last))).toBe("group message");
});

test("a row waits for what stands above it", () => {
  const told = [
    { by: "bob", says: "one" },
    { by: "cy", reacts: "👍", to: 2 },
    { by: "bob", says: "two" },
  ];
  expect(rowsIn(told, 3).at(3).kind).toBe("unloaded");
  expect(rowsIn(told, 2).at(3).kind).toBe("message");
});

test("what is folded away names the row that tells of it", () => {
  const rows = rowsIn([
    { by: "bob", says: "one" },
    { by: "cy", reacts: "👍", to: 2 },
    { by: "cy", says: "in a thread", thread: 2 },
  ]);
  expect([1, 2, 3].map((index) => rows.tellsOf(index))).toEqual([1, 1, 1]);
});

const HOUR = 60 * 60_000;

test("a deleted message is told for an hour, and then folds away unless something hangs on it", () => {
  const events = tellStory([
    { by: "bob", says: "" },
    { by: "bob", says: "still here" },
  ]).map((event) =>
    event.seq === 2 && event.type === "message.posted"
      ? { ...event, deleted: { by: event.by, at: event.at } }
      : event,
  );
  const at = events[1]?.at ?? 0;
  const timeline = withEvents(EMPTY_TIMELINE, events);
  const rows = (now: number, states: MessageStates = NO_STATES) =>
    rowsOf({ timeline, states, head: 3, pending: [], me: ANN.id, now });
  expect(tellRow(rows(at + HOUR - 1).at(1))).toBe("day group message");
  expect(tellRow(rows(at + HOUR).at(1))).toBe("folded");
  // Whoever spoke next stood under its name.
  expect(tellRow(rows(at + HOUR).at(2))).toBe("day group message");
  const reaction = { emoji: "👍", people: [ANN.id] };
  const states = new Map([[2, { asOf: 3, edits: [], reactions: [reaction] }]]);
  expect(tellRow(rows(at + HOUR, states).at(1))).toBe("day group message");
});
