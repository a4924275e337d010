import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readIrcLine } from "../../scripts/irc/read-line.ts";
import { ircDays } from "../../test/shared-data.ts";
import { LOOK_ALIKES } from "./look-alikes.ts";
import { nameKeyOf } from "./name-key.ts";

const isTaken = (name: string, by: string) => nameKeyOf(name) === nameKeyOf(by);

describe("whoever tries to pass for another", () => {
  test.each([
    ["Cyrillic letters", "Ann Lee", "Аnn Lее"],
    ["a whole word of Cyrillic", "cop", "сор"],
    ["Cyrillic capitals", "BOB", "ВОВ"],
    ["a zero", "Otto", "0tt0"],
    ["a capital I for an l", "Alice", "AIice"],
    ["a one for an l", "Alice", "A1ice"],
    ["a bar for an l", "Alice", "A|ice"],
    ["an l for a capital I", "Ian", "lan"],
    ["r and n for an m", "Martin", "rnartin"],
    ["two vs for a w", "Will", "VVill"],
    ["full width", "Ann", "Ａｎｎ"],
    ["mathematical letters", "Ann", "𝐀𝓷𝔫"],
    ["small capitals", "admin", "ᴀᴅᴍɪɴ"],
    ["black circles and squares", "admin", "🅐🅓🅼🅘🅽"],
    ["circled letters", "admin", "ⓐⓓⓜⓘⓝ"],
    ["Greek letters", "Nikos", "Νικοs"],
    ["Cherokee letters", "DAVID", "ᎠᎪᏙᎥᎠ"],
    ["Armenian letters", "Oslo", "Օslօ"],
    ["an invisible character", "Ann", "A\u200Bn\u2060n"],
    ["a filler that takes no ink", "Ann", "Ann\u3164"],
    ["Braille without a dot", "Ann", "Ann\u2800"],
    ["tags behind the name", "Ann", "Ann\u{E0041}\u{E0042}"],
    ["text turned around", "Ann", "\u202EAnn\u202C"],
    ["accents that are easily overlooked", "Jose", "Jósẹ"],
    ["strokes", "Soren", "Søren"],
    ["stacked marks", "Ann", "A\u0300\u0301\u0302nn"],
    ["a dotless i", "Kim", "Kım"],
    ["dots and lines", "Ann", "_Ann_."],
    ["wider spaces", "Ann Lee", "Ann\u2003Lee"],
    ["no space", "Ann Lee", "AnnLee"],
    ["a badge", "Ann", "Ann ✅"],
    ["another case", "Ann Lee", "aNN lEE"],
    ["Latin letters in a Cyrillic name", "Иван", "Ивaн"],
    ["Latin capitals in a Cyrillic name", "ИВАН", "ИBAH"],
    ["a Greek letter in a Latin name", "Hope", "Hσpe"],
    ["a Latin capital in a Greek name", "Νίκος Λ", "Nίκος Λ"],
    ["a number that looks like kana", "ハナ", "八ナ"],
    ["a sign that looks like kana", "ロロ", "口口"],
    ["presentation forms", "علي", "ﻋﻠﻲ"],
    ["vowel points", "محمد", "مُحَمَّد"],
  ])("by %s is found out (%s, %s)", (_by, name, spoof) => {
    expect(spoof).not.toBe(name);
    expect(isTaken(name, spoof)).toBe(true);
  });
});

describe("one name", () => {
  test.each([
    ["Иван", "ИВАН"],
    ["Вова", "ВОВА"],
    ["Галина", "ГАЛИНА"],
    ["Николай", "николаи"],
    ["Νίκος", "ΝΊΚΟΣ"],
    ["Groß", "GROSS"],
    ["İbrahim", "ibrahim"],
    ["علی", "علي"],
    ["Zoë\u0308", "zoe"],
  ])("stays one in other ways of writing it (%s, %s)", (one, other) => {
    expect(isTaken(one, other)).toBe(true);
  });
});

describe("names that are different stay different", () => {
  test.each([
    ["Ann", "Anne"],
    ["Ann", "Ana"],
    ["Ann", "Ann 2"],
    ["Иван", "Ivan"],
    ["Иван", "Иванна"],
    ["田中", "田口"],
    ["たかし", "ただし"],
    ["はな", "ばな"],
    ["김민수", "김민서"],
    ["राम", "रमा"],
    ["सुमन", "सीमन"],
    ["بيان", "بتان"],
    ["סרה", "שרה"],
    ["ดาว", "ตาว"],
    ["🦊", "🐻"],
    ["Ann🦊", "Bob🦊"],
    ["…", "---"],
    ["Николай", "Наталья"],
    ["Νίκος", "Νίκη"],
  ])("%s and %s", (one, other) => {
    expect(isTaken(one, other)).toBe(false);
  });

  test("every letter and digit by itself, but for those that look alike", () => {
    const keys = new Map<string, string>();
    for (const one of "abcdefghijklmnopqrstuvwxyz0123456789") {
      const key = nameKeyOf(one);
      keys.set(key, `${keys.get(key) ?? ""}${one}`);
    }
    const together = [...keys.values()].filter((those) => those.length > 1);
    expect(together.toSorted()).toEqual(["il1", "o0"]);
  });
});

test("a name of which nothing can be seen has no key", () => {
  for (const name of ["", "\u200B", "\u3164\u2800", " "]) expect(nameKeyOf(name)).toBe("");
});

test("a key is the key of itself, so that it may be made of what was kept", () => {
  for (const name of ["Ann Lee", "Алиса", "Νίκος", "Groß", "たかし", "🦊", "rnMIl10"])
    expect(nameKeyOf(nameKeyOf(name))).toBe(nameKeyOf(name));
});

test("the longest name takes no time", () => {
  const began = performance.now();
  for (let i = 0; i < 1_000; i += 1) nameKeyOf("Ａ\u0301Яﷺ".repeat(20));
  expect(performance.now() - began).toBeLessThan(2_000);
});

test("what looks alike fits into the Worker many times", () => {
  expect(new TextEncoder().encode(LOOK_ALIKES).length).toBeLessThan(8 * 1024);
});

const days = ircDays();

/** Nicks of one chat whose keys are equal, though they differ in letters: people who would have to choose another name. */
test.skipIf(days === null)(
  "of thousands of nicks of real people hardly any two collide by their looks (needs shared/data)",
  () => {
    const nicks = new Set<string>();
    for (const day of days ?? []) {
      for (const line of readFileSync(day, "utf8").split("\n")) {
        const read = readIrcLine(line);
        if ("nick" in read) nicks.add(read.nick);
        if (read.is === "rename") nicks.add(read.to);
      }
    }
    expect(nicks.size).toBeGreaterThan(8_000);
    const letters = (nick: string) => nick.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
    const groups = new Map<string, Set<string>>();
    for (const nick of nicks) {
      const key = nameKeyOf(nick);
      groups.set(key, (groups.get(key) ?? new Set()).add(letters(nick)));
    }
    const alike = [...groups.values()].filter((those) => those.size > 1);
    const story = `${nicks.size} nicks, ${groups.size} keys, ${alike.length} of them for different letters`;
    console.log(`${story}: ${alike.map((those) => [...those].join("/")).join(" ")}`);
    // Most of them are one person: "kev0r" and "kevor". See docs/decisions/0030-names-that-look-alike.md.
    expect(alike.length).toBeLessThan(40);
  },
);

test.runIf(days === null)("shared/data is absent, so no real nicks were tried", () => {
  console.warn("NOT TRIED: thousands of real nicks. There is no ../shared/data/ubuntu-irc here.");
  expect(days).toBeNull();
});
