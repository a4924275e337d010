import { expect, it } from "vitest";
import * as v from "valibot";
import type { Letter } from "#protocol/inbox/facts.ts";
import { PersonId, RoomId } from "#protocol/ids.ts";
import { refusal } from "#protocol/refusals.ts";
import { answerErrand } from "./answer-errand.ts";
import { lettersByCourier } from "./letters-by-courier.ts";

const SECRET = "only rooms know";
const people = Array.from({ length: 1_200 }, (_, i) => v.parse(PersonId, `p-${i}`));
const letter: Letter = {
  room: v.parse(RoomId, "tea"),
  epoch: "e",
  from: 1,
  to: 2,
  head: 2,
  since: 0,
  facts: [],
};

/** A room's way to inboxes of which some are away, and how many were being told at once. */
function way(isAway: (person: PersonId) => boolean, secret = SECRET) {
  const couriers = new Map<string, { now: number; most: number; told: PersonId[] }>();
  const inboxes = lettersByCourier(async (name, request) => {
    const courier = { now: 0, most: 0, told: [] as PersonId[] };
    couriers.set(name, courier);
    return answerErrand(request, SECRET, {
      async tell(person) {
        courier.now += 1;
        courier.most = Math.max(courier.most, courier.now);
        await Promise.resolve();
        courier.now -= 1;
        courier.told.push(person);
        return isAway(person)
          ? { ok: false, refusal: refusal("unavailable") }
          : { ok: true, value: { isHere: person.endsWith("0") } };
      },
    });
  }, secret);
  return { inboxes, couriers };
}

it("everyone is told once, by couriers of five hundred each, few at a time", async () => {
  const { inboxes, couriers } = way(() => false);
  expect(await inboxes.deliver(people, letter)).toEqual({
    missed: [],
    here: people.filter((person) => person.endsWith("0")),
  });
  expect([...couriers.values()].flatMap(({ told }) => told).toSorted()).toEqual(people.toSorted());
  expect([...couriers.values()].map(({ told }) => told.length)).toEqual([500, 500, 200]);
  expect(Math.max(...[...couriers.values()].map(({ most }) => most))).toBeLessThan(10);
});

it("who was not reached is named, also where a courier was not", async () => {
  const away = people.slice(3, 7);
  const { inboxes } = way((person) => away.includes(person));
  expect((await inboxes.deliver(people, letter)).missed.toSorted()).toEqual(away.toSorted());
  const lost = way(() => false, "a guess");
  expect(await lost.inboxes.deliver(people.slice(0, 5), letter)).toEqual({
    missed: people.slice(0, 5),
    here: [],
  });
});
