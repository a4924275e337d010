import { describe, expect, it } from "vitest";
import { NOTE_NEWS_EVERY_MS } from "#protocol/notes/limits.ts";
import { NoteBench } from "../../test/fakes/note-bench.ts";

const writers = (bench: NoteBench) => bench.told.map((news) => news.map(({ by }) => by));

describe("that a note has changed", () => {
  it("the room hears at once, and of what follows when some minutes have passed", async () => {
    const bench = await NoteBench.open();
    const [ann, bob] = [await bench.enter("Ann"), await bench.enter("Bob")];
    ann.write("tea");
    await bench.rest();
    const [annId, bobId] = [ann.by.person, bob.by.person];
    expect(writers(bench)).toEqual([[annId]]);
    const first = bench.clock.now();
    await bench.pass(NOTE_NEWS_EVERY_MS / 3);
    bob.write("milk");
    ann.write("and cake");
    await bench.pass(NOTE_NEWS_EVERY_MS / 3);
    expect(bench.told).toHaveLength(1);
    await bench.pass(NOTE_NEWS_EVERY_MS / 3 + 1);
    expect(writers(bench)[1]?.toSorted()).toEqual([annId, bobId].toSorted());
    expect(bench.told[1]?.[0]?.at).toBeGreaterThan(first);
    // Nothing more has happened.
    await bench.pass(NOTE_NEWS_EVERY_MS * 3);
    expect(bench.told).toHaveLength(2);
  });

  it("a note that has slept neither tells it again nor forgets what it had still to tell", async () => {
    const bench = await NoteBench.open();
    const ann = await bench.enter("Ann");
    ann.write("tea");
    await bench.rest();
    await bench.wake();
    await bench.pass(1_000);
    ann.write("cake");
    await bench.rest();
    expect(bench.told).toHaveLength(1);
    await bench.wake();
    await bench.pass(NOTE_NEWS_EVERY_MS + 1);
    expect(bench.told).toHaveLength(2);
    await bench.wake();
    await bench.pass(NOTE_NEWS_EVERY_MS * 3);
    expect(bench.told).toHaveLength(2);
  });

  it("costs no write of its own", async () => {
    const bench = await NoteBench.open();
    const ann = await bench.enter("Ann");
    const commits = () => bench.rows.commits;
    ann.write("tea");
    await bench.rest();
    const before = commits();
    for (let letters = 0; letters < 10; letters += 1) ann.type("x");
    await bench.rest();
    expect(commits() - before).toBe(10);
  });

  it.each([
    ["", () => Promise.resolve()],
    [", also when the note has slept meanwhile", (bench: NoteBench) => bench.wake()],
  ])("a room that cannot be reached hears it later%s", async (_, meanwhile) => {
    const bench = await NoteBench.open();
    const ann = await bench.enter("Ann");
    bench.isRoomThere = false;
    ann.write("tea");
    await bench.rest();
    bench.isRoomThere = true;
    await meanwhile(bench);
    await bench.pass(NOTE_NEWS_EVERY_MS + 1);
    expect(writers(bench)).toEqual([[ann.by.person]]);
  });
});
