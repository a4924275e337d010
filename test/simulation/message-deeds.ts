import { eventAt, knownEvents } from "#protocol/timeline.ts";
import type { Tab } from "./browser.ts";
import type { Deed, Hands } from "./deed.ts";

/** Somebody does something with a message that they see: their own or another's, allowed or not. */
export const CHANGE: Deed = {
  weight: 6,
  isCommon: true,
  act: (teller) => {
    const { chance, world } = teller;
    const at = teller.tab();
    if (!at) return;
    const { room } = at.tab;
    const { timeline } = room.view.getState().room;
    const said = knownEvents(timeline).filter(({ type }) => type === "message.posted");
    if (said.length === 0) return;
    const { seq } = chance.pick(said);
    const what = chance.pick([
      "react",
      "react",
      "unreact",
      "edit",
      "edit",
      "pin",
      "unpin",
      "remove",
      "reply",
      "thread",
    ] as const);
    world.tell(`${at.tab.name} wants ${what} of ${seq}`);
    switch (what) {
      case "react":
      case "unreact":
        return room.react(seq, chance.pick(["👍", "🎉"]), what === "react");
      case "edit":
        room.edit(seq, `${at.tab.name} means ${chance.below(1_000_000)}`);
        return;
      case "pin":
      case "unpin":
        return room.pin(seq, what === "pin");
      case "remove":
        return chance.happens(0.5) ? room.remove(seq) : undefined;
      case "reply":
        return teller.write(at.browser, at.tab, { replyTo: seq });
      case "thread":
        if (chance.happens(0.5)) room.loadThread(seq);
        return teller.write(at.browser, at.tab, { thread: seq });
    }
  },
};

/** Somebody clears what their browser holds, when nothing of theirs is on its way, and comes as if for the first time. */
export const CLEAR_DISK: Deed = {
  weight: 3,
  isCommon: true,
  act: (teller) => {
    const { browser, world, chance } = teller;
    const isAtRest = browser.tabs.every(({ room }) => {
      const { pending, changes } = room.view.getState();
      return pending.length === 0 && changes.length === 0;
    });
    if (!isAtRest || browser.kept().size > 0) return;
    for (const tab of browser.tabs.slice()) browser.shut(tab, true);
    // Behind whatever is being written: what is cleared is cleared as a whole.
    browser.idb.inTurn(async () => browser.idb.stores.clear());
    const tab = browser.open();
    world.tell(`${tab.name} is opened with an empty disk`);
    world.clock.after(chance.between(150, 1_500), () => lookBack(teller, tab));
  },
};

/** Somebody looks at old messages in the moment in which something becomes of them. */
function lookBack({ world, chance }: Hands, { name, room }: Tab) {
  const { seq, timeline } = room.view.getState().room;
  const missing = Array.from({ length: seq }, (_, n) => n + 1).filter((n) => !eventAt(timeline, n));
  if (missing.length === 0) return;
  world.tell(`${name} looks back, and the owner does something to what was said then`);
  room.load(1, seq);
  const { server, owner, clock } = world;
  for (let count = 0; count < 4; count += 1) {
    const target = chance.pick(missing);
    const id = server.newId();
    const command = chance.happens(0.4)
      ? ({ type: "message.delete", id, target } as const)
      : ({ type: "message.react", id, target, emoji: "👀", on: chance.happens(0.7) } as const);
    clock.after(chance.between(0, 140), () => {
      server.command(owner, command).catch(() => null);
    });
  }
}
