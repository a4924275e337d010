import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Announcer } from "./announcer.tsx";
import { tell } from "./tell.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

const shown = () => [...document.querySelectorAll(":popover-open")].map((note) => note.textContent);

test("what was done is shown for a moment, and spoken once", async () => {
  await render(<Announcer />);
  tell("Link copied.");
  expect(shown()).toEqual(["Link copied."]);
  await expect.element(page.getByRole("status")).toHaveTextContent("Link copied.");
  vi.advanceTimersByTime(5_000);
  expect(shown()).toEqual([]);
});

test("the next word takes the place of the one before, and stays as long", () => {
  tell("Saved.");
  vi.advanceTimersByTime(3_000);
  tell("Removed.");
  expect(shown()).toEqual(["Removed."]);
  vi.advanceTimersByTime(3_000);
  expect(shown()).toEqual(["Removed."]);
  vi.advanceTimersByTime(3_000);
  expect(shown()).toEqual([]);
});

test("what can be taken back is offered for longer, stays while somebody is at it, and gives the focus back", async () => {
  const undo = vi.fn<() => void>();
  await render(<button type="button">Before</button>);
  const before = page.getByRole("button", { name: "Before" }).element() as HTMLElement;
  before.focus();
  tell("Three rooms marked as read.", { says: "Undo", run: undo });
  vi.advanceTimersByTime(9_000);
  const button = page.getByRole("button", { name: "Undo" });
  (button.element() as HTMLElement).focus();
  vi.advanceTimersByTime(60_000);
  await button.click();
  expect(undo).toHaveBeenCalledTimes(1);
  expect(shown()).toEqual([]);
  expect(document.activeElement).toBe(before);
  tell("Again.", { says: "Undo", run: undo });
  vi.advanceTimersByTime(11_000);
  expect(shown()).toEqual([]);
});
