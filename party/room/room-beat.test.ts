import { expect, it } from "vitest";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";

const ann = person("Ann", "owner");

it("puts all that comes while a write becomes durable into one write and one frame", async () => {
  const bench = await RoomBench.withMembers([]);
  const annHere = await bench.join(ann);
  await bench.clock.pass(1_000);
  let becomeDurable = () => {};
  bench.storage.flushed = () =>
    new Promise((resolve) => {
      becomeDurable = resolve;
    });
  await bench.sendFrom(annHere, bench.post("first"));
  const commits = bench.storage.commits;
  annHere.take();
  for (const body of ["second", "third", "fourth"]) await bench.sendFrom(annHere, bench.post(body));
  await bench.clock.pass(1_000);
  expect(bench.storage.commits).toBe(commits);
  becomeDurable();
  await bench.rest();
  expect(bench.storage.commits).toBe(commits + 1);
  expect(annHere.frames).toHaveLength(1);
  expect(annHere.takeEvents()).toMatchObject([
    { body: "second" },
    { body: "third" },
    { body: "fourth" },
  ]);
});
