import { expect, it } from "vitest";
import { spreadOf } from "#protocol/spread.ts";
import { momentsOf } from "./moments.ts";

const AWAY_MS = 3_000;
/** Of five hundred, in any second. */
const MOST = 115;
const devices = (count: number) => Array.from({ length: count }, (_, i) => `device ${i}`);

it("nobody is called back before there is a server, nor later than the crowd needs", () => {
  const moments = [...momentsOf(devices(500), AWAY_MS).inMs.values()];
  expect(Math.min(...moments)).toBe(AWAY_MS);
  expect(Math.max(...moments)).toBeLessThan(AWAY_MS + spreadOf(500));
});

it("of five hundred no second sees more than 23 %, wherever it begins", () => {
  const moments = [...momentsOf(devices(500), AWAY_MS).inMs.values()];
  const busiest = Math.max(
    ...moments.map((from) => moments.filter((ms) => ms >= from && ms < from + 1_000).length),
  );
  expect(busiest).toBeLessThanOrEqual(MOST);
});

it("nor does one where the server is late by whatever time, and those who were too early come again a turn later", () => {
  const { inMs, everyMs } = momentsOf(devices(500), AWAY_MS);
  for (const lateMs of [0, 400, 3_333, 4_499, 20_000]) {
    const backs = [...inMs.values()].map(
      (ms) => ms + Math.max(0, Math.ceil((AWAY_MS + lateMs - ms) / everyMs)) * everyMs,
    );
    const busiest = Math.max(
      ...backs.map((from) => backs.filter((ms) => ms >= from && ms < from + 1_000).length),
    );
    expect([lateMs, busiest <= MOST]).toEqual([lateMs, true]);
    expect(Math.max(...backs)).toBeLessThanOrEqual(AWAY_MS + lateMs + everyMs);
  }
});

it("all sockets of a device have one moment, and it counts once", () => {
  const [twice, once] = [momentsOf(["a", "b", "a", "a"], 0), momentsOf(["b", "a"], 0)];
  expect(twice).toEqual(once);
});
