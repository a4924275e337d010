import { expect, test } from "vitest";
import { remainingIn } from "./remaining.ts";

test("a short text is not counted aloud", () => {
  expect(remainingIn("hello")).toBeNull();
});

test("near the limit it says what is left", () => {
  expect(remainingIn("a".repeat(3_990))).toBe(10);
});

test("a family of emoji counts as one character", () => {
  expect(remainingIn("👨‍👩‍👧‍👦".repeat(340))).toBeNull();
});

test("beyond the limit it says by how much", () => {
  expect(remainingIn("a".repeat(4_012))).toBe(-12);
});

test("says when the bytes run out before the characters do", () => {
  const left = remainingIn("👨‍👩‍👧‍👦".repeat(656));
  expect(left).toBeLessThan(0);
  expect(remainingIn("👨‍👩‍👧‍👦".repeat(655))).toBe(0);
});
