import { expect, it } from "vitest";
import type { PersonId } from "#protocol/ids.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";
import { hostOf, lively, quiet, range } from "./inbox-rounds.test-kit.ts";
import { EVERYONE_AT_LATEST_MS, ROUND_EVERY_MS } from "./round-pauses.ts";

const ann = person("Ann", "owner");
const cy = person("Cy");

/** From now on the first round to everyone is never done; gives whom each letter goes to. */
function firstRoundHangs(bench: RoomBench): (readonly PersonId[])[] {
  const told: (readonly PersonId[])[] = [];
  bench.inboxes.deliver = (people) => {
    told.push(people);
    return told.length === 1
      ? new Promise(() => undefined)
      : Promise.resolve({ missed: [], here: people.filter((one) => bench.inboxes.here.has(one)) });
  };
  return told;
}

/** The next round tells everyone when it is told to end. `begins`: whom it goes to. */
function firstRoundWaits(
  bench: RoomBench,
  begins: (people: readonly PersonId[]) => void = () => {},
): () => void {
  const { inboxes } = bench;
  const deliver = inboxes.deliver.bind(inboxes);
  let end = () => {};
  inboxes.deliver = async (...round) => {
    inboxes.deliver = deliver;
    begins(round[0]);
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    return deliver(...round);
  };
  return () => end();
}

/** A large room, and one of its people who is there to notice. */
async function withSevenHere() {
  const bench = await lively();
  const seven = person("Guest7").person;
  bench.inboxes.here.add(seven);
  await bench.clock.pass(60_000);
  await bench.command(ann, bench.post("are you there?"));
  await bench.clock.pass(60_000);
  return { bench, seven };
}

it("an alarm stands behind a round of the inboxes for as long as it takes", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  while (bench.storage.alarmAt !== null) await bench.passAlarm(61_000);
  await bench.clock.pass(60_000);
  // Couriers that are on their way for long: many inboxes have to be woken.
  bench.inboxes.deliver = () => new Promise(() => undefined);
  await bench.command(ann, bench.post("hello"));
  for (let i = 0; i < 10; i += 1) await bench.passAlarm(1_000);
  // Should the process end here, nothing but an alarm would wake the room, and nobody was told.
  expect(bench.storage.alarmAt).not.toBeNull();
});

it("whoever is named hears of it at once, also while a round takes longer than the pause to the next", async () => {
  const bench = await quiet();
  await bench.clock.pass(60_000);
  const told = firstRoundHangs(bench);
  await bench.command(ann, bench.post("hello"));
  expect(told).toHaveLength(1);
  await bench.clock.pass(3_000);
  const calling = { mentions: [cy.person], body: `<@${cy.person}>?` };
  await bench.command(ann, { type: "message.post", id: bench.id(), ...calling });
  expect(told.slice(1)).toEqual([[cy.person]]);
});

it("so do those who are here, at their own pace", async () => {
  const bench = await quiet();
  bench.inboxes.here.add(cy.person);
  await bench.clock.pass(60_000);
  await bench.command(ann, bench.post("are you there?"));
  await bench.clock.pass(60_000);
  const told = firstRoundHangs(bench);
  await bench.command(ann, bench.post("hello"));
  expect(told).toHaveLength(1);
  await bench.clock.pass(3_000);
  await bench.command(ann, bench.post("still there?"));
  expect(told.slice(1)).toEqual([[cy.person]]);
});

it("they do so, too, when the round ends before, and has not told of it", async () => {
  const { bench, seven } = await withSevenHere();
  const endRound = firstRoundWaits(bench);
  await bench.command(ann, bench.post("hello"));
  await bench.clock.pass(3_000);
  await bench.command(ann, bench.post("still there?"));
  await bench.command(ann, bench.post("or not?"));
  endRound();
  await bench.rest();
  bench.inboxes.delivered.length = 0;
  await bench.passAlarm(ROUND_EVERY_MS);
  expect(bench.inboxes.delivered.map(({ people }) => people)).toEqual([[seven]]);
  expect(bench.inboxes.delivered.map(range)).toEqual([[29, 30]]);
});

it("they do so, too, when everyone would be told as soon, were the round not still on its way", async () => {
  const { bench, seven } = await withSevenHere();
  const told = firstRoundHangs(bench);
  await bench.command(ann, bench.post("hello"));
  await bench.clock.pass(EVERYONE_AT_LATEST_MS - 1_000);
  await bench.command(ann, bench.post("still there?"));
  await bench.command(ann, bench.post("or not?"));
  expect(told.slice(1)).toEqual([[seven]]);
  await bench.passAlarm(ROUND_EVERY_MS);
  expect(told.slice(1)).toEqual([[seven], [seven]]);
});

it("an alarm stands behind a round that begins in the archive's alarm, too", async () => {
  const bench = await quiet();
  await bench.clock.pass(60_000);
  await bench.command(ann, bench.post("hello"));
  bench.inboxes.deliver = () => new Promise(() => undefined);
  await bench.command(ann, bench.post("and this"));
  await bench.clock.pass(ROUND_EVERY_MS);
  bench.storage.alarmAt = null;
  void bench.room.alarm();
  await bench.rest();
  expect(bench.storage.rows.get("archived")).toBe("5");
  expect(bench.storage.alarmAt).not.toBeNull();
});

/** A room in which a round that takes long has begun in an alarm; `pass` is its host's time. */
async function inLongRound(bench: RoomBench) {
  const pass = hostOf(bench);
  await bench.clock.pass(60_000);
  await bench.command(ann, bench.post("hello"));
  await bench.command(ann, bench.post("and this"));
  const told: (readonly PersonId[])[] = [];
  const endRound = firstRoundWaits(bench, (people) => told.push(people));
  await pass(EVERYONE_AT_LATEST_MS);
  expect(told).toHaveLength(1);
  return { pass, endRound, told };
}

it("the archive is written while a round that began in an alarm takes long", async () => {
  const bench = await quiet();
  const { pass } = await inLongRound(bench);
  await bench.command(ann, bench.post("more"));
  await pass(1_000);
  expect(bench.storage.rows.get("archived")).toBe("6");
});

it("those who are here are told on time while a round that began in an alarm takes long", async () => {
  const bench = await lively();
  const seven = person("Guest7").person;
  bench.inboxes.here.add(seven);
  await bench.passAlarm(EVERYONE_AT_LATEST_MS);
  const { pass } = await inLongRound(bench);
  bench.inboxes.delivered.length = 0;
  await bench.command(ann, bench.post("are you there?"));
  await bench.command(ann, bench.post("or not?"));
  await pass(ROUND_EVERY_MS);
  expect(bench.inboxes.delivered.map(({ people }) => people)).toEqual([[seven], [seven]]);
});

it("a round that began in an alarm is the only one until it is over, and then all is told and the room can sleep", async () => {
  const bench = await quiet();
  const { pass, endRound, told } = await inLongRound(bench);
  for (let i = 0; i < 20; i += 1) {
    await pass(1_000);
    expect(bench.storage.alarmAt).not.toBeNull();
  }
  expect(told).toHaveLength(1);
  await bench.command(ann, bench.post("more"));
  bench.inboxes.delivered.length = 0;
  endRound();
  for (let i = 0; i < 20; i += 1) await pass(1_000);
  expect(bench.inboxes.delivered.map(range)).toEqual([
    [4, 5],
    [5, 6],
  ]);
  expect(bench.storage.alarmAt).toBeNull();
});

it("the end of a round that began in an alarm is a turn of its own", async () => {
  const bench = await quiet();
  const { pass, endRound } = await inLongRound(bench);
  let turns = 0;
  bench.turned = () => {
    turns += 1;
  };
  endRound();
  await bench.rest();
  expect(turns).toBe(1);
  await pass(ROUND_EVERY_MS);
  expect(bench.storage.alarmAt).toBeNull();
});

it("says when what an alarm has begun is done, to a host that lets the room go behind it", async () => {
  const bench = await quiet();
  const { endRound } = await inLongRound(bench);
  let isAtRest = false;
  void bench.room.atRest.then(() => (isAtRest = true));
  await bench.rest();
  expect(isAtRest).toBe(false);
  endRound();
  await bench.rest();
  expect(isAtRest).toBe(true);
});
