import { uuid7, type CommandId } from "#protocol/ids.ts";
import type { Deed } from "./deed.ts";
import { CHANGE, CLEAR_DISK } from "./message-deeds.ts";

const DAY_MS = 86_400_000;

export const WRITE: Deed = {
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

const RELOAD: Deed = {
  weight: 2,
  act: (teller) => {
    const { world, chance, browser } = teller;
    const tab = browser.tabs.length > 0 ? chance.pick(browser.tabs) : null;
    const isGentle = chance.happens(0.4);
    if (tab && chance.happens(0.5)) teller.write(browser, tab);
    const shut = () => {
      if (!tab || !browser.tabs.includes(tab)) return;
      browser.shut(tab, isGentle);
      world.tell(`${tab.name} is ${isGentle ? "closed" : "lost"}`);
    };
    // Death finds a tab in the middle of something: a text on its way to the disk, an event half saved.
    if (chance.happens(0.4)) browser.idb.onNextCommit = shut;
    else world.clock.after(chance.happens(0.5) ? 0 : chance.between(0, 200), shut);
    world.clock.after(chance.between(0, 3_000), () => {
      if (browser.tabs.length < 3) world.tell(`${browser.open().name} is opened`);
    });
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
    if (chance.happens(0.5)) {
      // In the same breath someone says something that those who leave must not hear.
      const post = { type: "message.post", id: server.newId(), body: "so long" } as const;
      server.command(world.owner, post).catch(() => null);
    }
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

const BOT: Deed = {
  weight: 6,
  isCommon: true,
  act: ({ world, chance }) => {
    const bot = world.bots[0];
    if (!bot) return;
    const deed = chance.pick([
      "post",
      "post",
      "repeat",
      "repeat",
      "reuse",
      "postStale",
      "read",
      "read",
    ] as const);
    world.tell(`the bot does: ${deed}`);
    bot[deed]();
  },
};

const PIPE: Deed = {
  weight: 2,
  isCommon: true,
  act: ({ world, chance }) => {
    const device = world.pipes[0];
    if (!device) return;
    if (chance.happens(0.2)) return device.cut();
    const count = chance.pick([1, 3, 14]);
    world.tell(`the device sends ${count} at once`);
    world.pipe(device, count);
  },
};

/** Whoever finds a ticket in a log gets nothing for it. */
const REPLAY: Deed = {
  weight: 1,
  act: ({ world }) => {
    const { spentTicket } = world.server;
    if (spentTicket === null) return;
    world.tell("a spent ticket is used again");
    void world.server.replay(spentTicket, world.verdict);
  },
};

const IMPORT: Deed = {
  weight: 0.5,
  act: ({ world, chance }) => {
    const { server, owner } = world;
    const oldest = server.now() - 1_000 * DAY_MS;
    const entries = Array.from({ length: 1 + chance.below(4) }, (_, nth) => {
      // The same few lines again and again: they are added once.
      const at = oldest + chance.below(6) * DAY_MS;
      const id = lineId(at, nth);
      return {
        type: "message.posted",
        id,
        at,
        by: owner.person,
        name: "Ann",
        body: `line ${id}`,
      } as const;
    });
    world.tell(`${entries.length} old lines are imported`);
    server
      .command(owner, { type: "history.import", id: server.newId(), entries })
      .catch(() => null);
  },
};

const RENAME: Deed = {
  weight: 1,
  act: ({ browser: { person }, world, chance }) => {
    const to = `${chance.pick(["Alex", "Kim", "Toni"])} Miller ${world.truth.head}`;
    world.tell(`${person.name} is called ${to} from now on`);
    world.server.accounts.rename(person, to);
  },
};

/** Somebody's account is deleted, with whatever they have just said still on its way. */
const DEPART: Deed = {
  weight: 0.5,
  act: ({ browser: { person }, world, chance }) => {
    if (person === world.owner) return;
    const { server, clock } = world;
    world.tell(`${person.name} deletes their account`);
    world.takeAway(person);
    // What was let through before, and comes after.
    for (const type of ["room.join", "message.post"] as const) {
      clock.after(chance.between(0, 4_000), () => {
        const id = server.newId();
        const command = type === "room.join" ? { type, id } : { type, id, body: "not gone yet" };
        server.command(person, command).catch(() => null);
      });
    }
  },
};

function lineId(at: number, nth: number): CommandId {
  return uuid7(
    at,
    Uint8Array.from({ length: 10 }, () => nth),
  ) as CommandId;
}

export const PEOPLES_DEEDS: readonly Deed[] = [
  WRITE,
  CHANGE,
  CLEAR_DISK,
  RELOAD,
  COME_AND_GO,
  LOOK,
  TRY_AGAIN,
  WRONG_CLOCK,
  BOT,
  PIPE,
  REPLAY,
  IMPORT,
  RENAME,
  DEPART,
];
