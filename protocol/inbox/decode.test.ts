import { expect, it } from "vitest";
import { decodeInboxDown } from "./decode.ts";

const NOTICES = { kind: "notices", level: "mentions", keywords: [] };
const told = (entries: unknown[]) => JSON.stringify([{ t: "changes", from: 3, to: 4, entries }]);

it("takes the entries that it knows beside one that a newer inbox has", () => {
  const horoscope = { kind: "horoscope", sign: "taurus" };
  expect(decodeInboxDown(told([horoscope, { ...NOTICES, mood: "fine" }]))).toEqual([
    { t: "changes", from: 3, to: 4, entries: [NOTICES] },
  ]);
});

it.each([[{ ...NOTICES, level: "everywhere" }], ["notices"], [{}]])(
  "does not guess at an entry like %j",
  (entry) => {
    expect(decodeInboxDown(told([entry]))).toBeNull();
  },
);
