import { expect, test } from "vitest";
import { adviceOn, varietyOf } from "./password-advice.ts";

test.each([
  ["", "8 characters more."],
  ["👍👎👍👎👍👎👍", "1 character more."],
  ["sunshine", "Everyone tries this one first: choose another."],
  ["SunShine", "Everyone tries this one first: choose another."],
  ["xk4wq9zt", "Weak: easily guessed. Make it longer and more varied."],
  ["aaaaaaaaaaaaaaaaaaaaaaaa", "Weak: easily guessed. Make it longer and more varied."],
  ["hannahannahannahanna", "Weak: easily guessed. Make it longer and more varied."],
  ["xk4wq9ztp2vm", "Fair. With 15 characters it would be strong."],
  ["correct horse battery", "Strong."],
])("about %j it says: %s", (password, advice) => {
  expect(adviceOn(password)).toBe(advice);
});

test.each([
  ["aaaaaaaa", 1],
  ["abcdefgh", 1],
  ["87654321", 1],
  ["abcabcabcabc", 2],
  ["xk4wq9zt", 8],
])("%j has the variety of %d characters", (password, variety) => {
  expect(varietyOf(password)).toBe(variety);
});
