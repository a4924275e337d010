import { beforeAll, expect, test, vi } from "vitest";
import { MAX_FRAME_BYTES } from "#protocol/limits.ts";
import { checkBody, cleanName } from "#protocol/text.ts";
import { partsOf } from "../web/markup/links.ts";
import { parse } from "../web/markup/parse.ts";
import { deviceLabel } from "./api/device.ts";
import { objectionTo } from "./api/new-person.ts";
import { clientAddress } from "./client-address.ts";
import { log } from "./log.ts";

/** Whatever reads what strangers write, in their browsers and in ours. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  "a message": checkBody,
  "a name": cleanName,
  "the links of a message": partsOf,
  "the marks of a message": parse,
  "an address for mail": (email) =>
    objectionTo({ displayName: "Ann", email, password: "correct horse battery" }),
  "a client's address": clientAddress,
  "what a browser calls itself": deviceLabel,
  "a line of the log": (fact) => log.fact("test", { fact }),
};

/** Pieces that patterns stumble over when they come by the thousand. */
const PIECES = [
  "a",
  " ",
  "\t ",
  ".",
  "@",
  "a@",
  "a.",
  ")",
  "(.",
  "https://a/",
  "\u0301",
  "::",
  "1:",
  "[",
  "\\",
  "👍",
];

/** Hundreds of times what it takes; what grows by the square took seconds. */
const SOON_MS = 400;

beforeAll(() => {
  vi.spyOn(console, "log").mockImplementation(() => {});
});

test.each(Object.keys(READERS))("%s is read in a moment, whatever it is made of", (what) => {
  const slow = PIECES.map((piece) => {
    const text = `https://a/${piece.repeat(MAX_FRAME_BYTES / piece.length)}`;
    const began = performance.now();
    READERS[what]?.(text);
    return { piece, ms: performance.now() - began };
  }).filter(({ ms }) => ms > SOON_MS);
  expect(slow).toEqual([]);
});
