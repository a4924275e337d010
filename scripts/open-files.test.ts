import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { openFileLimit, openFilesNotice, peopleCarried } from "./open-files.ts";

test("who starts a server that may open few files is told how many people it carries, and what to do", () => {
  expect(openFilesNotice(4_096)).toBe(
    'This server may have 4,096 files and sockets open, which is enough for about 580 people at once: for more, raise the limit ("ulimit -n 65536", or LimitNOFILE= of a service) and start it again.',
  );
  expect(openFilesNotice(256)).toContain("enough for a few people at once");
});

test.each([65_536, 20_000, Infinity, null])(
  "a server that may open %s files has nothing to say",
  (limit) => {
    expect(openFilesNotice(limit)).toBeNull();
  },
);

test("more files never carry fewer people, and too few carry nobody", () => {
  const limits = [0, 599, 1_024, 4_096, 65_536, Infinity];
  const carried = limits.map(peopleCarried);
  expect(carried).toEqual(carried.toSorted((a, b) => a - b));
  expect(carried[0]).toBe(0);
});

test("the limit is the one that what we start has, raised as far as it may be", () => {
  const asked = `import("./scripts/open-files.ts").then((m) => console.log(m.openFileLimit()))`;
  const told = execFileSync(
    "sh",
    [
      "-c",
      `ulimit -Sn 300; ulimit -Hn 900; exec "$0" --import tsx -e '${asked}'`,
      process.execPath,
    ],
    { encoding: "utf8" },
  );
  expect(Number(told)).toBe(900);
  expect(openFileLimit()).toBeGreaterThan(0);
});
