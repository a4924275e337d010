import { beforeEach, expect, it } from "vitest";
import { HandClock } from "../hand-clock.test-kit.ts";
import { RENEW_BY, RENEW_FROM, RENEW_PAUSE_MS, Renewal } from "./renewal.ts";

const LASTS_MS = 300_000;

let clock: HandClock;
let asked: number;
beforeEach(() => {
  clock = new HandClock();
  asked = 0;
});

function renewalWith(chance: number): Renewal {
  return new Renewal({ clock, random: () => chance }, () => (asked += 1));
}

it.each([
  [0, RENEW_FROM],
  [0.5, (RENEW_FROM + RENEW_BY) / 2],
  [1, RENEW_BY],
])(
  "asks at a time that chance gives (%d): those who came in one second do not all ask in one",
  (chance, share) => {
    renewalWith(chance).until(clock.now() + LASTS_MS);
    clock.advance(LASTS_MS * share - 1);
    expect(asked).toBe(0);
    clock.advance(2);
    expect(asked).toBe(1);
  },
);

it("asks again while nothing comes of it, and not more often than it may", () => {
  renewalWith(1).until(clock.now() + LASTS_MS);
  clock.advance(LASTS_MS * RENEW_BY + 1);
  const before = asked;
  clock.advance(RENEW_PAUSE_MS - 2);
  expect([before, asked]).toEqual([1, 1]);
  clock.advance(LASTS_MS * (1 - RENEW_BY));
  expect(asked).toBeGreaterThan(1);
});
