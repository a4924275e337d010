import { beforeEach, describe, expect, it } from "vitest";
import type { Entry } from "#protocol/inbox/entries.ts";
import { NOTICE_LASTS_MS } from "#protocol/inbox/limits.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import type { Held } from "../inbox/held.ts";
import { DesktopDesk, type Message, type Shown } from "./desk.ts";
import { activity, CAKE, holding, room, TEA } from "./told.test-kit.ts";
import type { Wants } from "./told.ts";

let clock: HandClock;
let held: Held;
let desk: DesktopDesk;
let wants: Wants;
let messages: Map<number, Message> | null;
let does: { quiet: boolean; watched: boolean; mine: boolean; told: boolean; heard: boolean };
let did: string[];
let asked: number[][];
let shown: Map<number, Shown>;
/** What happens while the room is asked. */
let meanwhile: () => void;

beforeEach(() => {
  clock = new HandClock();
  held = holding([room(5, [])]);
  wants = { level: "mentions", keywords: [], calls: true };
  messages = new Map([5, 6, 7, 8, 9].map((seq) => [seq, said(`Soup ${seq}?`)]));
  does = { quiet: false, watched: false, mine: true, told: true, heard: true };
  [did, asked, shown, meanwhile] = [[], [], new Map(), () => undefined];
  desk = new DesktopDesk({
    clock,
    held: () => held,
    readHere: () => 0,
    wants: () => wants,
    isQuiet: () => does.quiet,
    isWatched: () => does.watched,
    isMine: () => does.mine,
    tells: () => does.told,
    ask: async (_, seqs) => {
      asked.push([...seqs]);
      meanwhile();
      return messages;
    },
    askInvitation: async (_, number) => new Map([[number, said("Come in")]]),
    ring: (reason) => {
      did.push(`ring for ${reason}`);
      return does.heard;
    },
    show: async (place, { words }, isSilent, isUpdate) => {
      did.push(`${isUpdate ? "replace" : "show"} ${words}${isSilent ? "" : " aloud"}`);
      shown.set(place.seq, {
        place,
        words,
        close: () => {
          did.push(`close ${place.seq}`);
          shown.delete(place.seq);
        },
      });
    },
    shown: async () => [...shown.values()],
  });
});

const said = (words: string, at = clock.now()): Message => ({
  at,
  author: "Bob",
  roomName: "Tea",
  words,
});
const hears = async (isLive: boolean, ...entries: Entry[]) => {
  const before = held;
  held = holding(entries, held);
  desk.heard(before, held, isLive);
  await desk.settled();
};
const named = (seq: number) => [room(seq, [6, seq]), activity(seq)];
const later = async (ms: number) => {
  clock.advance(ms);
  await desk.settled();
};

describe("what is due", () => {
  it("is heard and shown, once", async () => {
    await hears(true, ...named(6));
    expect(did).toEqual(["ring for meant", "show Soup 6?"]);
    await hears(true, ...named(6));
    desk.look();
    await desk.settled();
    expect(did).toHaveLength(2);
  });

  it("sounds by the system where the page could not be heard", async () => {
    does.heard = false;
    await hears(true, ...named(6));
    expect(did.at(-1)).toBe("show Soup 6? aloud");
  });

  it("waits while somebody looks there, and is told if they go without having read it", async () => {
    does.watched = true;
    await hears(true, ...named(6));
    expect(did).toEqual([]);
    does.watched = false;
    await later(4_000);
    expect(did).toEqual(["ring for meant", "show Soup 6?"]);
  });

  it("is not told when it was read meanwhile", async () => {
    does.watched = true;
    await hears(true, ...named(6));
    await hears(true, room(6, [], { read: 6 }));
    does.watched = false;
    await later(4_000);
    expect(did).toEqual([]);
    expect(clock.nextIn).toBeNull();
  });

  it("is looked at for two minutes, and no longer", async () => {
    does.watched = true;
    await hears(true, ...named(6));
    for (let ms = 0; ms <= NOTICE_LASTS_MS; ms += 4_000) await later(4_000);
    does.watched = false;
    await later(4_000);
    expect(did).toEqual([]);
    expect(clock.nextIn).toBeNull();
  });

  it("is not told to whoever does not want to be disturbed, also not later", async () => {
    does.quiet = true;
    await hears(true, ...named(6));
    does.quiet = false;
    await later(10_000);
    expect(did).toEqual([]);
  });

  it("is not told when it was deleted before it could be asked for", async () => {
    messages?.delete(6);
    await hears(true, ...named(6));
    expect(did).toEqual([]);
  });

  it("is not told when it was read while it was asked for", async () => {
    meanwhile = () => {
      held = holding([room(6, [], { read: 6 })], held);
    };
    await hears(true, ...named(6));
    expect(asked).toEqual([[6]]);
    expect(did).toEqual([]);
  });

  it("is not told again when an edit names somebody who was told of it", async () => {
    wants = { level: "everything", keywords: [], calls: true };
    await hears(true, room(6, [6, 6]));
    await hears(true, activity(6));
    expect(did).toEqual(["ring for level", "show Soup 6?"]);
  });

  it("is asked for again when nobody answered", async () => {
    const there = messages;
    messages = null;
    await hears(true, ...named(6));
    messages = there;
    await later(4_000);
    expect(did).toEqual(["ring for meant", "show Soup 6?"]);
  });

  it("is told by words of theirs only if it holds one", async () => {
    wants = { level: "mentions", keywords: ["soup"], calls: true };
    messages?.set(7, said("Salad?"));
    await hears(true, room(7, [6, 7]));
    expect(did).toEqual(["ring for keyword", "show Soup 6?"]);
  });

  it("of a burst is shown three times, but for what is meant for them", async () => {
    wants = { level: "everything", keywords: [], calls: true };
    await hears(true, room(9, [5, 9]), activity(6));
    expect(did.filter((one) => one.startsWith("show"))).toEqual([
      "show Soup 6?",
      "show Soup 7?",
      "show Soup 8?",
      "show Soup 9?",
    ]);
    expect(asked).toEqual([[6, 7, 8, 9]]);
  });

  it("is asked for by nobody where nothing would come of it", async () => {
    does.told = false;
    await hears(true, ...named(6));
    expect(asked).toEqual([]);
  });
});

it("somebody who is asked into a room is told, until that was looked at", async () => {
  const invitation = { what: "invitation", room: CAKE } as const;
  await hears(true, activity(6, invitation));
  expect(did).toEqual(["ring for meant", "show Come in"]);
  expect(asked).toEqual([]);
  await hears(true, activity(6, { ...invitation, isSeen: true }));
  expect(did.at(-1)).toBe("close 6");
});

describe("what is made up for", () => {
  it("is told while it is news, and not when it is old", async () => {
    messages?.set(6, said("Now", clock.now() - 60_000));
    messages?.set(7, said("Then", clock.now() - NOTICE_LASTS_MS - 1));
    await hears(false, room(7, [6, 7]), activity(6), activity(7));
    expect(did).toEqual(["ring for meant", "show Now"]);
  });

  it("is not asked for its age when it happens now: clocks are wrong", async () => {
    messages?.set(6, said("Now", clock.now() - 10 * NOTICE_LASTS_MS));
    await hears(true, ...named(6));
    expect(did).toContain("show Now");
  });
});

describe("what is shown", () => {
  beforeEach(() => hears(true, room(7, [6, 7]), activity(6), activity(7)));

  it("closes when it was read anywhere, and leaves the rest", async () => {
    await hears(true, room(7, [7, 7], { read: 6 }));
    expect([...shown.keys()]).toEqual([7]);
  });

  it("closes when it is deleted", async () => {
    await hears(true, room(8, [7, 7]), activity(6, { isGone: true }));
    expect([...shown.keys()]).toEqual([7]);
  });

  it("is replaced without a sound when it says something else", async () => {
    did = [];
    messages?.set(6, said("Salad?"));
    desk.edited(TEA, [6, 7, 9]);
    await desk.settled();
    expect(did).toEqual(["replace Salad?"]);
  });

  it("is nothing to another tab, which knows it all the same when its turn comes", async () => {
    does.mine = false;
    did = [];
    await hears(true, room(8, [6, 8]), activity(8));
    desk.edited(TEA, [6]);
    await hears(true, room(8, [], { read: 8 }));
    expect(did).toEqual([]);
    does.mine = true;
    desk.look();
    await desk.settled();
    expect(did).toEqual(["close 6", "close 7"]);
  });
});
