import { parse } from "valibot";
import { expect, test } from "vitest";
import { PersonId, RoomId } from "#protocol/ids.ts";
import { parse as parseBody } from "../markup/parse.ts";
import { spokenText } from "../markup/spoken-text.ts";
import { messageLines } from "./message-lines.ts";

const names = { person: () => "Ben", room: () => "Tea", spoiler: "spoiler" };
const plainOf = (body: string) => spokenText(parseBody(body), names);
const held = (body: string) => ({
  room: parse(RoomId, "tea"),
  seq: 41,
  at: 0,
  by: parse(PersonId, "ann"),
  name: "Ann",
  body,
});
const line = (words: string, body: string) => {
  const [found] = messageLines(words, [held(body)], plainOf, (name, room) => `${name} in ${room}`);
  return found;
};
const marked = (words: string, body: string) => {
  const found = line(words, body);
  return found?.ranges.map(({ from, to }) => found.title.slice(from, to));
};

test("a message is gone to by its number, and says who said it and where", () => {
  expect(line("hi", "hi")).toMatchObject({ href: "/rooms/tea/41", note: "Ann in tea" });
});

test("of a long one the part that was sought is shown and marked", () => {
  const body = `${"word ".repeat(40)}the Café is open`;
  expect(line("cafe", body)?.title).toMatch(/^….{20,30}Café is open$/);
  expect(marked("cafe", body)).toEqual(["Café"]);
});

test("lines become one, and ids are not shown", () => {
  const mention = "<@0192f0c4-9c1e-7aaa-8bbb-0123456789ab>";
  expect(line("light", `${mention}\n\nthe light`)?.title).toBe("@Ben the light");
});

test("what was sought stands there in plain words", () => {
  const body = "> the **light** is on\n> — [Ben](https://parley.example/rooms/tea/4)\n\nis it?";
  expect(line("light", body)?.title).toBe("the light is on — Ben is it?");
  expect(marked("light", body)).toEqual(["light"]);
});
