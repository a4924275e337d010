import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

/** Files of pieces that are being built beside this list. Whoever merges one takes its files out of here: a test below wants it. */
const PENDING: readonly string[] = [
  "db/departure.test.ts",
  "db/departure.ts",
  "db/identities.ts",
  "db/mail-tokens.ts",
  "db/recovery-codes.ts",
  "db/ways.ts",
  "party/api/challenge.test.ts",
  "party/api/departure.test.ts",
  "party/api/email.test.ts",
  "party/api/join-code.test.ts",
  "party/api/mail-proof.test.ts",
  "party/api/mail-timing.test.ts",
  "party/api/oidc/depart.ts",
  "party/api/oidc/forgeries.test.ts",
  "party/api/oidc/local-path.ts",
  "party/api/oidc/return.ts",
  "party/api/oidc/visits.test.ts",
  "party/api/own-data.test.ts",
  "party/api/own-data.ts",
  "party/api/passkeys.test.ts",
  "party/api/people-list.test.ts",
  "party/api/recovery.test.ts",
  "party/api/recovery.ts",
  "party/api/reset.test.ts",
  "party/api/reset.ts",
  "party/api/show-out.ts",
  "party/api/sign-in-mail.test.ts",
  "party/api/sign-in-mail.ts",
  "party/api/standing.test.ts",
  "party/api/standing.ts",
  "party/api/ways.test.ts",
  "party/api/ways.ts",
  "party/auth/oidc/configuration.ts",
  "party/auth/oidc/provider-fetch.ts",
  "party/auth/oidc/visit.ts",
  "party/auth/recovery-code.ts",
  "party/auth/visit-cookie.ts",
  "party/mail/code.ts",
  "party/mail/http-mailer.ts",
  "party/mail/letter.test.ts",
  "party/mail/letter.ts",
  "party/mail/mail-links.ts",
];

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

test("every file that is named is there, but for those under way", () => {
  const named = filesIn(text);
  expect(named.length).toBeGreaterThan(300);
  const gone = named.filter((file) => !existsSync(file) && !PENDING.includes(file));
  expect([...new Set(gone)]).toEqual([]);
});

test("what is under way is named and not there yet", () => {
  const named = new Set(filesIn(text));
  expect(PENDING.filter((file) => existsSync(file) || !named.has(file))).toEqual([]);
});
