import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { figuresWith, step } from "./figures.test-kit.ts";
import { troublesOf, WORTH_WAKING, type Trouble } from "./troubles.ts";

const wrong = (...given: Parameters<typeof figuresWith>) =>
  troublesOf(figuresWith(...given)).map(({ what }) => what);

test("with nothing counted, and after a good hour, everything is well", () => {
  expect(wrong([])).toEqual([]);
  const counts = {
    "http_requests|rooms|2xx": 990,
    "http_requests|rooms|5xx": 10,
    "command_seconds|0.1": 500,
    "faults|room": 5,
    "archive_failures|failed": 40,
    "sign_ins|password|failed": 90,
    "sign_ins|password|ok": 1,
  };
  expect(wrong([step(0, counts)], { archiveLagSeconds: 599 })).toEqual([]);
});

test.each<[Trouble["what"], Record<string, number>]>([
  ["archiveRefused", { "archive_failures|fenced": 1 }],
  ["faults", { "faults|room": 4, "faults|inbox": 2 }],
  ["api", { "http_requests|rooms|2xx": 97, "http_requests|rooms|5xx": 3 }],
  ["slow", { "command_seconds|0.001": 90, "command_seconds|10": 10 }],
  ["nobody", { "sign_ins|password|failed": 6 }],
  ["guessing", { "sign_ins|password|failed": 101, "sign_ins|password|ok": 1 }],
  ["mails", { "mails|failed": 4 }],
  ["pushes", { "pushes|refused": 4, "pushes|gone": 90 }],
])("%s is told while it lasts, and no more when it is long over", (what, counts) => {
  expect(wrong([step(0, counts)])).toEqual([what]);
  expect(wrong([step(20, counts)])).toEqual([]);
});

test("an archive that stands still is told by how far it is behind now", () => {
  expect(troublesOf(figuresWith([], { archiveLagSeconds: 601 }))).toEqual([
    { what: "archive", amount: 601 },
  ]);
});

test("what the page calls wrong is what an operator is to be woken for", async () => {
  const papers = new URL("../../docs/operations.md", import.meta.url);
  const text = await readFile(papers, "utf8");
  expect(text).toContain("### What to be woken for");
  const limit = (alert: string, figure: RegExp) =>
    Number(
      figure.exec(text.split("\n").find((line) => line.startsWith(`| ${alert} |`)) ?? "")?.[1],
    );
  expect({
    archiveLagSeconds: limit("The archive stands still", /lag_seconds > (\d+)/),
    faults: limit("Faults", /> (\d+)/),
    failedShare: limit("Errors of the API", /> ([\d.]+)/),
    commandSeconds: limit("Rooms are slow", /> (\d+)/),
    failedSignIns: limit("Somebody guesses passwords", /> (\d+)/),
    failedSignInsWithoutOne: limit("Nobody gets in", /> (\d+)/),
    failedMails: limit("Mails or notifications fail", /> (\d+)/),
    refusedPushes: limit("Mails or notifications fail", /> (\d+)/),
  }).toEqual(WORTH_WAKING);
  expect(limit("The archive said no", /> (\d+)/)).toBe(0);
});
