import type { SimBrowser, Tab } from "./browser.ts";
import type { About } from "../../web/room/room-view.ts";
import type { Chance } from "./chance.ts";
import type { SimWorld } from "./sim-world.ts";

/** Something that people, machines or chance may do. The weight says how often, next to the others. */
export type Deed = { weight: number; isCommon?: true; act: (teller: Hands) => void };

/** What a deed is done with. */
export type Hands = {
  readonly world: SimWorld;
  readonly chance: Chance;
  /** Some browser. */
  readonly browser: SimBrowser;
  /** Some tab that is open, with its browser. */
  tab(): { browser: SimBrowser; tab: Tab } | null;
  write(browser: SimBrowser, tab: Tab, about?: About): void;
  retry(browser: SimBrowser, tab: Tab, id: Parameters<Tab["room"]["retry"]>[0], body: string): void;
};
