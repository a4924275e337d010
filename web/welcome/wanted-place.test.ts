import { expect, test } from "vitest";
import { keepWantedPlace, wantedPlace } from "./wanted-place.ts";

const NOW = 1_000_000;

function storage() {
  const kept = new Map<string, string>();
  return () =>
    ({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    }) as unknown as Storage;
}

test("one lands where one wanted, within ten minutes", () => {
  const here = storage();
  keepWantedPlace("/rooms/tea?at=5", NOW, here);
  expect(wantedPlace(NOW + 599_999, here)).toBe("/rooms/tea?at=5");
  expect(wantedPlace(NOW + 600_000, here)).toBe("/");
});

test.each(["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", ""])(
  "nobody is led away to %j",
  (path) => {
    const here = storage();
    keepWantedPlace(path, NOW, here);
    expect(wantedPlace(NOW, here)).toBe("/");
  },
);

test("where storage is forbidden one begins at the beginning", () => {
  const forbidden = () => {
    throw new Error("forbidden");
  };
  keepWantedPlace("/rooms", NOW, forbidden);
  expect(wantedPlace(NOW, forbidden)).toBe("/");
});
