import "../styles/layers.css";
import { flushSync } from "react-dom";
import { afterEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import type { RoomEvent } from "#protocol/events.ts";
import { withEvents } from "#protocol/timeline.ts";
import { REST_MS } from "./list-scroll.ts";
import { rememberPlace } from "./place-memory.ts";
import { RowHeights } from "./row-heights.ts";
import {
  distanceFromEnd,
  firstVisible,
  list,
  rowOf,
  scrollBy,
  scrollTo,
  settled,
  show,
  talk,
} from "./shown-list.test-kit.tsx";
import { eventOf, ROOM, storyRoom, type StoryRoom } from "./story.test-kit.ts";

afterEach(async () => {
  document.documentElement.style.fontSize = "";
  await cleanup();
  rememberPlace(ROOM, null);
});

/** The line that is read, in the upper part of the window, with lines above it that are drawn and out of sight. */
async function reading(room: StoryRoom) {
  await show(room);
  await scrollTo(4_000);
  // Measuring what is above moves the scroller, too.
  await scrollBy(-300);
  const { text, top } = firstVisible();
  return { seq: Number(text.split(" ")[1]), moved: () => Math.abs(topOf(text) - top) };
}

const topOf = (text: string) => rowOf(text).getBoundingClientRect().top;

/** The box that holds the list, whose size is the window's. */
const box = () => list().parentElement?.parentElement ?? document.body;

/** A message is other than it was, as after an edit. */
function change(room: StoryRoom, seq: number, body: string) {
  room.view.setState(({ room: { timeline, ...rest } }) => {
    const event: RoomEvent = { ...eventOf({ by: "bob", says: body }, seq), seq };
    return { room: { ...rest, timeline: withEvents(timeline, [event]) } };
  });
}

test("while messages above grow and shrink by edits", async () => {
  const room = storyRoom(talk(300));
  const { seq, moved } = await reading(room);
  change(room, seq - 2, `longer now\n${"and longer ".repeat(80)}`);
  await settled();
  expect(moved()).toBeLessThan(0.5);
  change(room, seq - 2, "short");
  await settled();
  expect(moved()).toBeLessThan(0.5);
});

test("when something in a row above comes late and takes room", async () => {
  const { seq, moved } = await reading(storyRoom(talk(300)));
  const above = rowOf(`words ${seq - 1}`).closest<HTMLElement>("[data-row]");
  for (const height of [180, 20, 333]) {
    const picture = document.createElement("div");
    picture.style.blockSize = `${height}px`;
    above?.append(picture);
    await settled();
    expect(moved()).toBeLessThan(0.5);
  }
});

test("when the window becomes narrower, wider, lower and higher", async () => {
  const { moved } = await reading(storyRoom(talk(300)));
  for (const [width, height] of [
    [380, 600],
    [700, 600],
    [700, 380],
    [520, 700],
  ]) {
    box().style.inlineSize = `${width}px`;
    box().style.blockSize = `${height}px`;
    await settled();
    expect(moved()).toBeLessThan(0.5);
  }
});

test("when letters become larger", async () => {
  const { moved } = await reading(storyRoom(talk(300)));
  document.documentElement.style.fontSize = "20px";
  await settled();
  expect(moved()).toBeLessThan(0.5);
});

test("at the end, the newest line stays in sight while the composer and the letters grow", async () => {
  await show(storyRoom(talk(300)));
  await settled();
  box().style.blockSize = "420px";
  await settled();
  expect(distanceFromEnd()).toBeLessThan(2);
  document.documentElement.style.fontSize = "22px";
  await settled();
  expect(distanceFromEnd()).toBeLessThan(2);
  const last = rowOf("words 300").closest("[data-row]");
  last?.append(Object.assign(document.createElement("div"), { textContent: "a reaction" }));
  await settled();
  expect(distanceFromEnd()).toBeLessThan(2);
});

test("scrolling on is contiguous: each step moves by what the hand moved, both ways", async () => {
  const events = talk(900);
  const room = storyRoom(events, 860);
  await show(room);
  // Every page that is asked for comes at once.
  vi.spyOn(room, "load").mockImplementation((from, to) =>
    room.view.setState((view) => ({
      room: {
        ...view.room,
        timeline: withEvents(view.room.timeline, events.slice(Math.max(0, from - 1), to)),
      },
    })),
  );
  await settled();
  for (const step of [...Array<number>(30).fill(-170), ...Array<number>(25).fill(150)]) {
    const { text, top } = firstVisible();
    list().scrollTop += step;
    // Two frames, and not rest: what moved late would be seen.
    for (let i = 0; i < 2; i += 1) await new Promise((frame) => requestAnimationFrame(frame));
    expect(topOf(text)).toBeCloseTo(top - step, 0);
  }
  await settled();
});

test("a hand that goes on in the moment in which the list would rest is not turned back", async () => {
  await show(storyRoom(talk(300)));
  list().scrollTop -= 900;
  await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
  // The page is busy until the list is due to rest; the scroll is told only after that.
  const until = performance.now() + 2 * REST_MS;
  while (performance.now() < until);
  const { text, top } = firstVisible();
  list().scrollTop -= 170;
  await settled();
  expect(topOf(text)).toBeCloseTo(top + 170, 0);
});

test("a list of lines that all are lower than thought scrolls to its very beginning and end", async () => {
  await show(storyRoom(talk(400)));
  for (let turn = 0; turn < 200 && !page.getByText(/opened this room on/).query(); turn += 1) {
    list().scrollTop -= 400;
    await new Promise((frame) => requestAnimationFrame(frame));
  }
  await settled();
  list().scrollTop = 0;
  await settled();
  expect(list().scrollTop).toBe(0);
  await expect.element(page.getByText(/opened this room on/)).toBeInViewport();
  list().scrollTop = 1e7;
  await settled();
  await expect.element(page.getByText("words 400", { exact: true })).toBeInViewport();
});

test("what was scrolled in the same moment as something is drawn is not turned back", async () => {
  const room = storyRoom(talk(300));
  // Come back to, and at rest: nothing is held back for a moving hand.
  rememberPlace(ROOM, { seq: 200, offset: 100, heights: new RowHeights() });
  await show(room);
  await settled();
  const { text, top } = firstVisible();
  // As a browser does for a button that takes the focus: the list is drawn anew before it hears that it was scrolled.
  list().scrollTop += 120;
  list().dispatchEvent(new FocusEvent("focusin"));
  flushSync(() => room.happen([eventOf({ by: "bob", says: "meanwhile" }, 301)]));
  await settled();
  expect(topOf(text)).toBeCloseTo(top - 120, 0);
});
