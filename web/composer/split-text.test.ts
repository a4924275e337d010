import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_BODY_GRAPHEMES } from "#protocol/limits.ts";
import { checkBody } from "#protocol/text.ts";
import { splitText } from "./split-text.ts";

const FAMILY = "👨‍👩‍👧‍👦";
const paragraph = (words: number) => "All work and no play. ".repeat(words).trim();

test("what fits stays one", () => {
  expect(splitText("hello\n\nthere")).toEqual(["hello\n\nthere"]);
});

test("parts between paragraphs before it parts anything smaller", () => {
  const [one, two] = [paragraph(120), paragraph(120)];
  expect(splitText(`${one}\n\n${two}`)).toEqual([one, two]);
});

test("parts between sentences before words", () => {
  const parts = splitText(paragraph(300)) ?? [];
  expect(parts).toHaveLength(2);
  for (const part of parts) expect(part).toMatch(/^All .*play\.$/);
});

test("a word that is longer than a message parts between characters", () => {
  const parts = splitText(FAMILY.repeat(1_500)) ?? [];
  expect(parts.join("")).toBe(FAMILY.repeat(1_500));
  for (const part of parts) expect(part.replaceAll(FAMILY, "")).toBe("");
});

test("a block of code is closed, and opened again in the next part", () => {
  const lines = Array.from({ length: 400 }, (_, i) => `  const line${i} = ${i};`);
  const parts = splitText(`Look:\n\`\`\`js\n${lines.join("\n")}\n\`\`\`\nThat is all.`) ?? [];
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect(part.match(/^```/gm)?.length).toBe(2);
  expect(parts.at(1)).toMatch(/^```js\n {2}const/);
  const code = parts.flatMap((part) =>
    part.split("\n").filter((line) => line.startsWith("  const")),
  );
  expect(code).toEqual(lines);
});

test("a book is no message", () => {
  expect(splitText("word ".repeat(200_000))).toBeNull();
});

test("loses nothing but blanks, and every part can be sent", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "\n",
      "\n\n",
      " ",
      ". ",
      FAMILY,
      "語".repeat(700),
      "x".repeat(MAX_BODY_GRAPHEMES),
      "e\u0301",
    ),
    fc.lorem({ maxCount: 200 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = pieces.join("");
      const parts = splitText(text) ?? [text];
      expect(parts.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      if (parts[0] !== text) for (const part of parts) expect(checkBody(part).ok).toBe(true);
    }),
    { numRuns: 150 },
  );
});
