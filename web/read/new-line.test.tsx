import "../styles/layers.css";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import type { RoomEvent } from "#protocol/events.ts";
import { withEvents } from "#protocol/timeline.ts";
import { counts } from "../inbox/counts-store.ts";
import { rememberPlace } from "../timeline/place-memory.ts";
import {
  distanceFromEnd,
  list,
  rowOf,
  scrollBy,
  settled,
  show,
  talk,
} from "../timeline/shown-list.test-kit.tsx";
import { eventOf, ROOM, storyRoom, type StoryRoom } from "../timeline/story.test-kit.ts";
import { markUnreadFrom } from "./marks.ts";
import { furtherRead } from "./positions.ts";
import { hearPositions, markRead, positions } from "./read-position.ts";
import { keyOf } from "../place.ts";

beforeEach(() => {
  positions.setState({ since: 0, read: {} }, true);
  // Nobody looks: what is on the screen stays unread.
  vi.spyOn(document, "hasFocus").mockReturnValue(false);
});
afterEach(async () => {
  await cleanup();
  counts.setState({}, true);
  rememberPlace(ROOM, null);
});

const read = (seq: number, at = 1) => markRead(ROOM, { seq, at });
const line = () => page.getByText("New", { exact: true });
/** The message right under the line. */
function under(): string | undefined {
  const row = line().element().closest("[data-index]");
  return row?.querySelector("p")?.textContent?.split("\n")[0];
}
/** How far the line is below the list's upper edge, of the list's height. */
function height(): number {
  const view = list().getBoundingClientRect();
  return (line().element().getBoundingClientRect().top - view.top) / view.height;
}
const says = (seq: number, by = "bob"): RoomEvent => eventOf({ by, says: `words ${seq}` }, seq);
const deletes = (seq: number, target: number): RoomEvent =>
  Object.assign(eventOf({ by: "bob", says: "" }, seq), { type: "message.deleted", target });
function load(room: StoryRoom, events: readonly RoomEvent[]) {
  room.view.setState(({ room: { timeline, ...rest } }) => ({
    room: { ...rest, timeline: withEvents(timeline, events) },
  }));
}

test("a room opens where one left off: the line over what is new, some of what was read above it", async () => {
  read(100);
  await show(storyRoom(talk(300)));
  await settled();
  expect(under()).toBe("words 101");
  expect(height()).toBeGreaterThan(0.2);
  expect(height()).toBeLessThan(0.5);
});

test("with little that is new one is at the end, and follows what comes, which moves no line", async () => {
  read(298);
  const room = storyRoom(talk(300));
  await show(room);
  await settled();
  expect(under()).toBe("words 299");
  expect(distanceFromEnd()).toBeLessThan(1);
  // More than there was room for below.
  room.happen(Array.from({ length: 12 }, (_, i) => says(301 + i)));
  await settled();
  expect(distanceFromEnd()).toBeLessThan(1);
  expect(under()).toBe("words 299");
});

test("where all was read there is none, whatever comes while one looks on", async () => {
  read(300);
  const room = storyRoom(talk(300));
  await show(room);
  room.happen([says(301)]);
  await settled();
  expect(line().query()).toBeNull();
});

test("whoever was further up than the line is there again, whoever was further down is at the line", async () => {
  read(200);
  rememberPlace(ROOM, { seq: 50, offset: 10 });
  const { unmount } = await show(storyRoom(talk(300)));
  await settled();
  expect(rowOf("words 50").getBoundingClientRect().top).toBeGreaterThan(0);
  expect(line().query()).toBeNull();
  await unmount();
  rememberPlace(ROOM, { seq: 280, offset: 10 });
  await show(storyRoom(talk(300)));
  await settled();
  expect(under()).toBe("words 201");
});

test("what is not loaded is waited for at the line, which then stands where it belongs", async () => {
  read(100);
  const all = talk(300);
  const quiet: RoomEvent[] = [101, 102].map((seq) =>
    eventOf({ by: "bob", does: "member.joined" }, seq),
  );
  const room = storyRoom(all, 250);
  await show(room);
  await settled();
  expect(line().element().closest("[data-index]")?.getAttribute("data-index")).toBe("100");
  load(room, [...all.filter(({ seq }) => seq < 101), ...quiet, ...all.slice(102)]);
  await settled();
  expect(under()).toBe("words 103");
  expect(height()).toBeLessThan(0.5);
});

test("where all that is not loaded was brought along from elsewhere, one is at the end as soon as the inbox says so", async () => {
  read(1);
  await show(storyRoom(talk(300), 250));
  await settled();
  expect(line().query()).not.toBeNull();
  counts.setState({
    [ROOM]: { count: 0, mentions: 0, first: null, from: 301, threads: new Map() },
  });
  await settled();
  expect(line().query()).toBeNull();
  expect(distanceFromEnd()).toBeLessThan(1);
});

test("a room that was never seen here opens at its end, and goes to the line once the inbox has said where", async () => {
  read(100, 0);
  await show(storyRoom(talk(300), 250));
  await settled();
  expect(line().query()).toBeNull();
  expect(distanceFromEnd()).toBeLessThan(1);
  counts.setState({
    [ROOM]: { count: 200, mentions: 0, first: null, from: 101, threads: new Map() },
  });
  await settled();
  expect(line().element().closest("[data-index]")?.getAttribute("data-index")).toBe("100");
  expect(distanceFromEnd()).toBeGreaterThan(500);
});

test("what was missed is told late, and the room goes to the line as it comes", async () => {
  read(100);
  const room = storyRoom(talk(100));
  room.view.setState({ connection: { at: "connecting", attempt: 1 } as never });
  await show(room);
  await settled();
  expect(line().query()).toBeNull();
  room.happen(Array.from({ length: 60 }, (_, i) => says(101 + i)));
  room.view.setState({ connection: { at: "live" } });
  await settled();
  expect(under()).toBe("words 101");
  expect(height()).toBeGreaterThan(0.1);
  expect(distanceFromEnd()).toBeGreaterThan(500);
});

test("when the first new message is deleted the line stands over the next, and goes with the last", async () => {
  read(298);
  const room = storyRoom(talk(300));
  await show(room);
  room.happen([deletes(301, 299)]);
  await settled();
  expect(under()).toBe("words 300");
  room.happen([deletes(302, 300)]);
  await settled();
  expect(line().query()).toBeNull();
});

test("under the line it is said again who speaks", async () => {
  const at = Date.UTC(2026, 10, 3);
  const said = Array.from({ length: 3 }, (_, i) => ({ ...says(101 + i), at: at + i }));
  read(102);
  await show(storyRoom([...talk(100), ...said]));
  await settled();
  expect(under()).toBe("words 103");
  const group = rowOf("words 103").closest("[data-row]");
  expect(group?.hasAttribute("data-group-start")).toBe(true);
  expect(rowOf("words 102").closest("[data-group-start]")).toBeNull();
});

test("marked unread from here, the line stands there at once, and again when the room is opened anew", async () => {
  read(300);
  const room = storyRoom(talk(300));
  const { unmount } = await show(room);
  await expect.element(page.getByRole("article", { name: /words 298/ })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Jump to a date" })).toBeInTheDocument();
  markUnreadFrom(ROOM, 297);
  await expect.element(line()).toBeVisible();
  expect(under()).toBe("words 297");
  await unmount();
  await show(room);
  await settled();
  expect(under()).toBe("words 297");
  expect(positions.getState().read[ROOM]?.manual).toBeUndefined();
});

test("coming back after a while, one finds the line over what was said meanwhile", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const hasFocus = vi.spyOn(document, "hasFocus").mockReturnValue(true);
  read(300);
  const room = storyRoom(talk(300));
  await show(room);
  await expect.element(page.getByRole("button", { name: "Jump to a date" })).toBeInTheDocument();
  const away = async (ms: number, said: RoomEvent[]) => {
    hasFocus.mockReturnValue(false);
    window.dispatchEvent(new Event("blur"));
    room.happen(said);
    vi.setSystemTime(Date.now() + ms);
    hasFocus.mockReturnValue(true);
    window.dispatchEvent(new Event("focus"));
    await settled();
  };
  await away(5_000, [says(301)]);
  expect(line().query()).toBeNull();
  markRead(ROOM, { seq: 301, at: 1 });
  await away(60_000, [says(302), says(303)]);
  expect(under()).toBe("words 302");
  // What was not read to its end goes on where it was.
  markRead(ROOM, { seq: 302, at: 1 });
  await away(60_000, [says(304)]);
  expect(under()).toBe("words 302");
  markRead(ROOM, { seq: 304, at: 1 });
  await away(60_000, [says(305)]);
  expect(under()).toBe("words 305");
  vi.useRealTimers();
});

test("what was read on another device is heard as the room opens, and moves nothing later", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  read(100);
  await show(storyRoom(talk(300)));
  await expect.element(page.getByRole("button", { name: "Jump to a date" })).toBeInTheDocument();
  const hear = (seq: number) =>
    hearPositions((now) => furtherRead(now, keyOf({ room: ROOM }), { seq, at: 0 }));
  hear(150);
  await settled();
  expect(under()).toBe("words 151");
  expect(height()).toBeLessThan(0.5);
  vi.advanceTimersByTime(11_000);
  hear(200);
  await settled();
  expect(under()).toBe("words 151");
  vi.useRealTimers();
});

test("scrolled away and back, it is where it was", async () => {
  read(100);
  await show(storyRoom(talk(300)));
  await settled();
  await scrollBy(3_000);
  await expect.poll(() => line().query()).toBeNull();
  await scrollBy(-3_000);
  await expect.poll(() => line().query()).not.toBeNull();
  expect(under()).toBe("words 101");
});
