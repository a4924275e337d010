import { expect, test } from "vitest";
import { linkOrigin } from "./link-origin.ts";

const LOCAL = "http://localhost:1999";
const PUBLISHED = "https://chat.example.org";

test("a link leads to where the page that asked is, when that is ours", () => {
  expect(linkOrigin([LOCAL, "http://127.0.0.1:1999"], "http://127.0.0.1:1999")).toBe(
    "http://127.0.0.1:1999",
  );
  expect(linkOrigin(["https://a.example", PUBLISHED], PUBLISHED)).toBe(PUBLISHED);
});

test("once the community is published, a link leads there and to no machine's own address", () => {
  expect(linkOrigin([LOCAL, PUBLISHED], LOCAL)).toBe(PUBLISHED);
  expect(linkOrigin([LOCAL, PUBLISHED], undefined)).toBe(PUBLISHED);
});

test("what is not ours is not believed", () => {
  expect(linkOrigin([LOCAL], "https://evil.example")).toBe(LOCAL);
  expect(linkOrigin([LOCAL, PUBLISHED], "https://evil.example")).toBe(PUBLISHED);
});
