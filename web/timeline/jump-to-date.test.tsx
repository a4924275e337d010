import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { failure } from "../answer.ts";
import type { ReadEvents } from "./find-day.ts";
import { JumpToDate } from "./jump-to-date.tsx";
import { ROOM, tellStory } from "./story.test-kit.ts";

afterEach(async () => {
  await cleanup();
  for (const note of document.querySelectorAll("[popover]")) note.remove();
});

/** Ten messages on each day of October. */
const story = tellStory(
  Array.from({ length: 310 }, (_, i) => ({
    by: "bob",
    says: `said ${i}`,
    at: new Date(2025, 9, 1 + Math.floor(i / 10), 12, i % 10).getTime(),
  })),
);
const head = { seq: story.length, at: story.at(-1)?.at ?? 0 };
const inStory: ReadEvents = (after, limit) =>
  Promise.resolve({ ok: true, value: story.slice(after, after + limit) });

async function ask(read = inStory) {
  const onJump = vi.fn();
  const onClose = vi.fn();
  const day = new Date(2025, 9, 20).getTime();
  await render(
    <JumpToDate room={ROOM} head={head} day={day} onJump={onJump} onClose={onClose} read={read} />,
  );
  return { onJump, onClose };
}

test("leads to the first message of the day, by keyboard alone", async () => {
  const { onJump, onClose } = await ask();
  const field = page.getByLabelText("Date", { exact: true });
  await expect.element(field).toHaveFocus();
  await expect.element(field).toHaveValue("2025-10-20");
  await field.fill("2025-10-05");
  await userEvent.keyboard("{Enter}");
  // Event 1 opened the room; four days of ten messages lie before.
  await expect.poll(() => onJump.mock.calls).toEqual([[42]]);
  expect(onClose).toHaveBeenCalledOnce();
});

test("a day on which nobody spoke leads to the next on which somebody did", async () => {
  const { onJump } = await ask();
  await page.getByLabelText("Date", { exact: true }).fill("2019-01-01");
  await page.getByRole("button", { name: "Jump", exact: true }).click();
  await expect.poll(() => onJump.mock.calls).toEqual([[2]]);
});

test.each([
  ["2025-10-05", []],
  ["2019-01-01", ["Nothing was said on that day. This is what came next."]],
  ["2025-11-20", ["Nothing was said since that day. This is the newest."]],
])("a jump to %s says what it has found, where that is something else", async (date, says) => {
  const { onJump } = await ask();
  await page.getByLabelText("Date", { exact: true }).fill(date);
  await page.getByRole("button", { name: "Jump", exact: true }).click();
  await expect.poll(() => onJump.mock.calls.length).toBe(1);
  const told = [...document.querySelectorAll("[popover]:popover-open")];
  expect(told.map(({ textContent }) => textContent)).toEqual(says);
});

test("without a server it stays, and says why", async () => {
  const { onJump, onClose } = await ask(() => Promise.resolve(failure("offline")));
  await page.getByRole("button", { name: "Yesterday" }).click();
  await expect.element(page.getByText(/The server cannot be reached/)).toBeVisible();
  expect(onJump).not.toHaveBeenCalled();
  expect(onClose).not.toHaveBeenCalled();
});

test("has nothing that axe objects to", async () => {
  await ask();
  const { violations } = await axe.run(document.body, {
    rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});
