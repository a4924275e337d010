import { expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";
import { holdForFirstScreen, onceFirstScreenStands, useFirstScreen } from "./first-screen.ts";

function Page() {
  useFirstScreen();
  return <h1>Kitchen</h1>;
}

test("nothing is held back where no program has begun", () => {
  const work = vi.fn<() => void>();
  onceFirstScreenStands(work);
  expect(work).toHaveBeenCalledTimes(1);
});

test("what can wait is done once the page that one came for has been drawn", async () => {
  holdForFirstScreen();
  const [wanted, given] = [vi.fn<() => void>(), vi.fn<() => void>()];
  onceFirstScreenStands(wanted);
  const takeBack = onceFirstScreenStands(given);
  takeBack();
  expect(wanted).not.toHaveBeenCalled();
  await render(<Page />);
  await expect.poll(() => wanted.mock.calls.length).toBe(1);
  expect(given).not.toHaveBeenCalled();
});

test("it does not wait for ever", () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  holdForFirstScreen();
  const work = vi.fn<() => void>();
  onceFirstScreenStands(work);
  vi.advanceTimersByTime(4_999);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});
