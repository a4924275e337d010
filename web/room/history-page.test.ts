import { expect, it } from "vitest";
import type { MessagePosted, RoomEvent } from "#protocol/events.ts";
import { applyEvents, EMPTY_ROOM, type RoomState } from "#protocol/room-state.ts";
import { EMPTY_TIMELINE } from "#protocol/timeline.ts";
import { commandId, created, personId, posted } from "../../test/words.ts";
import { pageFor, withStates } from "./history-page.ts";

const bob = personId("bob");
const fact = (seq: number) => ({ seq, id: commandId(seq), at: seq, by: bob, name: "Bob" });
const reacted = (seq: number, target: number, on = true): RoomEvent => ({
  type: "message.reacted",
  ...fact(seq),
  target,
  emoji: "👍",
  on,
});
const OLD = posted(2);

/** A reader that knows the room up to the last of these, and has not loaded the old message. */
function reader(...since: RoomEvent[]): RoomState {
  const begun = applyEvents(EMPTY_ROOM, [created(1, "Tea"), OLD]);
  return applyEvents({ ...begun, timeline: EMPTY_TIMELINE, states: new Map() }, since);
}

const PAGE = { events: [OLD] as MessagePosted[], states: [], head: 2 };

it("a page that was long on its way is brought up to date", () => {
  const { states } = pageFor(reader(reacted(3, 2), reacted(4, 2, false), reacted(5, 2)), PAGE);
  expect(states).toMatchObject([[2, { asOf: 5, reactions: [{ emoji: "👍", people: [bob] }] }]]);
});

it("what is in a page already is not applied once more", () => {
  const reply = { ...posted(3, { by: bob }), thread: 2 };
  const told = applyEvents(EMPTY_ROOM, [created(1, "Tea"), OLD, reply]).states;
  const { states } = pageFor(reader(reply), { ...PAGE, states: [...told], head: 2 });
  expect(states).toMatchObject([[2, { thread: { count: 1 } }]]);
});

it("a page does not bring deleted words back", () => {
  const deleted = { type: "message.deleted", ...fact(3), target: 2 } as const;
  const { events } = pageFor(reader(deleted), PAGE);
  expect(events).toMatchObject([{ seq: 2, body: "", deleted: { by: bob } }]);
});

it("what the room has not told of yet is left out", () => {
  const page = { ...PAGE, events: [OLD, posted(3)], head: 3 };
  expect(pageFor(reader(), page).events).toEqual([OLD]);
});

it("of two things known of a message, the one that more has happened in holds", () => {
  const [older, newer] = [
    { asOf: 3, edits: [], reactions: [] },
    { asOf: 5, edits: [4, 5], reactions: [] },
  ];
  const known = new Map([[2, newer]]);
  expect(withStates(known, [[2, older]])).toBe(known);
  expect(withStates(new Map([[2, older]]), [[2, newer]]).get(2)).toBe(newer);
});
