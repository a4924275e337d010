import { expect, it } from "vitest";
import { NOTE_NEWS_EVERY_MS } from "#protocol/notes/limits.ts";
import { NoteBench } from "../../test/fakes/note-bench.ts";

it("a room that could not be reached hears it later, also when the note has slept meanwhile", async () => {
  const bench = await NoteBench.open();
  const ann = await bench.enter("Ann");
  bench.isRoomThere = false;
  ann.write("tea");
  await bench.rest();
  bench.isRoomThere = true;
  await bench.wake();
  await bench.pass(NOTE_NEWS_EVERY_MS + 1);
  expect(bench.told.map((news) => news.map(({ by }) => by))).toEqual([[ann.by.person]]);
});
