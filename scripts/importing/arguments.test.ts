import { expect, test } from "vitest";
import { readImportArguments } from "./arguments.ts";

test("files, room and address are read in any order", () => {
  expect(
    readImportArguments([
      "irc",
      "--room",
      " #ubuntu ",
      "a.txt",
      "--url",
      "http://x.org/y",
      "b.txt",
    ]),
  ).toEqual({ files: ["a.txt", "b.txt"], room: "#ubuntu", url: "http://x.org" });
});

test.each([
  [[], /irc/],
  [["slack", "a.txt", "--room", "r"], /irc/],
  [["irc", "--room", "r"], /name the log files/],
  [["irc", "a.txt"], /--room/],
  [["irc", "a.txt", "--room", "r", "--url", "nowhere"], /no address/],
  [["irc", "a.txt", "--rom", "r"], /--rom/],
])("%j is answered by what is missing and how to say it", (args, what) => {
  expect(() => readImportArguments(args)).toThrow(what);
  expect(() => readImportArguments(args)).toThrow("npm run import -- irc FILE…");
});
