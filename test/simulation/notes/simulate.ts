import { Chance } from "../chance.ts";
import type { Ending } from "../simulate.ts";
import { settle } from "./calm.ts";
import { DEEDS, type Deed } from "./note-deeds.ts";
import { SimNoteWorld } from "./note-world.ts";

/** "50 random editors": more than anybody has seen at one document. */
const CROWD = 50;

/** The note that `seed` makes, from the first word to the calm after the storm. */
export async function simulate(seed: number): Promise<Ending> {
  const chance = new Chance(seed);
  const world = new SimNoteWorld(chance);
  const isCrowd = chance.happens(0.03);
  const people = isCrowd ? CROWD : 2 + chance.below(4);
  for (let i = 0; i < people; i += 1) {
    const role = chance.happens(0.15) && i > 0 ? "guest" : "member";
    world.addPerson(`p${i}`, role, isCrowd ? 1 : chance.pick([1, 1, 2]));
  }
  world.slowest = chance.pick([1, 1, 30, 300]);
  for (const who of world.editors) void world.connect(who);
  await world.pass(500);
  if (!world.verdict.first) await tell(world, (isCrowd ? 300 : 20) + chance.below(60));
  if (!world.verdict.first) await settle(world);
  const { verdict, trace, truth } = world;
  return { seed, broken: verdict.first?.message ?? null, trace, events: truth.changes };
}

async function tell(world: SimNoteWorld, count: number): Promise<void> {
  const { chance } = world;
  const trouble = chance.pick([0, 0.4, 0.8]);
  const deeds = DEEDS.filter(({ isTrouble }) => !isTrouble || chance.happens(trouble));
  for (let told = 0; told < count; told += 1) {
    pick(world, deeds).act(world);
    if (!(await world.pass(pause(world)))) return;
  }
}

function pick({ chance }: SimNoteWorld, deeds: readonly Deed[]): Deed {
  let left = chance.next() * deeds.reduce((sum, { weight }) => sum + weight, 0);
  for (const deed of deeds) {
    left -= deed.weight;
    if (left < 0) return deed;
  }
  return chance.pick(deeds);
}

function pause({ chance }: SimNoteWorld): number {
  const scale = chance.next();
  if (scale < 0.5) return Math.floor(chance.between(0, 20));
  if (scale < 0.9) return Math.floor(chance.between(20, 900));
  return Math.floor(chance.between(900, 90_000));
}
