import { afterEach, expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { hangBell, type Bell } from "./bell.ts";

let bell: Bell | null = null;
afterEach(() => {
  bell?.end();
  vi.unstubAllGlobals();
});

test("nothing is tried before somebody has used the page; then both sounds are heard", async () => {
  const made = vi.fn<() => void>();
  vi.stubGlobal(
    "AudioContext",
    class extends AudioContext {
      constructor(options?: AudioContextOptions) {
        super(options);
        made();
      }
    },
  );
  const complained = vi.spyOn(console, "warn");
  bell = hangBell();
  expect([bell.isReady(), bell.ring("mention", 60)]).toEqual([false, false]);
  dispatchEvent(new PointerEvent("pointermove"));
  expect(made).not.toHaveBeenCalled();
  await userEvent.click(document.body);
  await expect.poll(() => bell?.isReady()).toBe(true);
  expect([bell.ring("mention", 60), bell.ring("other", 100)]).toEqual([true, true]);
  expect(made).toHaveBeenCalledTimes(1);
  expect(complained).not.toHaveBeenCalled();
});
