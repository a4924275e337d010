import { expect, test } from "vitest";
import { Chance } from "../chance.ts";
import { DraftsWorld, wordsIn, type DraftDevice } from "./drafts-world.ts";

const STORIES = 1_000;
const DEEDS = 60;

/** What devices do, as often as it stands here. */
const DEED_NAMES = [
  ...Array.from({ length: 8 }, () => "write" as const),
  ...Array.from({ length: 6 }, () => "tell" as const),
  ...Array.from({ length: 6 }, () => "say" as const),
  ...Array.from({ length: 6 }, () => "hear" as const),
  ...Array.from({ length: 2 }, () => "send" as const),
  ...Array.from({ length: 3 }, () => "acknowledged" as const),
  "lose" as const,
  "empty" as const,
  "use" as const,
  "discard" as const,
  "restart" as const,
];

test(`in ${STORIES} stories of devices that write, send and are offline no word is lost, none comes back, and all agree`, () => {
  for (let seed = 0; seed < STORIES; seed += 1) {
    const world = tell(seed);
    settle(world);
    const where = `story ${seed}`;
    const left = world.now.drafts.map(({ text }) => wordsIn(text));
    const kept = new Set(left.flat());
    const lost = [...world.words].filter((word) => !kept.has(word) && !world.over.has(word));
    expect(lost, `${where} has lost words`).toEqual([]);
    const isWithin = (words: string[], others: string[]) =>
      words !== others && words.every((word) => others.includes(word));
    const ghosts = left.filter(
      (words) =>
        words.every((word) => world.over.has(word)) ||
        left.some((others) => isWithin(words, others)),
    );
    expect(ghosts, `${where} brought something back`).toEqual([]);
    for (const { box, others } of world.devices) {
      const texts = [
        ...(box.words.text === "" ? [] : [box.words.text]),
        ...others.map(({ text }) => text),
      ];
      const told = world.now.drafts.map(({ text }) => text);
      expect(texts.toSorted(), `${where} ends in two ways`).toEqual(told.toSorted());
      expect([where, box.isTouched]).toEqual([where, false]);
    }
  }
});

function tell(seed: number): DraftsWorld {
  const chance = new Chance(seed);
  const world = new DraftsWorld(chance, 2 + chance.below(2));
  for (let told = 0; told < DEEDS; told += 1)
    act(chance.pick(world.devices), chance.pick(DEED_NAMES), chance);
  return world;
}

function act(device: DraftDevice, name: (typeof DEED_NAMES)[number], chance: Chance): void {
  switch (name) {
    case "write":
      return device.write();
    case "tell":
      return device.tell();
    case "say":
      return device.sayFirst(false);
    case "lose":
      return device.sayFirst(true);
    case "hear":
      return device.hear();
    case "send":
      return device.send();
    case "acknowledged":
      return device.acknowledged();
    case "empty":
      return device.empty();
    case "use":
      return device.others.length > 0 ? device.use(chance.pick(device.others)) : undefined;
    case "discard":
      return device.others.length > 0 ? device.discard(chance.pick(device.others)) : undefined;
    case "restart":
      return device.restart();
  }
}

/** All lines are there, and everybody has said and heard everything. */
function settle(world: DraftsWorld): void {
  for (let rounds = 0; rounds < 20; rounds += 1)
    for (const device of world.devices) {
      while (device.leaving.length > 0) device.acknowledged();
      device.tell();
      while (device.wishes.length > 0) device.sayFirst(false);
      while (!device.isCaughtUp) device.hear();
      device.look();
    }
}
