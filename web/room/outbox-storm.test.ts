import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Fate } from "./fake-server.test-kit.ts";
import { LATER } from "./fake-server.test-kit.ts";
import type { OpenRoom } from "./room-handle.ts";
import { RoomWorld, settle } from "./room-world.test-kit.ts";

const FATES: readonly Fate[] = ["done", "answer_lost", "never_arrives", LATER, "answer_lost"];
const TABS = 3;
const ROUNDS_TO_CALM = 200;

const step = fc.record({
  do: fc.constantFrom("post", "post", "post", "cut", "reload", "wait", "others", "down", "up"),
  tab: fc.nat(TABS - 1),
  fate: fc.nat(FATES.length - 1),
  passes: fc.nat(3_000),
});

it("loses, doubles and reorders nothing, whatever happens to tabs, lines and answers", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const world = new RoomWorld();
      const tabs = Array.from({ length: TABS }, () => world.openTab());
      const written: string[][] = tabs.map(() => []);
      for (const { do: what, tab, fate, passes } of steps) {
        world.server.fate = () => FATES[fate] ?? "done";
        if (what === "post") post(tabs, written, tab);
        if (what === "cut") world.server.cutAll();
        if (what === "reload") reload(world, tabs, tab);
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
      expect(tabs.map(({ view }) => view.getState().pending)).toEqual(tabs.map(() => []));
      expect(await world.outboxOnDisk()).toEqual([]);
      tabs.forEach((tab) => tab.close());
      world.end();
    }),
    { numRuns: 40 },
  );
}, 60_000);

function post(tabs: OpenRoom[], written: string[][], tab: number) {
  const texts = written[tab];
  if (!texts) return;
  const text = `${tab}: ${texts.length}`;
  texts.push(text);
  tabs[tab]?.post(text);
}

function reload(world: RoomWorld, tabs: OpenRoom[], tab: number) {
  tabs[tab]?.close();
  tabs[tab] = world.openTab();
}

/** From now on nothing goes wrong any more; one tab is opened anew, as a person would. */
async function calmDown(world: RoomWorld, tabs: OpenRoom[]) {
  world.server.isUp = true;
  world.server.fate = () => "done";
  reload(world, tabs, 0);
  for (let round = 0; round < ROUNDS_TO_CALM; round += 1) {
    world.clock.advance(1_000);
    await settle();
    const isCalm = tabs.every((tab) => {
      const { pending, connection, isLoaded } = tab.view.getState();
      return isLoaded && connection.at === "live" && pending.length === 0 && !tab.hasWork();
    });
    if (isCalm && (await world.outboxOnDisk()).length === 0) return;
  }
}
