import "../styles/layers.css";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { Dialog } from "../ui/dialog.tsx";
import { rememberPlace } from "../timeline/place-memory.ts";
import { list, listAt, scrollTo, settled, show, talk } from "../timeline/shown-list.test-kit.tsx";
import { ANN, eventOf, ROOM, storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { markUnreadFrom } from "./marks.ts";
import { unmarked } from "./positions.ts";
import { hearPositions, markRead, positions } from "./read-position.ts";

const hasFocus = vi.spyOn(document, "hasFocus");

beforeEach(() => {
  positions.setState({ since: Date.now(), read: {} }, true);
  hasFocus.mockReturnValue(true);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(async () => {
  await cleanup();
  rememberPlace(ROOM, null);
  vi.useRealTimers();
});

const seen = () => positions.getState().read[ROOM]?.seq;
/** The rest of the list is there. */
async function ready() {
  await expect.element(page.getByRole("button", { name: "Jump to a date" })).toBeInTheDocument();
  await settled();
}

/** The last message that is wholly on the screen. */
function lastInView(): number {
  const view = list().getBoundingClientRect();
  const rows = [...list().querySelectorAll<HTMLElement>("[data-seq]")].filter(
    (row) => row.getBoundingClientRect().bottom <= view.bottom + 1,
  );
  return Math.max(...rows.map((row) => Number(row.dataset["seq"])));
}

test("what stood on the screen for a second is read, and not before", async () => {
  await show(storyRoom(talk(300)));
  await ready();
  vi.advanceTimersByTime(900);
  expect(seen()).toBeUndefined();
  vi.advanceTimersByTime(200);
  expect(seen()).toBe(300);
});

test("in the middle of history it is read as far as it was seen, and scrolling back takes nothing back", async () => {
  const room = storyRoom(talk(300));
  await show(room);
  await ready();
  await scrollTo(4_000);
  const last = lastInView();
  vi.advanceTimersByTime(2_000);
  expect(seen()).toBe(last);
  expect(last).toBeLessThan(200);
  await scrollTo(1_000);
  vi.advanceTimersByTime(2_000);
  expect(seen()).toBe(last);
});

test("what flies by is not read", async () => {
  await show(storyRoom(talk(300)));
  await ready();
  for (const top of [9_000, 6_000, 3_000, 0]) {
    vi.advanceTimersByTime(600);
    await scrollTo(top);
    vi.advanceTimersByTime(300);
  }
  expect(seen()).toBeUndefined();
});

test("of a message that is higher than the window, most of it is enough", async () => {
  const long = tellStory([{ by: "bob", says: "and on ".repeat(700) }]);
  await show(storyRoom(long));
  await ready();
  await scrollTo(200);
  const view = list().getBoundingClientRect();
  const row = document.querySelector("[data-seq='2']")?.getBoundingClientRect();
  expect(row?.bottom).toBeGreaterThan(view.bottom);
  vi.advanceTimersByTime(2_000);
  expect(seen()).toBe(2);
});

test("a window without the focus reads nothing, and goes on when it has it again", async () => {
  hasFocus.mockReturnValue(false);
  await show(storyRoom(talk(300)));
  await ready();
  vi.advanceTimersByTime(5_000);
  expect(seen()).toBeUndefined();
  hasFocus.mockReturnValue(true);
  window.dispatchEvent(new Event("focus"));
  vi.advanceTimersByTime(1_100);
  expect(seen()).toBe(300);
});

test("a list under a dialog reads nothing until that is closed", async () => {
  const room = storyRoom(talk(300));
  const { rerender } = await render(
    <>
      {listAt(room, null)}
      <Dialog title="Over it" onClose={() => undefined}>
        words
      </Dialog>
    </>,
  );
  await ready();
  vi.advanceTimersByTime(5_000);
  expect(seen()).toBeUndefined();
  await rerender(<>{listAt(room, null)}</>);
  vi.advanceTimersByTime(3_000);
  expect(seen()).toBe(300);
});

test("a list behind another page reads nothing", async () => {
  await show(storyRoom(talk(300)));
  await ready();
  const place = list().parentElement;
  place?.setAttribute("inert", "");
  vi.advanceTimersByTime(5_000);
  expect(seen()).toBeUndefined();
});

test("with the last message is read what follows it and is none", async () => {
  const room = storyRoom([
    ...talk(20),
    eventOf({ by: "cy", reacts: "👍", to: 20 }, 21),
    eventOf({ by: ANN.id, says: "mine", thread: 20 }, 22),
  ]);
  await show(room);
  await ready();
  vi.advanceTimersByTime(1_200);
  expect(seen()).toBe(22);
  room.happen([eventOf({ by: "cy", reacts: "🎉", to: 20 }, 23)]);
  await settled();
  vi.advanceTimersByTime(2_500);
  expect(seen()).toBe(23);
});

test("it is told once a second at most", async () => {
  const room = storyRoom(talk(20));
  await show(room);
  await ready();
  const told: (number | undefined)[] = [];
  const stop = positions.subscribe(() => told.push(seen()));
  for (let i = 0; i < 10; i += 1) {
    room.happen([eventOf({ by: "bob", says: "more" }, 21 + i)]);
    await settled();
    vi.advanceTimersByTime(300);
  }
  vi.advanceTimersByTime(3_000);
  stop();
  expect(told.at(-1)).toBe(30);
  expect(told.length).toBeLessThanOrEqual(5);
});

test("what was marked unread here stays so while one is in the room, and is read when it is opened anew", async () => {
  markRead(ROOM, { seq: 20, at: 1 });
  const room = storyRoom(talk(20));
  const { unmount } = await show(room);
  await ready();
  markUnreadFrom(ROOM, 18);
  vi.advanceTimersByTime(5_000);
  expect(positions.getState().read[ROOM]).toEqual({ seq: 20, at: 1, manual: 18 });
  room.happen([eventOf({ by: "bob", says: "more" }, 21)]);
  await settled();
  vi.advanceTimersByTime(5_000);
  expect(seen()).toBe(20);
  await unmount();
  await show(room);
  await ready();
  vi.advanceTimersByTime(2_000);
  expect(seen()).toBe(21);
  expect(positions.getState().read[ROOM]?.manual).toBeUndefined();
});

test("what was seen while it was marked unread is read as soon as the mark is gone", async () => {
  markRead(ROOM, { seq: 20, at: 1 });
  const room = storyRoom(talk(20));
  await show(room);
  await ready();
  markUnreadFrom(ROOM, 18);
  room.happen([eventOf({ by: "bob", says: "more" }, 21)]);
  await settled();
  vi.advanceTimersByTime(5_000);
  expect(seen()).toBe(20);
  // It was opened on another device, or told late that it was opened on this one.
  hearPositions((now) => unmarked(now, ROOM));
  vi.advanceTimersByTime(2_000);
  expect(seen()).toBe(21);
});
