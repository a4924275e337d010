import * as fc from "fast-check";
import { expect, test } from "vitest";
import { graphemesIn } from "./graphemes.ts";

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

test("characters are told apart as Unicode tells them apart, in plain text too", () => {
  const unit = fc.constantFrom(
    "a",
    "\r",
    "\n",
    "é",
    "e\u0301",
    "👩‍👩‍👧",
    "🇩",
    "🇪",
    "1\uFE0F\u20E3",
    " ",
    "각",
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(unit).map((units) => units.join("")),
  );
  fc.assert(
    fc.property(text, (said) => {
      const told = Array.from(segmenter.segment(said), ({ segment }) => segment);
      expect([...graphemesIn(said)]).toEqual(told);
    }),
  );
});
