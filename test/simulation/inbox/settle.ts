import { callToken } from "#protocol/calls.ts";
import type { Entry } from "#protocol/inbox/entries.ts";
import { Violation } from "../violation.ts";
import { Hands } from "./deed.ts";
import type { InboxWorld, RoomSite } from "./inbox-world.ts";
import { NO_TROUBLE } from "./post-office.ts";
import { isAllTrue } from "./reckon-all.ts";
import type { SimDevice } from "./sim-device.ts";

const LONGEST_WAY_HOME_MIN = 20;
/** An alarm that was late in the storm has gone off by then. */
const LATEST_ALARM_MS = 22_000;
/** In a quiet world everybody has heard of everything after this: one delivery. */
export const ONE_DELIVERY_MS = 3_500;
/** And whoever is named, after this. */
const AT_ONCE_MS = 700;

/** From now on nothing goes wrong any more: what was asked must be done, and every device must show what is true. */
export async function settle(world: InboxWorld): Promise<void> {
  world.tell("the storm is over");
  await calmDown(world);
  if (!(await isAnswered(world))) return;
  await isTrueBy(world, LONGEST_WAY_HOME_MIN * 60_000);
  if (!world.verdict.first) await oneDelivery(world);
  if (!world.verdict.first) await comesAnew(world);
}

async function calmDown(world: InboxWorld): Promise<void> {
  const hands = new Hands(world);
  const { chance } = world;
  const slowest = chance.pick([1, 60]);
  world.post.trouble = NO_TROUBLE;
  Object.assign(world.rules, {
    writeFails: () => false,
    alarmLate: () => 0,
    writeTime: () => chance.between(0, slowest),
    readTime: () => 0,
  });
  for (const { host } of [...world.rooms, ...world.people]) {
    host.downUntil = 0;
    host.spare();
  }
  for (const device of world.people.flatMap(({ devices }) => devices)) {
    device.network.isOffline = false;
    device.network.laziness = 0;
    device.connect();
  }
  // Whoever was there when a room crashed comes back, and that wakes it.
  for (const { host } of world.rooms)
    host.ask((room) => room.admits(hands.person.by)).catch(world.verdict.failed);
  await world.pass(1_000);
}

async function isAnswered(world: InboxWorld): Promise<boolean> {
  const isDone = () => world.people.every(({ wishes }) => wishes.isQuiet);
  if (!(await world.pass(LONGEST_WAY_HOME_MIN * 60_000, isDone))) return false;
  if (isDone()) return true;
  world.verdict.failed(new Violation("What a device has asked for is never answered."));
  return false;
}

/** All devices show what is true, within `ms`. */
async function isTrueBy(world: InboxWorld, ms: number): Promise<void> {
  // Looked at now and then only: it takes going through everything.
  const until = world.clock.now() + ms;
  let pause = Math.min(ms, 1_000);
  for (;;) {
    const wrong = whatIsWrong(world);
    if (!wrong) return;
    if (world.clock.now() >= until) return world.verdict.failed(wrong);
    if (!(await world.pass(pause))) return;
    pause = Math.min(2 * pause, until - world.clock.now());
  }
}

export function whatIsWrong(world: InboxWorld): Violation | null {
  try {
    for (const person of world.people)
      for (const device of person.devices.filter(({ isLive }) => isLive))
        isAllTrue(world, person, device);
    return null;
  } catch (error) {
    if (error instanceof Violation) return error;
    throw error;
  }
}

/** In a world without trouble news is there within one delivery, and at once for whoever is named. */
async function oneDelivery(world: InboxWorld): Promise<void> {
  const hands = new Hands(world);
  await world.pass(LATEST_ALARM_MS);
  for (const room of world.rooms) {
    const person = hands.memberOf(room);
    if (!person) continue;
    const others = world.people.filter((each) => each !== person && isIn(room, each));
    const isForAll = world.chance.happens(0.3);
    const named = isForAll ? others : others.slice(0, 1);
    const mentions = isForAll ? [] : named.map(({ by }) => by.person);
    hands.say(room, person, { type: "message.post", body: "good night" });
    // Too late for the round that has just begun.
    await world.pass(200);
    const body = `and you? ${isForAll ? callToken("room") : mentions.map((id) => `<@${id}>`).join("")}`;
    const call = {
      ...(mentions.length > 0 && { mentions }),
      ...(isForAll && { calls: "room" as const }),
    };
    hands.say(room, person, { type: "message.post", body, ...call });
    if (!(await world.pass(AT_ONCE_MS))) return;
    for (const { by, devices } of named)
      for (const device of devices) isCalled(world, room, by.person, device.get("room"));
    await isTrueBy(world, ONE_DELIVERY_MS - AT_ONCE_MS);
  }
}

function isIn({ log }: RoomSite, { by }: InboxWorld["people"][number]): boolean {
  return log.joinedAt(by.person) !== null;
}

function isCalled(
  world: InboxWorld,
  { id, log }: RoomSite,
  person: string,
  entries: readonly Extract<Entry, { kind: "room" }>[],
): void {
  const entry = entries.find(({ room }) => room === id);
  const last = entry?.mentions.at(-1);
  if (last !== log.messages().at(-1)?.seq)
    world.verdict.failed(new Violation("Who is named is not told at once.", `${person} in ${id}`));
}

/** Whoever comes for the first time sees what those see who were there all along. */
async function comesAnew(world: InboxWorld): Promise<void> {
  for (const person of world.people) {
    const fresh = world.addDevice(person);
    await world.pass(1_000, () => fresh.isLive);
    await world.pass(200);
    for (const device of person.devices) {
      const names = new Set([...fresh.entries.keys(), ...device.entries.keys()]);
      for (const name of names) {
        const [anew, before] = [shownOf(fresh, name), shownOf(device, name)];
        const how = `${device.name}: ${before}, not ${anew}`;
        if (anew !== before)
          world.verdict.failed(new Violation("A device that came back is behind a new one.", how));
      }
    }
  }
}

/** As text; how far a room was heard is told only with news. */
function shownOf({ entries }: SimDevice, name: string): string {
  const entry = entries.get(name);
  return JSON.stringify(entry ?? null, (key, value: unknown) => (key === "heard" ? 0 : value));
}
