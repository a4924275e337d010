import "../styles/layers.css";
import { afterEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import type { RoomEvent } from "#protocol/events.ts";
import { withEvents } from "#protocol/timeline.ts";
import { beginEdit, forgetEdits } from "../composer/edits.ts";
import { askJump } from "./jump.ts";
import { rememberPlace } from "./place-memory.ts";
import {
  firstVisible,
  list,
  listAt,
  rowOf,
  scrollTo,
  settled,
  show,
  talk,
} from "./shown-list.test-kit.tsx";
import { eventOf, ROOM, storyRoom, tellStory, type StoryRoom } from "./story.test-kit.ts";

afterEach(async () => {
  await cleanup();
  rememberPlace(ROOM, null);
});

/** What is asked for comes, a frame later, as far as there is something in this story. */
function loads(room: StoryRoom, events: readonly RoomEvent[]) {
  vi.spyOn(room, "load").mockImplementation((from, to) => {
    requestAnimationFrame(() =>
      room.view.setState((view) => ({
        room: {
          ...view.room,
          timeline: withEvents(view.room.timeline, events.slice(from - 1, to)),
        },
      })),
    );
  });
}

const fromTop = (row: Element) =>
  row.getBoundingClientRect().top - list().getBoundingClientRect().top;

test("a jump leads to any message, loads one page around it, and gives it the focus and a light", async () => {
  const events = talk(9_000);
  const room = storyRoom(events, 8_960);
  loads(room, events);
  await show(room);
  await settled();
  vi.mocked(room.load).mockClear();
  askJump(ROOM, { seq: 1_235 });
  await expect.element(page.getByText("words 1235", { exact: true })).toBeInViewport();
  await settled();
  expect(document.activeElement?.getAttribute("aria-label")).toContain("words 1235");
  expect(document.querySelector("[data-marked]")?.textContent).toContain("words 1235");
  expect(fromTop(rowOf("words 1235"))).toBeGreaterThan(120);
  expect(fromTop(rowOf("words 1235"))).toBeLessThan(300);
  const asked = vi.mocked(room.load).mock.calls;
  expect(asked.length).toBeLessThanOrEqual(3);
  // The light goes out by itself.
  await expect.poll(() => document.querySelector("[data-marked]"), { timeout: 4_000 }).toBeNull();
});

test("from where a jump led, scrolling goes on both ways without a hole and without being thrown", async () => {
  const events = talk(9_000);
  const room = storyRoom(events, 8_960);
  loads(room, events);
  await show(room);
  askJump(ROOM, { seq: 4_000 });
  await expect.element(page.getByText("words 4000", { exact: true })).toBeInViewport();
  await settled();
  for (const step of [-350, 350]) {
    const seen: number[] = [];
    for (let turn = 0; turn < 60; turn += 1) {
      list().scrollTop += step;
      for (let i = 0; i < 3; i += 1) await new Promise((frame) => requestAnimationFrame(frame));
      const [, number] = firstVisible().text.split(" ");
      seen.push(Number(number));
    }
    const steps = seen.slice(1).map((seq, i) => seq - (seen[i] ?? seq));
    expect(Math.max(...steps.map(Math.abs))).toBeLessThan(25);
    expect(Math.abs((seen.at(-1) ?? 0) - (seen[0] ?? 0))).toBeGreaterThan(200);
    await settled();
  }
});

test("where the newest message is in sight, nothing offers to lead there", async () => {
  await show(storyRoom(talk(300)));
  askJump(ROOM, { seq: 299 });
  await expect.element(page.getByText("words 299", { exact: true })).toBeInViewport();
  await settled();
  await expect.element(page.getByText("words 300", { exact: true })).toBeInViewport();
  expect(page.getByRole("button", { name: /Jump to present/ }).elements()).toEqual([]);
});

test("whoever begins to edit a message is shown which one", async () => {
  await show(storyRoom(talk(300)));
  await settled();
  beginEdit({ room: ROOM }, { target: 120, revision: 0 }, "words 120");
  await expect.element(page.getByText("words 120", { exact: true })).toBeInViewport();
  forgetEdits();
});

test("what was asked for before the list was there is not forgotten", async () => {
  askJump(ROOM, { seq: 50 });
  await show(storyRoom(talk(300)));
  await expect.element(page.getByText("words 50", { exact: true })).toBeInViewport();
});

test("a jump to what is folded away lands on what tells of it", async () => {
  const at = Date.UTC(2026, 10, 2, 12);
  const story = tellStory([
    ...Array.from({ length: 100 }, (_, i) => ({ by: "bob", says: `before ${i}` })),
    ...["cy", "dee", "eve"].map((by) => ({ by, does: "member.joined" as const, at })),
    ...Array.from({ length: 100 }, (_, i) => ({ by: "bob", says: `after ${i}` })),
  ]);
  await show(storyRoom(story));
  await settled();
  askJump(ROOM, { seq: 102 });
  await expect
    .poll(() => document.activeElement?.textContent)
    .toContain("Dee, Eve and 1 other joined");
});

test("a number that the room does not have leads nowhere, and moves nothing", async () => {
  await show(storyRoom(talk(300)));
  await scrollTo(3_000);
  const { text, top } = firstVisible();
  askJump(ROOM, { seq: 5_000 });
  await settled();
  expect(rowOf(text).getBoundingClientRect().top).toBeCloseTo(top, 0);
});

test("the way back leads to the line that was read before, to the pixel", async () => {
  await show(storyRoom(talk(900)));
  await scrollTo(9_000);
  const { text, top } = firstVisible();
  askJump(ROOM, { seq: 700 });
  await expect.element(page.getByText("words 700", { exact: true })).toBeInViewport();
  await page.getByRole("button", { name: "Back to where I was" }).click();
  await settled();
  expect(rowOf(text).getBoundingClientRect().top).toBeCloseTo(top, 0);
  await expect
    .element(page.getByRole("button", { name: "Back to where I was" }))
    .not.toBeInTheDocument();
});

test("the page's address leads to a message, and without it back to where the reader was", async () => {
  const room = storyRoom(talk(900));
  const shown = await show(room);
  await scrollTo(9_000);
  const { text, top } = firstVisible();
  await shown.rerender(listAt(room, 700));
  await expect.element(page.getByText("words 700", { exact: true })).toBeInViewport();
  await shown.rerender(listAt(room, null));
  await settled();
  expect(rowOf(text).getBoundingClientRect().top).toBeCloseTo(top, 0);
});

test("a room opened by the address of a message begins there", async () => {
  const events = talk(2_000);
  const room = storyRoom(events, 1_960);
  loads(room, events);
  await show(room, undefined, 300);
  await expect.element(page.getByText("words 300", { exact: true })).toBeInViewport();
  await expect.poll(() => document.activeElement?.textContent).toContain("words 300");
});

test("the button says which day is read, and leads to the present", async () => {
  const day = Date.UTC(2019, 2, 14, 12);
  const old = Array.from({ length: 100 }, (_, i) => ({ by: "bob", says: `old ${i}`, at: day + i }));
  const story = tellStory([
    ...old,
    ...old.map((each, i) => ({ ...each, says: `new ${i}`, at: day + 1e9 })),
  ]);
  await show(storyRoom(story));
  await scrollTo(900);
  await page.getByRole("button", { name: /Jump to present.*March 14, 2019/ }).click();
  await expect.element(page.getByText("new 99")).toBeInViewport();
});

test("Home leads to the beginning of a room, loaded or not", async () => {
  const events = talk(5_000);
  const room = storyRoom(events, 4_960);
  loads(room, events);
  await show(room);
  await settled();
  await userEvent.tab();
  await userEvent.keyboard("{Home}");
  await expect.element(page.getByText(/opened this room on/)).toBeInViewport();
  await expect.poll(() => document.activeElement?.textContent).toContain("Tea");
});

test("whoever scrolled far away still finds the list's one tab stop in the page", async () => {
  await show(storyRoom(talk(900)));
  await scrollTo(9_000);
  expect(document.querySelectorAll('[data-row][tabindex="0"]')).toHaveLength(1);
});

test("the day at the top asks for another, and leads to the first message of that day", async () => {
  const story = tellStory(
    Array.from({ length: 150 }, (_, i) => ({
      by: "bob",
      says: `said ${i}`,
      at: new Date(2025, 9, 1 + Math.floor(i / 10), 12, i % 10).getTime(),
    })),
  );
  await show(storyRoom(story));
  await scrollTo(500);
  await page.getByRole("button", { name: /October.*Jump to a date/ }).click();
  await expect.element(page.getByRole("dialog", { name: "Jump to a date" })).toBeVisible();
  await expect
    .element(page.getByLabelText("Date", { exact: true }))
    .toHaveValue(expect.stringMatching(/^2025-10-/));
  await page.getByRole("button", { name: "The beginning" }).click();
  await expect.element(page.getByText(/opened this room on/)).toBeInViewport();
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
});

test("words that change under a jump do not move what was landed on", async () => {
  const room = storyRoom(talk(900));
  await show(room);
  askJump(ROOM, { seq: 400 });
  await expect.element(page.getByText("words 400", { exact: true })).toBeInViewport();
  await settled();
  const { top } = rowOf("words 400").getBoundingClientRect();
  for (const seq of [399, 398, 396]) {
    // As who they were, or the rows after would have another head.
    const by = (seq - 2) % 3 === 0 ? "bob" : "cy";
    const longer = eventOf({ by, says: `longer ${"and longer ".repeat(50)}` }, seq);
    room.view.setState(({ room: state }) => ({
      room: { ...state, timeline: withEvents(state.timeline, [longer]) },
    }));
    await settled();
  }
  expect(rowOf("words 400").getBoundingClientRect().top).toBeCloseTo(top, 0);
});

test("five thousand reactions in a row are scrolled over, with few requests and never a blank screen", async () => {
  const events = tellStory([
    ...Array.from({ length: 200 }, (_, i) => ({ by: "bob", says: `before ${i}` })),
    ...Array.from({ length: 5_000 }, () => ({ by: "cy", reacts: "👍", to: 3 })),
    ...Array.from({ length: 100 }, (_, i) => ({ by: "bob", says: `after ${i}` })),
  ]);
  const room = storyRoom(events, events.length - 60);
  loads(room, events);
  await show(room);
  for (let turn = 0; turn < 300 && !page.getByText("before 199").query(); turn += 1) {
    list().scrollTop -= 300;
    await new Promise((frame) => requestAnimationFrame(frame));
    const { top, bottom } = list().getBoundingClientRect();
    const rows = [...document.querySelectorAll("[data-index]")].map((row) =>
      row.getBoundingClientRect(),
    );
    expect(rows.some((row) => row.top <= top + 40 && row.bottom >= top)).toBe(true);
    expect(rows.some((row) => row.bottom >= bottom - 40)).toBe(true);
  }
  rowOf("before 199").scrollIntoView({ block: "center" });
  await settled();
  await expect.element(page.getByText("before 199")).toBeInViewport();
  await expect.element(page.getByText("after 0", { exact: true })).toBeInViewport();
  await settled();
  const pages = new Set(vi.mocked(room.load).mock.calls.map(([from]) => from));
  expect(pages.size).toBeLessThan(60);
});
