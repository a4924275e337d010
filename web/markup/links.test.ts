import { expect, test } from "vitest";
import { partsOf } from "./links.ts";

test("words without an address stay one part", () => {
  expect(partsOf("see you at 5")).toEqual([{ text: "see you at 5" }]);
});

test("an address becomes a link and the words around it stay", () => {
  expect(partsOf("see https://parley.example/a?b=c#d now")).toEqual([
    { text: "see " },
    { text: "https://parley.example/a?b=c#d", href: "https://parley.example/a?b=c#d" },
    { text: " now" },
  ]);
});

test.each([
  ["(http://a.example/x)", "http://a.example/x"],
  ["http://a.example/x_(y).", "http://a.example/x_(y)"],
  ["is it http://a.example?!", "http://a.example"],
  ["http://a.example/x,", "http://a.example/x"],
])("in %s the address is %s", (body, address) => {
  expect(partsOf(body).find((part) => part.href)?.text).toBe(address);
});

test.each([
  "javascript:alert(1)",
  "data:text/html,x",
  "https://",
  "http://bank.example@evil.example/",
])("%s is never a link", (body) => {
  expect(partsOf(body).every((part) => part.href === undefined)).toBe(true);
});

test("joining the parts gives the message back", () => {
  const body = "a http://x.example, b (https://y.example/z) c\nd https://";
  expect(
    partsOf(body)
      .map((part) => part.text)
      .join(""),
  ).toBe(body);
});
