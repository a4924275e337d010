import { expect, it } from "vitest";
import { untilGone } from "./until-gone.ts";

/** Sockets that go at these moments; when nobody was waited for any more. */
async function endOf(goAt: readonly number[]): Promise<number> {
  let now = 0;
  await untilGone({
    left: () => goAt.filter((at) => at > now).length,
    now: () => now,
    pause: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  });
  return now;
}

it("nobody is waited for when all are gone", async () => {
  expect(await endOf([])).toBe(0);
  expect(await endOf([20, 40, 60])).toBe(60);
});

it("a machine with much to do is given time for as long as one after the other goes", async () => {
  expect(await endOf([900, 1_800, 2_700, 3_600])).toBe(3_600);
});

it("whoever is silent keeps nobody", async () => {
  expect(await endOf([Number.POSITIVE_INFINITY])).toBe(1_000);
  expect(await endOf([500, Number.POSITIVE_INFINITY])).toBe(1_500);
});
