import { Chance } from "../chance.ts";
import type { Ending } from "../simulate.ts";
import { COINCIDENCES, TROUBLED_COINCIDENCES } from "./coincidences.ts";
import { Hands, type Deed } from "./deed.ts";
import { InboxWorld } from "./inbox-world.ts";
import { OWN_DEEDS } from "./own-deeds.ts";
import { READING_DEEDS } from "./reading-deeds.ts";
import { ONE_DELIVERY_MS, settle, whatIsWrong } from "./settle.ts";
import { TALK_DEEDS } from "./talk-deeds.ts";
import { TROUBLE_DEEDS } from "./trouble-deeds.ts";

const ROOMS = ["tea", "pub", "den"];
const PEOPLE = ["Ann", "Bob", "Cid"];

/** The world of inboxes that `seed` makes, from its first room to the calm after the storm. */
export async function simulate(seed: number): Promise<Ending> {
  const chance = new Chance(seed);
  const world = new InboxWorld(chance, chance.pick(["gate", "plain"] as const));
  const hands = new Hands(world);
  const slowest = chance.pick([1, 1, 30, 300]);
  world.rules.writeTime = () => chance.between(0, slowest);
  await moveIn(hands);
  if (!world.verdict.first) await tell(hands, 10 + chance.below(30), slowest <= 30);
  if (!world.verdict.first) await settle(world);
  const { verdict, trace, rooms } = world;
  const events = rooms.reduce((sum, { log }) => sum + log.head, 0);
  return { seed, broken: verdict.first?.message ?? null, trace, events };
}

/** Two or three people, each with a device or two, make two or three rooms. */
async function moveIn(hands: Hands): Promise<void> {
  const { world, chance } = hands;
  for (const name of PEOPLE.slice(0, 2 + chance.below(2))) {
    const person = world.addPerson(name);
    for (let left = chance.pick([1, 1, 2]); left > 0; left -= 1) world.addDevice(person);
  }
  for (const name of ROOMS.slice(0, 2 + chance.below(2))) {
    const room = world.addRoom(name);
    const owner = hands.person;
    hands.say(room, owner, { type: "room.create", name, topic: "" });
    await world.pass(chance.between(5, 50));
    for (const person of world.people)
      if (person !== owner && chance.happens(0.7)) hands.say(room, person, { type: "room.join" });
  }
  await world.pass(chance.between(0, 5_000));
}

/** Chance chooses what may go wrong in a story, and then what does; in some, nothing. */
async function tell(hands: Hands, count: number, isQuick: boolean): Promise<void> {
  const { world, chance } = hands;
  const trouble = chance.pick([0, 0.3, 0.6, 0.9]);
  const deeds = [
    ...TALK_DEEDS,
    ...READING_DEEDS,
    ...OWN_DEEDS,
    ...COINCIDENCES,
    ...[...TROUBLE_DEEDS, ...TROUBLED_COINCIDENCES].filter(() => chance.happens(trouble)),
  ];
  const drowsiness = chance.pick([0, 0, 0.1, 0.3]);
  for (let told = 0; told < count; told += 1) {
    pick(hands, deeds).act(hands);
    if (!(await world.pass(pause(hands)))) return;
    doze(hands, drowsiness);
    const isFairWeather = trouble === 0 && isQuick;
    if (isFairWeather && chance.happens(0.1) && !(await isFair(world))) return;
  }
}

/** Whatever has nothing to do may fall asleep, also where nothing goes wrong. */
function doze({ world, chance }: Hands, often: number): void {
  for (const { host } of [...world.rooms, ...world.people]) if (chance.happens(often)) host.sleep();
}

/** Where nothing goes wrong everything is right after one delivery, in the middle of a story, too. */
async function isFair(world: InboxWorld): Promise<boolean> {
  await world.pass(ONE_DELIVERY_MS);
  const isQuiet = world.people.every(({ wishes }) => wishes.isQuiet);
  const wrong = isQuiet ? whatIsWrong(world) : null;
  if (wrong) world.verdict.failed(wrong);
  return wrong === null;
}

function pick({ chance }: Hands, deeds: readonly Deed[]): Deed {
  let left = chance.next() * deeds.reduce((sum, { weight }) => sum + weight, 0);
  for (const deed of deeds) {
    left -= deed.weight;
    if (left < 0) return deed;
  }
  return chance.pick(deeds);
}

function pause({ chance }: Hands): number {
  const scale = chance.next();
  if (scale < 0.35) return chance.between(0, 40);
  if (scale < 0.8) return chance.between(40, 900);
  if (scale < 0.97) return chance.between(900, 6_000);
  return chance.between(6_000, 45_000);
}
