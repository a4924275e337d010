import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const text = await readFile("docs/asvs.md", "utf8");

type Row = { id: string; level: string; held: string; where: string };

const ROW = /^\| (\d+\.\d+\.\d+) \| ([123]) \| [^|]+ \| (\S+) \| (.+) \|$/gm;
const rows: Row[] = [...text.matchAll(ROW)].map(
  ([, id = "", level = "", held = "", where = ""]) => ({ id, level, held, where }),
);

const FILE = /`((?:[\w.-]+\/)*[\w.-]*\.(?:tsx?|mjs|jsonc?|md)|[\w-]+(?:\/[\w-]+)*\/)`/g;
const filesIn = (where: string) => [...where.matchAll(FILE)].map(([, file = ""]) => file);

/** "the same" means what stands in the row above. */
const SAME = /\b(?:same|as above)\b/;

test("every row is one that is understood, and there is none twice", () => {
  const lines = text.split("\n").filter((line) => /^\| \d/.test(line));
  expect(rows).toHaveLength(lines.length);
  expect(rows.length).toBeGreaterThan(200);
  const ids = rows.map(({ id }) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  expect(rows.filter(({ held }) => !["yes", "no", "n/a"].includes(held))).toEqual([]);
});

test("the counts at the top are those of the rows", () => {
  for (const level of ["1", "2", "3"]) {
    const counts = ["yes", "no", "n/a"].map(
      (held) => rows.filter((row) => row.level === level && row.held === held).length,
    );
    expect(text).toContain(`| level ${level} | ${counts.join(" | ")} |`);
  }
});

test("whatever is held names a test that holds it", () => {
  const without = rows.filter(({ held, where }) => {
    const names = filesIn(where).some((file) => /\.test\.tsx?$|^test\//.test(file));
    return held === "yes" && !names && !SAME.test(where);
  });
  expect(without).toEqual([]);
});

test("every file that is named is there", () => {
  const named = filesIn(text);
  expect(named.length).toBeGreaterThan(300);
  const gone = named.filter((file) => !existsSync(file));
  expect([...new Set(gone)]).toEqual([]);
});
