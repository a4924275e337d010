import { expect, it } from "vitest";
import type { PersonId } from "#protocol/ids.ts";
import { HandClock } from "../../test/fakes/hand-clock.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";
import { lively, quiet, range } from "./inbox-rounds.test-kit.ts";
import { EVERYONE_AT_LATEST_MS, ROUND_EVERY_MS } from "./round-pauses.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");
const cy = person("Cy");

it("tells every member at once of what is said in a quiet room, by numbers and people alone", async () => {
  const bench = await quiet();
  await bench.command(ann, bench.post("a secret"));
  const [round] = bench.inboxes.delivered;
  expect(round?.people.toSorted()).toEqual([ann.person, bob.person, cy.person].toSorted());
  expect(round?.letter).toMatchObject({
    from: 3,
    to: 4,
    facts: [{ type: "said", seq: 4, by: ann.person }],
  });
  expect(JSON.stringify(round)).not.toContain("secret");
});

it("tells of a lively talk every few seconds, and leaves nothing out", async () => {
  const bench = await quiet();
  for (let i = 0; i < 50; i += 1) await bench.command(ann, bench.post(`word ${i}`));
  await bench.passAlarm(ROUND_EVERY_MS);
  expect(bench.inboxes.delivered.map(range)).toEqual([
    [3, 4],
    [4, 53],
  ]);
});

it("a large room tells those with a device every two seconds, and the others with its next round", async () => {
  const bench = await RoomBench.withMembers(Array.from({ length: 399 }, (_, i) => `Guest${i}`));
  const ROUND_OF_ALL_MS = EVERYONE_AT_LATEST_MS;
  bench.inboxes.here.add(person("Guest7").person);
  await bench.passAlarm(ROUND_OF_ALL_MS);
  await bench.passAlarm(ROUND_OF_ALL_MS);
  await bench.command(ann, bench.post("the first of a talk"));
  bench.inboxes.delivered.length = 0;
  await bench.command(ann, bench.post("the second"));
  expect(bench.inboxes.delivered).toEqual([]);
  await bench.passAlarm(ROUND_EVERY_MS);
  await bench.command(ann, bench.post("the third"));
  expect(bench.inboxes.delivered.map(({ people }) => people)).toEqual([[person("Guest7").person]]);
  await bench.passAlarm(ROUND_EVERY_MS);
  await bench.passAlarm(ROUND_OF_ALL_MS - 2 * ROUND_EVERY_MS);
  expect(bench.inboxes.delivered.map(({ people }) => people.length)).toEqual([1, 1, 400]);
  expect(bench.inboxes.delivered.map(range)).toEqual([
    [401, 402],
    [402, 403],
    [401, 403],
  ]);
  for (let i = 0; i < 3; i += 1) await bench.passAlarm(ROUND_OF_ALL_MS);
  expect(bench.storage.alarmAt).toBeNull();
});

it("a large room tells those with a device as soon when its machine's clock was set back", async () => {
  const bench = await RoomBench.withMembers(Array.from({ length: 399 }, (_, i) => `Guest${i}`));
  const guest = person("Guest7").person;
  bench.inboxes.here.add(guest);
  for (let i = 0; i < 2; i += 1) await bench.passAlarm(EVERYONE_AT_LATEST_MS);
  await bench.command(ann, bench.post("before"));
  bench.inboxes.delivered.length = 0;
  const now = bench.clock.now.bind(bench.clock);
  bench.clock.now = () => now() - 3_600_000;
  const said = bench.room.command(ann, bench.post("after", bench.id(bench.clock.now())));
  // Timers run on, as they do everywhere.
  await HandClock.prototype.pass.call(bench.clock, 1_000);
  expect(await said).toMatchObject({ ok: true });
  await bench.passAlarm(ROUND_EVERY_MS);
  expect(bench.inboxes.delivered.map(({ people }) => people)).toEqual([[guest]]);
});

it("those of a talk of twenty-five who are not there to notice are told every eight seconds", async () => {
  const bench = await lively();
  for (let second = 1; second <= 16; second += 1) {
    await bench.command(ann, bench.post(`in second ${second}`));
    await bench.passAlarm(1_000);
  }
  expect(bench.inboxes.delivered.map(({ people }) => people.length)).toEqual([25, 25]);
});

it("whose inbox asks as they come is told every two seconds from then on", async () => {
  const bench = await lively();
  const seven = person("Guest7").person;
  await bench.command(ann, bench.post("before Guest7 came"));
  expect(await bench.room.letter(26, seven)).toMatchObject({ value: { letter: { to: 27 } } });
  expect(await bench.room.letter(26, person("Nobody").person)).toMatchObject({ ok: true });
  bench.inboxes.here.add(seven);
  await bench.command(ann, bench.post("after"));
  await bench.passAlarm(ROUND_EVERY_MS);
  expect(bench.inboxes.delivered.map(({ people }) => people)).toEqual([[seven]]);
});

it("an alarm that comes so late that it is everyone's tells those who are there to notice once", async () => {
  const bench = await lively();
  bench.inboxes.here.add(person("Guest7").person);
  await bench.passAlarm(EVERYONE_AT_LATEST_MS);
  await bench.command(ann, bench.post("one"));
  await bench.command(ann, bench.post("two"));
  bench.inboxes.delivered.length = 0;
  await bench.passAlarm(EVERYONE_AT_LATEST_MS);
  expect(bench.inboxes.delivered.map(({ people }) => people.length)).toEqual([25]);
});

it("keeps no timer and, once all is told, no alarm: the room can sleep", async () => {
  const bench = await quiet();
  await bench.command(ann, bench.post("one"));
  await bench.command(ann, bench.post("two"));
  expect(bench.clock.hasTimers).toBe(false);
  await bench.passAlarm(ROUND_EVERY_MS);
  await bench.passAlarm(ROUND_EVERY_MS);
  expect(bench.storage.alarmAt).toBeNull();
  bench.inboxes.delivered.length = 0;
  await bench.wake();
  await bench.passAlarm(60_000);
  expect(bench.inboxes.delivered).toEqual([]);
});

it("tells whoever is named, answered or reacted to at once, and only them", async () => {
  const bench = await quiet();
  await bench.command(bob, bench.post("first"));
  bench.inboxes.delivered.length = 0;
  await bench.command(ann, { ...bench.post("<@p-cy>"), mentions: [cy.person] } as never);
  await bench.command(ann, { ...bench.post("yes"), replyTo: 4 } as never);
  await bench.command(ann, {
    type: "message.react",
    id: bench.id(),
    target: 4,
    emoji: "👍",
    on: true,
  });
  expect(bench.inboxes.delivered.map(({ people }) => people)).toEqual([
    [cy.person],
    [bob.person],
    [bob.person],
  ]);
});

it("tells whoever left that they did, and nothing after it", async () => {
  const bench = await quiet();
  await bench.command(cy, { type: "room.leave", id: bench.id() });
  expect(bench.inboxes.delivered[0]?.people).toContain(cy.person);
  await bench.passAlarm(ROUND_EVERY_MS);
  bench.inboxes.delivered.length = 0;
  await bench.command(ann, bench.post("without Cy"));
  expect(bench.inboxes.delivered[0]?.people).not.toContain(cy.person);
});

it("tries again whoever was not reached, also after the room has slept, until they know where it stands", async () => {
  const bench = await quiet();
  bench.inboxes.unreachable.add(bob.person);
  await bench.command(ann, bench.post("hello?"));
  await bench.wake();
  bench.inboxes.delivered.length = 0;
  for (let i = 0; i < 4; i += 1) await bench.passAlarm(10_000);
  expect(bench.inboxes.delivered.length).toBeGreaterThan(1);
  expect(new Set(bench.inboxes.delivered.flatMap(({ people }) => people))).toEqual(
    new Set<PersonId>([bob.person]),
  );
  bench.inboxes.unreachable.clear();
  for (let i = 0; i < 8; i += 1) await bench.passAlarm(60_000);
  expect(bench.inboxes.delivered.at(-1)?.letter).toMatchObject({ from: 4, to: 4, facts: [] });
  expect(bench.storage.alarmAt).toBeNull();
});

it("a room that ends before anyone was told tells the next time it wakes", async () => {
  const bench = await RoomBench.empty();
  bench.inboxes.isBroken = true;
  await bench.command(ann, { type: "room.create", id: bench.id(), name: "Tea", topic: "" });
  await bench.command(ann, bench.post("hello"));
  await bench.wake();
  bench.inboxes.isBroken = false;
  bench.inboxes.delivered.length = 0;
  await bench.passAlarm(10_000);
  expect(bench.inboxes.delivered.map(range)).toEqual([[0, 2]]);
});

it("tells of what is said while it notes that all is told", async () => {
  const bench = await quiet();
  await bench.command(ann, bench.post("one"));
  const commit = bench.storage.commit.bind(bench.storage);
  let isFirst = true;
  bench.storage.commit = async (write) => {
    const isNote = write.put.has("inboxes") && isFirst;
    if (isNote) isFirst = false;
    await commit(write);
    if (isNote) await bench.command(ann, bench.post("two"));
  };
  // The archive's alarm, before there may be another round.
  await bench.passAlarm(ROUND_EVERY_MS / 2);
  bench.inboxes.delivered.length = 0;
  for (let i = 0; i < 4; i += 1) await bench.passAlarm(ROUND_EVERY_MS);
  expect(bench.inboxes.delivered.map(range)).toEqual([[4, 5]]);
});

it("far behind, tells members where it stands, and whoever has left that they did, until they know", async () => {
  const bench = await quiet();
  bench.inboxes.isBroken = true;
  const talk = (count: number) =>
    Promise.all(Array.from({ length: count }, () => bench.command(ann, bench.post("so many"))));
  await talk(1_000);
  await bench.command(cy, { type: "room.leave", id: bench.id() });
  await talk(1_500);
  const [left, head] = [1_004, 2_504];
  bench.inboxes.isBroken = false;
  bench.inboxes.unreachable.add(cy.person);
  await bench.passAlarm(60_000);
  const [toCy, toMembers, again] = bench.inboxes.delivered;
  expect(toCy?.people).toEqual([cy.person]);
  expect(toCy?.letter.facts).toContainEqual(expect.objectContaining({ type: "left", seq: left }));
  expect(toMembers?.people.toSorted()).toEqual([ann.person, bob.person]);
  expect(toMembers?.letter).toMatchObject({ from: head, to: head, facts: [] });
  expect(again).toBeUndefined();
  bench.inboxes.unreachable.clear();
  for (let i = 0; i < 4; i += 1) await bench.passAlarm(60_000);
  expect(bench.inboxes.delivered.slice(2).map(({ people }) => people)).toEqual([[cy.person]]);
});

it("answers no inbox while its storage is lost, and tells everyone when it is back", async () => {
  const bench = await quiet();
  while (bench.storage.alarmAt !== null) await bench.passAlarm(61_000);
  bench.storage.rows.clear();
  await bench.wake();
  expect(await bench.room.letter(2)).toMatchObject({ refusal: { retryable: true } });
  await bench.room.upkeep.answer({ do: "restore", epoch: null, upToTheHole: false });
  await bench.passAlarm(ROUND_EVERY_MS);
  expect(bench.inboxes.delivered).toMatchObject([
    { people: [ann.person, bob.person, cy.person], letter: { from: 0, to: 3, head: 3 } },
  ]);
  expect(await bench.room.letter(2)).toMatchObject({ ok: true });
});

it("answers an inbox that has missed something with what happened since, and who it is about", async () => {
  const bench = await quiet();
  await bench.command(bob, bench.post("root"));
  await bench.command(cy, { ...bench.post("under it"), thread: 4 } as never);
  await bench.command(ann, {
    type: "message.react",
    id: bench.id(),
    target: 5,
    emoji: "👍",
    on: true,
  });
  await bench.command(cy, { type: "message.delete", id: bench.id(), target: 5 });
  await bench.wake();
  expect(await bench.room.letter(3)).toMatchObject({
    value: {
      isAll: true,
      letter: {
        from: 3,
        to: 7,
        facts: [
          { type: "said", seq: 4, by: bob.person },
          { type: "said", seq: 5, thread: { seq: 4, by: bob.person }, isGone: true },
          { type: "reacted", seq: 6, target: { seq: 5, by: cy.person }, thread: 4 },
          { type: "deleted", seq: 7, target: 5, thread: 4 },
        ],
      },
    },
  });
});
