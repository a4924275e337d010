import "../styles/layers.css";
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { RoomEvent } from "#protocol/events.ts";
import { withEvents } from "#protocol/timeline.ts";
import { markRead, positions } from "../read/read-position.ts";
import { ROOM, storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import {
  aroundEach,
  ROOT,
  threadOf,
  replyOf,
  show,
  reply,
  field,
  top,
  settled,
} from "./thread-panel.test-kit.tsx";

aroundEach();

test("opens where what is new begins, and the line stays there while more comes", async () => {
  const other = 4;
  const room = storyRoom([
    ...tellStory([
      { by: "bob", says: "first" },
      { by: "bob", says: "second" },
      { by: "bob", says: "what it hangs on" },
    ]),
    ...Array.from({ length: 60 }, (_, i) => ({ ...replyOf(i + 5), thread: other }) as RoomEvent),
  ]);
  markRead(ROOM, { seq: 30, at: 1 }, other);
  await show(room, other);
  await expect.element(reply(31)).toBeInViewport();
  await expect.element(page.getByText("New", { exact: true })).toBeInViewport();
  const before = top(31);
  room.happen([{ ...replyOf(65), thread: other } as RoomEvent]);
  await settled();
  expect(top(31)).toBe(before);
});

test("begins where what is new begins, also when that comes after what is newer", async () => {
  const { room, all } = threadOf(120, 100);
  markRead(ROOM, { seq: 50, at: 1 }, ROOT);
  await show(room);
  room.view.setState(({ room: state }) => ({
    room: { ...state, timeline: withEvents(state.timeline, all) },
  }));
  await expect.element(reply(51)).toBeInViewport();
  await expect.element(page.getByText("New", { exact: true })).toBeInViewport();
});

test("the line does not stand over what was said to the room too, and read there", async () => {
  const { room, all } = threadOf(60);
  const told = all.map((event) => (event.seq < 31 ? event : { ...event, alsoInRoom: true }));
  room.view.setState(({ room: state }) => ({
    room: { ...state, timeline: withEvents({ chunks: new Map() }, told as RoomEvent[]) },
  }));
  markRead(ROOM, { seq: 30, at: 1 }, ROOT);
  markRead(ROOM, { seq: 40, at: 1 });
  await show(room);
  const line = page.getByText("New", { exact: true });
  await expect.element(line).toBeInViewport();
  expect(line.element().getBoundingClientRect().top).toBeGreaterThan(top(40));
  expect(line.element().getBoundingClientRect().top).toBeLessThan(top(42));
});

test("is read only once it was looked at for a while", async () => {
  const at = 50;
  const room = storyRoom([
    ...tellStory(Array.from({ length: at - 1 }, () => ({ by: "bob", says: "other" }))),
    { ...replyOf(51), thread: at } as RoomEvent,
  ]);
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
  await show(room, at);
  const key = `${ROOM}/${at}`;
  expect(positions.getState().read[key]).toBeUndefined();
  await expect.poll(() => positions.getState().read[key]?.seq, { timeout: 4_000 }).toBe(51);
});

test("marked unread from here, the line stands there, and looking at it does not read it until it is opened anew", async () => {
  markRead(ROOM, { seq: 12, at: 1 }, ROOT);
  const { room } = threadOf(10);
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const key = `${ROOM}/${ROOT}`;
  const { unmount } = await show(room);
  await expect.element(reply(12)).toBeVisible();
  (reply(10).element() as HTMLElement).focus();
  await userEvent.keyboard("{Shift>}U{/Shift}");
  const line = page.getByText("New", { exact: true });
  await expect.element(line).toBeVisible();
  expect(line.element().closest("[data-index]")?.textContent).toContain("reply 10");
  vi.advanceTimersByTime(5_000);
  expect(positions.getState().read[key]).toEqual({ seq: 12, at: 1, manual: 10 });
  await unmount();
  await show(room);
  await expect.element(line).toBeVisible();
  expect(positions.getState().read[key]).toEqual({ seq: 12, at: 1 });
  vi.useRealTimers();
});

test("without a line it says what is here, and one can write", async () => {
  const { room } = threadOf(20, 15);
  room.view.setState({ connection: { at: "offline", since: 0 } });
  await show(room);
  await expect.element(page.getByText(/^12 more replies are not on this device/)).toBeVisible();
  await expect.element(field()).toBeEnabled();
});
