import type { ArchiveMood } from "./archive-copy.ts";
import type { Deed } from "./deed.ts";

const BAD_MOODS: readonly ArchiveMood[] = [
  "slow",
  "error",
  "lost",
  "stored_unheard",
  "late",
  "silent",
];

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
    // Platforms wait for ten quiet seconds, which no frame of one line takes to follow another.
    if (!world.pipes.every(({ isDone }) => isDone)) return;
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

export const MACHINES_DEEDS: readonly Deed[] = [
  CUT,
  CRASH,
  SLEEP,
  OFFLINE,
  LAZY_NETWORK,
  SLOW_STORAGE,
  FULL_STORAGE,
  ARCHIVE_TROUBLE,
  FULL_BROWSER,
];
