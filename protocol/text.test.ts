import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  MAX_BODY_BYTES,
  MAX_BODY_GRAPHEMES,
  MAX_BODY_UNITS,
  MAX_MARKS_PER_BASE,
} from "./limits.ts";
import { checkBody, cleanName, cleanText, utf8Length } from "./text.ts";

const FAMILY = "👨‍👩‍👧‍👦";

describe("a message", () => {
  it.each([
    ["", "body_empty"],
    [" \n\t", "body_empty"],
    ["\u0000\u0007", "body_empty"],
    ["x".repeat(MAX_BODY_GRAPHEMES + 1), "body_too_long"],
    ["x".repeat(MAX_BODY_UNITS + 1), "body_too_long"],
    ["ä".repeat(MAX_BODY_GRAPHEMES + 1), "body_too_long"],
    ["語".repeat(Math.ceil(MAX_BODY_BYTES / 3) + 1), "body_too_long"],
    [`Z${"\u0301".repeat(MAX_MARKS_PER_BASE + 1)}`, "body_unreadable"],
  ])("that cannot be sent says why (%#)", (text, code) => {
    expect(checkBody(text)).toEqual({ ok: false, code });
  });

  it.each([
    "hi",
    "x".repeat(MAX_BODY_GRAPHEMES),
    "語".repeat(MAX_BODY_GRAPHEMES),
    "é".repeat(MAX_BODY_GRAPHEMES),
    FAMILY.repeat(500),
    `Z${"\u0301".repeat(MAX_MARKS_PER_BASE)}`,
    "नमस्ते दुनिया",
    "שלום",
  ])("is taken as it is (%#)", (text) => {
    expect(checkBody(text)).toEqual({ ok: true, text });
  });

  it("loses what no screen can show, and keeps its lines and tabs", () => {
    expect(cleanText("a\u0000b\r\nc\td\uD800e\u007F")).toBe("ab\nc\tde");
  });

  it("is the same after being cleaned twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
      }),
    );
  });
});

describe("a name", () => {
  it.each([
    ["  Ann \n Lee ", "Ann Lee"],
    ["A\u202Enn", "Ann"],
    ["e\u0301", "é"],
    ["\u200B\u2066", ""],
  ])("is one line of what can be seen (%#)", (raw, name) => {
    expect(cleanName(raw)).toBe(name);
  });
});

it("counts bytes as an encoder does", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(utf8Length(text)).toBe(Buffer.byteLength(text));
    }),
  );
});
