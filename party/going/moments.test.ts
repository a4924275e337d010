import { expect, it } from "vitest";
import { spreadOf } from "#protocol/spread.ts";
import { momentsOf } from "./moments.ts";

const AWAY_MS = 3_000;
const devices = (count: number) => Array.from({ length: count }, (_, i) => `device ${i}`);

it("nobody is called back before there is a server, nor later than the crowd needs", () => {
  const moments = [...momentsOf(devices(500), AWAY_MS).values()];
  expect(Math.min(...moments)).toBe(AWAY_MS);
  expect(Math.max(...moments)).toBeLessThan(AWAY_MS + spreadOf(500));
});

it("of five hundred no second sees more than 15 %, wherever it begins", () => {
  const moments = [...momentsOf(devices(500), AWAY_MS).values()];
  const busiest = Math.max(
    ...moments.map((from) => moments.filter((ms) => ms >= from && ms < from + 1_000).length),
  );
  expect(busiest).toBeLessThanOrEqual(75);
});

it("all sockets of a device have one moment, and it counts once", () => {
  const [twice, once] = [momentsOf(["a", "b", "a", "a"], 0), momentsOf(["b", "a"], 0)];
  expect(twice).toEqual(once);
});
