import { expect, test } from "vitest";
import { placeOf } from "./place.ts";

const edge = { PLACES_FROM: "edge" } as const;

test("a place is a town and a country, where the edge knows them", () => {
  const berlin = { cf: { city: "Berlin", country: "DE", latitude: "52.5" } };
  expect(placeOf(berlin, edge)).toBe("Berlin, DE");
  expect(placeOf({ cf: { country: "T1" } }, edge)).toBe("T1");
  expect(placeOf(new Request("http://localhost"), edge)).toBeNull();
  expect(placeOf({ cf: { city: 7, country: "Germany" } }, edge)).toBeNull();
});

test("away from the edge nobody's word on a place is taken", () => {
  expect(placeOf({ cf: { city: "Berlin", country: "DE" } }, { PLACES_FROM: "" })).toBeNull();
});
