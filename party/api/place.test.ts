import { expect, test } from "vitest";
import { placeOf } from "./place.ts";

test("a place is a town and a country, where the edge knows them", () => {
  expect(placeOf({ cf: { city: "Berlin", country: "DE", latitude: "52.5" } })).toBe("Berlin, DE");
  expect(placeOf({ cf: { country: "T1" } })).toBe("T1");
  expect(placeOf(new Request("http://localhost"))).toBeNull();
  expect(placeOf({ cf: { city: 7, country: "Germany" } })).toBeNull();
});
