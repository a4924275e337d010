import { expect, test } from "vitest";
import { newBindings } from "../../test/secrets.ts";
import { objectAt, placeOf } from "./place.ts";

/** A namespace whose objects say how they were found. */
const namespace = (where: string) => ({
  jurisdiction: namespace,
  idFromName: (name: string) => `${name} in ${where}`,
  get: (id: string, hint: object) => `${id} ${JSON.stringify(hint)}`,
});

function foundWith(settings: Record<string, string>): string {
  const place = placeOf({ ...newBindings("http://127.0.0.1:9"), ...settings });
  return objectAt(place, namespace("anywhere"), "a");
}

test("objects are found by their names alone, unless an operator says where they live", () => {
  expect(foundWith({})).toBe("a in anywhere {}");
  expect(foundWith({ LOCATION_HINT: "weur" })).toBe('a in anywhere {"locationHint":"weur"}');
  expect(foundWith({ JURISDICTION: "eu" })).toBe("a in eu {}");
});

test("sockets are led to the same place as requests", () => {
  const settings = { JURISDICTION: "eu", LOCATION_HINT: "weur" };
  expect(placeOf({ ...newBindings("http://127.0.0.1:9"), ...settings })).toEqual({
    jurisdiction: "eu",
    locationHint: "weur",
  });
});
