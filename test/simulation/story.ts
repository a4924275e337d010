import type { CommandId } from "#protocol/ids.ts";
import type { ArchiveMood } from "./archive-copy.ts";
import type { SimBrowser, Tab } from "./browser.ts";
import type { Chance } from "./chance.ts";
import type { SimWorld } from "./sim-world.ts";

const DAY_MS = 86_400_000;
const BAD_MOODS: readonly ArchiveMood[] = [
  "slow",
  "error",
  "lost",
  "stored_unheard",
  "late",
  "silent",
];

/** Something that people, machines or chance may do. The weight says how often, next to the others. */
type Deed = { weight: number; isCommon?: true; act: (teller: Teller) => void };

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

  write(browser: SimBrowser, tab: Tab) {
    this.#texts += 1;
    const text = `${tab.name} says ${this.#texts}`;
    const posted = tab.room.post(text);
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

const WRITE: Deed = {
  weight: 10,
  isCommon: true,
  act: (teller) => {
    const at = teller.tab();
    if (!at) return;
    for (let count = teller.chance.pick([1, 1, 1, 2, 4]); count > 0; count -= 1) {
      teller.write(at.browser, at.tab);
    }
  },
};

const CUT: Deed = {
  weight: 3,
  isCommon: true,
  act: (teller) => {
    const { chance, world } = teller;
    const at = teller.tab();
    if (!at) return;
    world.tell(`the line of ${at.tab.name} is cut`);
    const heard = chance.happens(0.8) ? chance.between(0, 800) : null;
    for (const socket of at.tab.sockets) socket.cut(heard, chance.between(0, 8_000));
  },
};

const RELOAD: Deed = {
  weight: 2,
  act: ({ world, chance, browser }) => {
    const tab = browser.tabs.length > 0 ? chance.pick(browser.tabs) : null;
    const isGentle = chance.happens(0.4);
    if (tab) browser.shut(tab, isGentle);
    world.tell(`${tab?.name ?? browser.name} is ${isGentle ? "closed" : "lost"}`);
    world.clock.after(chance.between(0, 3_000), () => {
      if (browser.tabs.length < 3) world.tell(`${browser.open().name} is opened`);
    });
  },
};

const CRASH: Deed = {
  weight: 2,
  act: ({ world, chance }) => {
    world.host.crash(chance.happens(0.3) ? 0 : 1 + chance.below(40));
    if (chance.happens(0.3)) world.host.downUntil = world.clock.now() + chance.between(100, 20_000);
  },
};

const SLEEP: Deed = {
  weight: 3,
  act: ({ world }) => {
    if (world.host.sleep()) world.tell("the room falls asleep");
  },
};

const OFFLINE: Deed = {
  weight: 1,
  act: (teller) => {
    const { browser, chance, world } = teller;
    const { network } = browser;
    network.isOffline = !network.isOffline;
    world.tell(`${browser.name} is ${network.isOffline ? "offline" : "online"}`);
    for (const tab of browser.tabs) {
      if (!network.isOffline) tab.wake();
      else for (const socket of tab.sockets) socket.cut(chance.happens(0.5) ? 50 : null, 5_000);
    }
  },
};

const LAZY_NETWORK: Deed = {
  weight: 1,
  act: (teller) => {
    teller.browser.network.laziness = teller.chance.pick([0, 0.02, 0.2]);
  },
};

const SLOW_STORAGE: Deed = {
  weight: 1,
  act: ({ world: { rules }, chance }) => {
    const worst = chance.pick([1, 5, 30, 300]);
    rules.writeTime = () => chance.between(0, worst);
    rules.readTime = () => (chance.happens(0.7) ? 0 : chance.between(0, worst));
  },
};

const FULL_STORAGE: Deed = {
  weight: 0.5,
  act: ({ world: { rules, clock }, chance }) => {
    rules.writeFails = () => chance.happens(0.3);
    clock.after(chance.between(100, 3_000), () => {
      rules.writeFails = () => false;
    });
  },
};

const ARCHIVE_TROUBLE: Deed = {
  weight: 2,
  act: ({ world: { archive, rules }, chance }) => {
    const mood = chance.pick(BAD_MOODS);
    const often = chance.pick([0, 0.3, 1]);
    archive.mood = () => (chance.happens(often) ? mood : "well");
    rules.alarmLate = () => (chance.happens(0.2) ? chance.between(0, 20_000) : 0);
  },
};

const FULL_BROWSER: Deed = {
  weight: 1,
  act: (teller) => {
    const { browser, chance, world } = teller;
    browser.idb.failing = chance.pick([0, 0, 0.2, 1]);
    world.tell(`the disk of ${browser.name} fails ${browser.idb.failing} of all times`);
  },
};

const COME_AND_GO: Deed = {
  weight: 2,
  act: (teller) => {
    const { browser, world, chance } = teller;
    const { person } = browser;
    const { server, truth } = world;
    const isMember = truth.stateAt(truth.head).members[person.person] !== undefined;
    const type = isMember ? "room.leave" : "room.join";
    world.tell(`${person.name} wants ${type}`);
    server.command(person, { type, id: server.newId() }).catch(() => null);
    if (!isMember) {
      world.clock.after(chance.between(50, 1_000), () =>
        browser.tabs.forEach(({ room }) => room.enter()),
      );
    }
  },
};

const LOOK: Deed = {
  weight: 1,
  isCommon: true,
  act: (teller) => {
    const { chance } = teller;
    const at = teller.tab();
    if (!at) return;
    const { room } = at.tab;
    const { seq } = room.view.getState().room;
    if (chance.happens(0.3)) room.load(1, seq);
    if (chance.happens(0.3)) room.typed("hm");
    if (chance.happens(0.5)) at.tab.wake();
    if (chance.happens(0.2)) room.enter();
  },
};

const TRY_AGAIN: Deed = {
  weight: 1,
  isCommon: true,
  act: (teller) => {
    const at = teller.tab();
    const failed = at?.tab.room.view.getState().pending.find(({ send }) => send.at === "failed");
    if (at && failed) teller.retry(at.browser, at.tab, failed.id, failed.body);
  },
};

const WRONG_CLOCK: Deed = {
  weight: 0.3,
  act: (teller) => {
    teller.browser.skew = teller.chance.pick([0, 0, -60_000, 5 * 60_000, -9 * DAY_MS, DAY_MS]);
  },
};

const DEEDS: readonly Deed[] = [
  WRITE,
  CUT,
  RELOAD,
  CRASH,
  SLEEP,
  OFFLINE,
  LAZY_NETWORK,
  SLOW_STORAGE,
  FULL_STORAGE,
  ARCHIVE_TROUBLE,
  FULL_BROWSER,
  COME_AND_GO,
  LOOK,
  TRY_AGAIN,
  WRONG_CLOCK,
];
