import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import { withEvents } from "#protocol/timeline.ts";
import { rememberPlace } from "./place-memory.ts";
import {
  talk,
  show,
  list,
  distanceFromEnd,
  rowOf,
  firstVisible,
  reload,
  scrollTo,
  scrollBy,
  settled,
} from "./shown-list.test-kit.tsx";
import { eventOf, ROOM, storyRoom, tellStory } from "./story.test-kit.ts";

afterEach(async () => {
  await cleanup();
  rememberPlace(ROOM, null);
});

test("opens at the newest message", async () => {
  await show(storyRoom(talk(300)));
  await expect.element(page.getByText("words 300", { exact: true })).toBeInViewport();
  expect(distanceFromEnd()).toBeLessThan(2);
});

test("a short conversation stands above the composer, not below the ceiling", async () => {
  await show(storyRoom(talk(3)));
  const last = rowOf("words 3").getBoundingClientRect();
  expect(list().getBoundingClientRect().bottom - last.bottom).toBeLessThan(30);
});

test("stays at the end while messages arrive", async () => {
  const events = talk(120);
  const room = storyRoom(events);
  await show(room);
  await settled();
  for (let n = 121; n <= 130; n += 1) {
    room.happen([eventOf({ by: "bob", says: `words ${n}` }, n)]);
  }
  await expect.element(page.getByText("words 130", { exact: true })).toBeInViewport();
  await expect.poll(() => distanceFromEnd()).toBeLessThan(2);
});

test("a reader away from the end is not moved by what arrives, and is told how much waits", async () => {
  const room = storyRoom(talk(200));
  await show(room);
  await scrollTo(3_000);
  const { text, top } = firstVisible();
  room.happen([
    eventOf({ by: "bob", says: "news one" }, 201),
    eventOf({ by: "bob", says: "news two" }, 202),
  ]);
  await page.getByRole("button", { name: "2 new messages" }).click({ trial: true });
  expect(rowOf(text).getBoundingClientRect().top).toBeCloseTo(top, 0);
  await page.getByRole("button", { name: "2 new messages" }).click();
  await expect.element(page.getByText("news two")).toBeInViewport();
  await expect.element(page.getByRole("log")).toHaveFocus();
});

test("the line being read stays where it is, to the pixel, while what is above it loads", async () => {
  const events = talk(400);
  const room = storyRoom(events, 393);
  await show(room);
  await settled();
  // Line 393 is the oldest that is held: show it in the middle, with unloaded lines above.
  const above = rowOf("words 394").getBoundingClientRect().top - list().getBoundingClientRect().top;
  await scrollBy(above - 250);
  await expect.poll(() => room.asked.some(({ to }) => to >= 392)).toBe(true);
  const before = rowOf("words 394").getBoundingClientRect().top;
  room.view.setState((view) => ({
    room: { ...view.room, timeline: withEvents(view.room.timeline, events.slice(200, 392)) },
  }));
  await expect.element(page.getByText("words 392", { exact: true })).toBeInViewport();
  await settled();
  expect(rowOf("words 394").getBoundingClientRect().top).toBeCloseTo(before, 0);
});

test("asks for what is missing around the window, in whole pages", async () => {
  const room = storyRoom(talk(1_000), 990);
  await show(room);
  await expect.poll(() => room.asked.length).toBeGreaterThan(0);
  expect(room.asked.every(({ from }) => from % 40 === 1)).toBe(true);
});

test("returns to the line that was being read", async () => {
  const room = storyRoom(talk(300));
  const shown = await show(room);
  await scrollTo(5_000);
  const { text, top } = firstVisible();
  await shown.unmount();
  await show(room);
  await settled();
  expect(rowOf(text).getBoundingClientRect().top).toBeCloseTo(top, 0);
});

test("returns after a reload to the line that was being read, and keeps it while lines load around it", async () => {
  const events = talk(400);
  const shown = await show(storyRoom(events));
  await scrollTo(9_000);
  const { text, top } = firstVisible();
  await shown.unmount();
  reload();
  const room = storyRoom(events, 380);
  await show(room);
  await expect.poll(() => room.asked.length).toBeGreaterThan(0);
  const knows = (from: number, to: number) =>
    room.view.setState((view) => ({
      room: { ...view.room, timeline: withEvents(view.room.timeline, events.slice(from, to)) },
    }));
  const seq = Number(text.split(" ")[1]);
  knows(seq - 3, 380);
  await settled();
  knows(0, seq - 3);
  await settled();
  expect(rowOf(text).getBoundingClientRect().top).toBeCloseTo(top, 0);
});

test("never holds more than 300 rows in the page", async () => {
  const comings = Array.from({ length: 3_000 }, (_, i) => ({
    by: `p${i}`,
    does: "member.joined" as const,
    at: Date.UTC(2026, 10, 2, 12),
  }));
  await show(storyRoom(tellStory(comings)));
  await settled();
  await expect.poll(() => document.querySelectorAll("[data-index]").length).toBeLessThan(300);
});

test("folds comings and goings into one line", async () => {
  const at = Date.UTC(2026, 10, 2, 12);
  await show(
    storyRoom(
      tellStory([
        { by: "bob", does: "member.joined", at },
        { by: "cy", does: "member.joined", at },
        { by: "dee", does: "member.joined", at },
      ]),
    ),
  );
  await expect.element(page.getByText("Cy, Dee and 1 other joined")).toBeVisible();
});

test("writing brings a reader back to the end", async () => {
  const room = storyRoom(talk(200));
  await show(room);
  await scrollTo(1_000);
  room.post("my words");
  await expect.element(page.getByText("my words")).toBeInViewport();
});

test("arrow keys walk from message to message, through one tab stop", async () => {
  await show(storyRoom(talk(30)));
  await settled();
  expect(document.querySelectorAll('[data-row][tabindex="0"]')).toHaveLength(1);
  await userEvent.tab();
  await userEvent.keyboard("{ArrowUp}{ArrowUp}");
  expect(document.activeElement?.textContent).toContain("words 28");
  await userEvent.keyboard("{Home}");
  expect(document.activeElement?.textContent).toContain("Tea");
});

test("has nothing that axe objects to", async () => {
  const room = storyRoom(
    tellStory([
      { by: "bob", does: "member.joined" },
      { by: "bob", says: "see https://a.example/b" },
      { by: "noa", name: "נועה", says: "שלום" },
      { by: "bob", says: "waves", action: true },
    ]),
  );
  await show(room);
  await settled();
  const { violations } = await axe.run(document.body, {
    // A list alone is not a page.
    rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

test("a member is called by today's name on all that they said, and whoever has gone by none", async () => {
  const room = storyRoom(
    tellStory([
      { by: "bob", does: "member.joined" },
      { by: "cy", does: "member.joined" },
      { by: "bob", says: "one of bob" },
      { by: "cy", says: "one of cy" },
      { by: "dee", says: "someone from before" },
    ]),
  );
  await show(room);
  await expect.element(page.getByRole("article", { name: /^Bob: one of bob/ })).toBeVisible();
  room.happen([
    eventOf({ by: "bob", isNow: "Robert" }, 7),
    eventOf({ by: "cy", name: "", does: "member.erased" }, 8),
  ]);
  await expect.element(page.getByRole("article", { name: /^Robert: one of bob/ })).toBeVisible();
  await expect
    .element(page.getByRole("article", { name: /^Former member: one of cy/ }))
    .toBeVisible();
  await expect
    .element(page.getByRole("article", { name: /^Dee: someone from before/ }))
    .toBeVisible();
  expect(list().textContent).not.toContain("Cy");
});
