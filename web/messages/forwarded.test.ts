import { expect, test } from "vitest";
import { forwardedText } from "./forwarded.ts";

const message = {
  text: "one\n\ntwo",
  from: "Ann in Tea",
  link: "https://a/rooms/b/3",
  comment: "",
};

test("every line of the message is quoted, and the quote ends with who said it and the way there", () => {
  expect(forwardedText(message)).toBe("> one\n>\n> two\n>\n> — [Ann in Tea](https://a/rooms/b/3)");
});

test("what one says about it stands above, outside of the quote", () => {
  expect(forwardedText({ ...message, comment: " Look! " })).toMatch(/^Look!\n\n> one\n/);
});

test("a name cannot make a link of its own", () => {
  expect(forwardedText({ ...message, from: "a](https://evil) [b" })).toContain(
    String.raw`[a\](https://evil) \[b](https://a/rooms/b/3)`,
  );
});

test("a message that is too long to quote is shortened, and the way to the whole stays", () => {
  const long = forwardedText({ ...message, text: "x".repeat(3_990) });
  expect(long.length).toBeLessThan(4_000);
  expect(long).toContain("…\n>\n> — [Ann in Tea](https://a/rooms/b/3)");
});
