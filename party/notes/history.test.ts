import { describe, expect, it } from "vitest";
import { MAX_VERSIONS, VERSIONS_APART_MS } from "#protocol/notes/limits.ts";
import * as Y from "yjs";
import type { BenchEditor, NoteBench } from "../../test/fakes/note-bench.ts";
import { both } from "./note.test-kit.ts";
import { superfluous } from "./thin-versions.ts";
import type { StoredVersion } from "./versions.ts";

const QUIET_MS = 300_000;

async function versionsOf(bench: NoteBench, by: BenchEditor) {
  const answer = await bench.note.pages.versions(by.by);
  if (!answer.ok) throw new Error("the versions are for everyone in the room");
  return answer.value.versions;
}

async function textOf(bench: NoteBench, by: BenchEditor, id: string): Promise<string> {
  const state = await bench.note.pages.version(by.by, id);
  if (!state.ok) throw new Error(state.refusal.code);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state.value);
  return doc.getXmlFragment("note").toJSON();
}

describe("a version", () => {
  it("is kept when it becomes quiet, once, with those who have written", async () => {
    const { bench, ann, bob } = await both();
    const at = bench.clock.now();
    await bench.pass(QUIET_MS - 1);
    expect(await versionsOf(bench, ann)).toEqual([]);
    await bench.pass(1);
    const people = [ann.by.person, bob.by.person];
    expect(await versionsOf(bench, ann)).toEqual([{ id: "1", at, people, isKept: false }]);
    await bench.pass(10 * QUIET_MS);
    expect(await versionsOf(bench, ann)).toHaveLength(1);
    expect(await textOf(bench, ann, "1")).toBe(bob.text);
  });

  it("waits until nobody writes any more", async () => {
    const { bench, ann } = await both();
    await bench.pass(QUIET_MS);
    ann.type("a");
    await bench.rest();
    await bench.pass(QUIET_MS - 1_000);
    ann.type("b");
    await bench.rest();
    await bench.pass(QUIET_MS - 1_000);
    expect(await versionsOf(bench, ann)).toHaveLength(1);
    await bench.pass(1_000);
    expect(await versionsOf(bench, ann)).toHaveLength(2);
  });

  it("is there a minute after the first words, although they go on writing", async () => {
    const { bench, ann } = await both();
    const first = ann.text;
    for (let i = 0; i < 6; i += 1) {
      await bench.pass(VERSIONS_APART_MS / 6);
      if (i === 5) expect(await versionsOf(bench, ann)).toEqual([]);
      ann.type("x");
      await bench.rest();
    }
    const [only, ...others] = await versionsOf(bench, ann);
    expect(others).toEqual([]);
    expect(await textOf(bench, ann, only?.id ?? "")).toBe(
      first.replace(/<\/paragraph>$/, "xxxxx</paragraph>"),
    );
  });

  it("is what was there before somebody else began, and not each time that two take turns", async () => {
    const { bench, ann, bob } = await both();
    await bench.pass(QUIET_MS);
    for (let i = 0; i < 20; i += 1) {
      ann.type(`a${i} `);
      await bench.rest();
      await bench.pass(VERSIONS_APART_MS / 10);
      bob.type(`b${i} `);
      await bench.rest();
    }
    const versions = await versionsOf(bench, ann);
    expect(versions.length).toBeLessThanOrEqual(3);
    const eve = await bench.enter("Eve");
    const before = ann.text;
    await bench.pass(VERSIONS_APART_MS);
    eve.type("now me");
    await bench.rest();
    const [newest] = await versionsOf(bench, ann);
    expect(await textOf(bench, ann, newest?.id ?? "")).toBe(before);
  });

  it("comes of a long stretch without a pause, too", async () => {
    const { bench, ann } = await both();
    for (let i = 0; i < 60; i += 1) {
      await bench.pass(60_000);
      ann.type("x");
      await bench.rest();
    }
    expect((await versionsOf(bench, ann)).length).toBeGreaterThanOrEqual(10);
  });

  it("is noticed after sleep, and knows who has written although the changes were put together", async () => {
    const { bench, ann, bob } = await both();
    for (let i = 0; i < 250; i += 1) ann.type("x");
    await bench.rest();
    await bench.pass(2_000);
    await bench.wake();
    await bench.pass(QUIET_MS);
    const people = [ann.by.person, bob.by.person];
    expect(await versionsOf(bench, ann)).toMatchObject([{ people }]);
    await bench.wake();
    await bench.pass(QUIET_MS);
    expect(await versionsOf(bench, ann)).toHaveLength(1);
  });

  it("can be asked for, and asking again for the same gives the same", async () => {
    const { bench, ann } = await both();
    const first = await bench.note.pages.hold(ann.by, null);
    expect(first).toEqual({ ok: true, value: { id: "1" } });
    expect(await bench.note.pages.hold(ann.by, null)).toEqual(first);
    ann.type("more");
    await bench.rest();
    expect(await bench.note.pages.hold(ann.by, null)).toEqual({ ok: true, value: { id: "2" } });
    expect(await versionsOf(bench, ann)).toMatchObject([
      { id: "2", isKept: true },
      { id: "1", isKept: true },
    ]);
    expect(await textOf(bench, ann, "1")).not.toContain("more");
  });

  it("that there is can be held on to, and one that there is not is said to be none", async () => {
    const { bench, ann } = await both();
    await bench.pass(QUIET_MS);
    expect(await bench.note.pages.hold(ann.by, "1")).toEqual({ ok: true, value: { id: "1" } });
    await bench.wake();
    expect(await versionsOf(bench, ann)).toMatchObject([{ id: "1", isKept: true }]);
    for (const answer of [
      await bench.note.pages.hold(ann.by, "9"),
      await bench.note.pages.version(ann.by, "9"),
    ])
      expect(answer).toMatchObject({ ok: false, refusal: { code: "no_such_version" } });
  });

  it("is for those in the room, as all of the note without a socket", async () => {
    const { bench, ann } = await both();
    bench.room.set(ann.by.person, "not_member");
    const { pages } = bench.note;
    const answers = [
      await pages.state(ann.by),
      await pages.versions(ann.by),
      await pages.version(ann.by, "1"),
      await pages.hold(ann.by, null),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({ ok: false, refusal: { code: "not_member" } });
  });
});

describe("versions that are let go", () => {
  const HOUR = 3_600_000;
  const NOW = Date.UTC(2026, 10, 26, 12);
  const version = (at: number, changes: Partial<StoredVersion> = {}): StoredVersion => ({
    id: at,
    at,
    people: [],
    isKept: false,
    upTo: 0,
    parts: 1,
    bytes: 1_000,
    ...changes,
  });
  /** One in each of so many minutes, for so many hours until then. */
  const every = (minutes: number, hours: number, until = NOW) =>
    Array.from({ length: (hours * 60) / minutes }, (_, i) =>
      version(until - hours * HOUR + i * minutes * 60_000),
    );

  /** As it goes: each that comes lets go what is too much then. */
  function left(versions: readonly StoredVersion[]): StoredVersion[] {
    let all: StoredVersion[] = [];
    for (const each of versions) {
      all.push(each);
      const gone = superfluous(all, each.at);
      all = all.filter((one) => !gone.includes(one));
    }
    return all;
  }

  it("are none of the last two hours, and the more the older they are", () => {
    const rest = left([...every(20, 70 * 24, NOW - 3 * HOUR), ...every(1, 3)]);
    const of = (from: number, to: number) =>
      rest.filter(({ at }) => NOW - at >= from && NOW - at < to).length;
    expect(of(0, 1.9 * HOUR)).toBeGreaterThan(100);
    expect(of(4 * HOUR, 5 * HOUR)).toBe(2);
    expect(of(10 * 24 * HOUR, 11 * 24 * HOUR)).toBeLessThanOrEqual(2);
    expect(rest.length).toBeLessThanOrEqual(MAX_VERSIONS);
  });

  it("are never held on to, nor the newest", () => {
    const old = version(NOW - 900 * 24 * HOUR, { isKept: true });
    const large = version(NOW, { bytes: 1e9 });
    expect(left([old, ...every(10, 48), large])).toEqual(expect.arrayContaining([old, large]));
  });

  it("are the oldest where they are too many bytes", () => {
    const heavy = every(1, 1).map((each) => ({ ...each, bytes: 4 * 1024 * 1024 }));
    const rest = left(heavy);
    expect(rest.length).toBeLessThanOrEqual(9);
    expect(rest.at(-1)).toBe(heavy.at(-1));
  });
});
