import type { CommandId } from "#protocol/ids.ts";
import type { About } from "../../web/room/room-view.ts";
import type { SimBrowser, Tab } from "./browser.ts";
import type { Chance } from "./chance.ts";
import type { Deed } from "./deed.ts";
import { MACHINES_DEEDS } from "./machines-deeds.ts";
import { PEOPLES_DEEDS, WRITE } from "./peoples-deeds.ts";
import type { SimWorld } from "./sim-world.ts";

const DEEDS: readonly Deed[] = [...PEOPLES_DEEDS, ...MACHINES_DEEDS];

/** Tells one story: chance chooses what may go wrong in it, and then what does. */
export class Teller {
  readonly world: SimWorld;
  readonly chance: Chance;
  readonly #deeds: Deed[];
  #texts = 0;

  constructor(world: SimWorld, chance: Chance) {
    this.world = world;
    this.chance = chance;
    // Not every story has every trouble: what hides behind much noise shows where there is little.
    const mostTrouble = chance.pick([0.2, 0.5, 0.8]);
    this.#deeds = DEEDS.filter(({ isCommon }) => isCommon ?? chance.happens(mostTrouble));
  }

  async tell(deeds: number): Promise<void> {
    for (let told = 0; told < deeds; told += 1) {
      this.#next().act(this);
      if (!(await this.world.pass(this.#pause()))) return;
    }
  }

  get browser(): SimBrowser {
    return this.chance.pick(this.world.browsers);
  }

  /** Some tab that is open, with its browser. */
  tab(): { browser: SimBrowser; tab: Tab } | null {
    const open = this.world.browsers.flatMap((browser) =>
      browser.tabs.map((tab) => ({ browser, tab })),
    );
    return open.length > 0 ? this.chance.pick(open) : null;
  }

  write(browser: SimBrowser, tab: Tab, about: About = {}) {
    this.#texts += 1;
    const text = `${tab.name} says ${this.#texts}`;
    const posted = tab.room.post(text, about);
    if (!posted.ok) return;
    this.world.tell(`${text} (${posted.id})`);
    this.world.writings.wrote(browser, tab, posted.id, text);
  }

  retry(browser: SimBrowser, tab: Tab, id: CommandId, body: string) {
    const before = new Set(tab.room.view.getState().pending.map(({ id }) => id));
    tab.room.retry(id);
    const added = tab.room.view.getState().pending.find((row) => !before.has(row.id));
    if (!added) return;
    this.world.tell(`${tab.name} says once more: ${body} (${added.id})`);
    this.world.writings.wrote(browser, tab, added.id, body, id);
  }

  #next(): Deed {
    const total = this.#deeds.reduce((sum, { weight }) => sum + weight, 0);
    let left = this.chance.next() * total;
    for (const deed of this.#deeds) {
      left -= deed.weight;
      if (left < 0) return deed;
    }
    return WRITE;
  }

  #pause(): number {
    const { chance } = this;
    const scale = chance.next();
    if (scale < 0.35) return chance.between(0, 40);
    if (scale < 0.75) return chance.between(40, 600);
    if (scale < 0.95) return chance.between(600, 6_000);
    return chance.between(6_000, 45_000);
  }
}
