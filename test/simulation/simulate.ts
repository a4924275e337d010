import { calmDown } from "./calm.ts";
import { Chance } from "./chance.ts";
import { KEY_RANGE } from "./idb-model.ts";
import { OWNER, SimWorld } from "./sim-world.ts";
import { Teller } from "./story.ts";

/** How a story ended: the promise that was broken, if one was, and what had happened last. */
export type Ending = { seed: number; broken: string | null; trace: string[]; events: number };

const NAMES = [OWNER, "Bob", "Cid"];

/** The world that `seed` makes, from its first message to the calm after the storm. */
export async function simulate(seed: number): Promise<Ending> {
  Object.assign(globalThis, { IDBKeyRange: KEY_RANGE });
  const chance = new Chance(seed);
  const world = new SimWorld(chance, chance.pick(["gate", "plain"] as const));
  await moveIn(world, chance);
  if (!world.verdict.first) await new Teller(world, chance).tell(10 + chance.below(25));
  if (!world.verdict.first) await calmDown(world);
  const { verdict, trace, truth } = world;
  return { seed, broken: verdict.first?.message ?? null, trace, events: truth.head };
}

/** Ann makes the room, the others join, and everyone opens it in one browser or two. */
async function moveIn(world: SimWorld, chance: Chance) {
  const { server, owner } = world;
  const create = { type: "room.create", id: server.newId(), name: "Kitchen", topic: "" } as const;
  void server.command(owner, create);
  await world.pass(100);
  for (const name of NAMES.slice(0, 1 + chance.below(NAMES.length))) {
    for (let nth = 1; nth <= (chance.happens(0.25) ? 2 : 1); nth += 1) {
      const browser = world.addBrowser(`${name}-${nth}`, name);
      if (name !== OWNER && nth === 1) {
        void server.command(browser.person, { type: "room.join", id: server.newId() });
        await world.pass(100);
      }
      for (let tabs = chance.pick([1, 1, 1, 2]); tabs > 0; tabs -= 1) browser.open();
    }
  }
  if (chance.happens(0.4)) await world.addBot();
  if (chance.happens(0.3)) await world.addPipe();
  await world.pass(1_000);
}
