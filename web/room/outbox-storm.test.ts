import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Fate } from "./fake-server.test-kit.ts";
import { LATER } from "./fake-server.test-kit.ts";
import { RoomWorld, settle } from "./room-world.test-kit.ts";

const FATES: readonly Fate[] = ["done", "answer_lost", "never_arrives", LATER, "answer_lost"];
const TABS = 3;
const ROUNDS_TO_CALM = 200;
/** What a disk has begun takes more than one. */
const CALM_FOR_ROUNDS = 3;

type Tab = ReturnType<RoomWorld["openFragileTab"]>;

const step = fc.record({
  do: fc.constantFrom(
    "post",
    "post",
    "post",
    "cut",
    "reload",
    "die",
    "wake",
    "wait",
    "others",
    "down",
    "up",
  ),
  tab: fc.nat(TABS - 1),
  fate: fc.nat(FATES.length - 1),
  passes: fc.nat(3_000),
});

it("loses, doubles and reorders nothing, whatever happens to tabs, lines and answers", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const world = new RoomWorld();
      const tabs = Array.from({ length: TABS }, () => world.openFragileTab());
      const written: string[][] = tabs.map(() => []);
      for (const { do: what, tab, fate, passes } of steps) {
        world.server.fate = () => FATES[fate] ?? "done";
        if (what === "post") post(tabs, written, tab);
        if (what === "cut") world.server.cutAll();
        if (what === "reload") reload(world, tabs, tab);
        if (what === "die") await die(world, tabs, written, tab, passes);
        if (what === "wake") tabs[tab]?.tab.wake();
        if (what === "others") world.server.happen(2);
        if (what === "down" || what === "up") world.server.isUp = what === "up";
        if (what === "wait") world.clock.advance(passes);
        await settle();
      }
      await calmDown(world, tabs);
      const said = world.bodies();
      expect(said.toSorted()).toEqual(written.flat().toSorted());
      for (const texts of written) {
        expect(said.filter((text) => texts.includes(text))).toEqual(texts);
      }
      expect(tabs.map(({ room }) => room.view.getState().pending)).toEqual(tabs.map(() => []));
      // A tab that took a note late may bring its row to the disk once more, and takes it back as soon as it hears that it has.
      await expect.poll(() => world.outboxOnDisk()).toEqual([]);
      expect(world.notes()).toEqual([]);
      tabs.forEach(({ room }) => room.close());
      world.end();
    }),
    { numRuns: 40 },
  );
}, 60_000);

function post(tabs: Tab[], written: string[][], tab: number) {
  const texts = written[tab];
  if (!texts) return;
  const text = `${tab}: ${texts.length}`;
  texts.push(text);
  tabs[tab]?.room.post(text);
}

function reload(world: RoomWorld, tabs: Tab[], tab: number) {
  tabs[tab]?.room.close();
  tabs[tab] = world.openFragileTab();
}

/** Writes some messages and dies at once, or as soon as the disk may or may not have them. */
async function die(world: RoomWorld, tabs: Tab[], written: string[][], n: number, chance: number) {
  const dying = tabs[n]?.tab;
  if (dying && chance % 2 === 0) dying.disks = "never_hears_of_stored";
  for (let count = 0; count <= chance % 4; count += 1) post(tabs, written, n);
  if (chance % 3 > 0) await settle();
  dying?.die();
  tabs[n] = world.openFragileTab();
}

/** From now on nothing goes wrong any more; one tab is opened anew, as a person would. */
async function calmDown(world: RoomWorld, tabs: Tab[]) {
  world.server.isUp = true;
  world.server.fate = () => "done";
  reload(world, tabs, 0);
  let calmRounds = 0;
  for (let round = 0; round < ROUNDS_TO_CALM && calmRounds < CALM_FOR_ROUNDS; round += 1) {
    world.clock.advance(1_000);
    await settle();
    const isCalm = tabs.every(({ room }) => {
      const { pending, connection, isLoaded } = room.view.getState();
      return isLoaded && connection.at === "live" && pending.length === 0 && !room.hasWork();
    });
    const isTidy = world.notes().length === 0 && (await world.outboxOnDisk()).length === 0;
    calmRounds = isCalm && isTidy ? calmRounds + 1 : 0;
  }
}
