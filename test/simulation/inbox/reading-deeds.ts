import type { RoomEntry, ThreadEntry } from "#protocol/inbox/entries.ts";
import type { Deed, Hands } from "./deed.ts";
import type { PersonSite } from "./inbox-world.ts";
import { isAt } from "./reckoning.ts";
import type { Posted } from "./room-log.ts";
import type { SimDevice } from "./sim-device.ts";
import { someMessage } from "./talk-deeds.ts";
import type { Place } from "./wishes.ts";

type At = { person: PersonSite; device: SimDevice; entry: RoomEntry | ThreadEntry; place: Place };

/** Some device with a place that it knows of. */
export function somePlace(hands: Hands): At | null {
  const { person, chance } = hands;
  const device = hands.device(person);
  const entries = [...device.get("room"), ...device.get("thread")];
  if (entries.length === 0) return null;
  const entry = chance.pick(entries);
  const place = entry.kind === "thread" ? { thread: entry.root } : {};
  return { person, device, entry, place: { room: entry.room, ...place } };
}

/** Up to what was just said, which the inbox may not have heard of; or up to something older, also what was read before. */
const READ: Deed = {
  weight: 10,
  act: (hands) => {
    const at = somePlace(hands);
    if (!at) return;
    const { log } = hands.world.room(at.place.room);
    const seqs = log.messages().filter((message) => isAt(message, at.place.thread));
    if (seqs.length === 0) return;
    const { seq } = hands.chance.happens(0.5)
      ? (seqs.at(-1) ?? hands.chance.pick(seqs))
      : hands.chance.pick(seqs);
    hands.ask(at.person, at.device, { type: "read", marks: [{ ...at.place, seq }] });
  },
};

const MARK_UNREAD: Deed = {
  weight: 4,
  act: (hands) => {
    const at = somePlace(hands);
    if (!at) return;
    const { log } = hands.world.room(at.place.room);
    const isHere = (each: Posted) => isAt(each, at.place.thread);
    const isRead = ({ by, seq }: Posted) => seq <= at.entry.read && by !== at.person.by.person;
    const message =
      someMessage(hands, log, (each) => isHere(each) && isRead(each)) ??
      someMessage(hands, log, isHere);
    if (message) markUnread(hands, at, message, 0.4);
  },
};

/** `often`: how often something happens to it meanwhile. */
export function markUnread(hands: Hands, at: At, message: Posted, often: number): void {
  const { person, device, place } = at;
  if (person.wishes.isWaiting(place, ["unread", "opened"])) return;
  const command = { type: "unread" as const, marks: [{ ...place, seq: message.seq }] };
  hands.ask(person, device, command, person.heard(place.room));
  if (hands.chance.happens(often)) meanwhile(hands, at, message);
}

/** Something happens to what is being marked unread, or more is read there, before the inbox knows what was said. */
function meanwhile(hands: Hands, { person, device, place }: At, { by, seq }: Posted): void {
  const { chance, world } = hands;
  const room = world.room(place.room);
  const author = world.people.find((each) => each.by.person === by);
  world.clock.after(chance.between(0, chance.pick([200, 2_000])), () => {
    if (author && chance.happens(0.7))
      return hands.say(room, author, { type: "message.delete", target: seq });
    const last = room.log.messages().findLast((each) => isAt(each, place.thread));
    const marks = [{ ...place, seq: last?.seq ?? seq }];
    hands.ask(person, device, { type: "read", marks });
  });
}

const OPEN: Deed = {
  weight: 2,
  act: (hands) => {
    const at = somePlace(hands);
    if (!at || at.person.wishes.isWaiting(at.place, ["unread", "opened"])) return;
    const heard = at.person.heard(at.place.room);
    hands.ask(at.person, at.device, { type: "opened", ...at.place }, heard);
  },
};

const LOOK_AT: Deed = {
  weight: 3,
  act: (hands) => {
    const { person, chance, world } = hands;
    const device = hands.device(person);
    const all = device.get("activity");
    // What is looked at is mostly what somebody was called to, also in answers.
    const calls = all.filter(
      ({ what, room, seq, isSeen }) =>
        !isSeen && what !== "reaction" && world.room(room).log.names(seq, person.by.person),
    );
    if (all.length === 0) return;
    const { id } = chance.pick(calls.length > 0 && chance.happens(0.7) ? calls : all);
    hands.ask(person, device, { type: "seen", activity: [id] });
  },
};

const FOLLOW: Deed = {
  weight: 3,
  act: (hands) => {
    const { person, chance, world } = hands;
    const device = hands.device(person);
    const rooms = device.get("room").filter(({ isMember }) => isMember);
    if (rooms.length === 0) return;
    const { room } = chance.pick(rooms);
    const known = device.get("thread").filter((thread) => thread.room === room);
    const first = someMessage(hands, world.room(room).log, ({ thread }) => thread === undefined);
    const unread = known.filter(({ count }) => count > 0);
    const likely = unread.length > 0 && chance.happens(0.6) ? unread : known;
    const root = likely.length > 0 && chance.happens(0.6) ? chance.pick(likely).root : first?.seq;
    if (root === undefined) return;
    const place = { room, thread: root };
    if (person.wishes.isWaiting(place, ["follow", "mute"])) return;
    const type = chance.pick(["follow", "follow", "mute"] as const);
    hands.ask(person, device, { type, ...place, on: chance.happens(0.5) }, person.heard(room));
  },
};

const LEVEL: Deed = {
  weight: 1,
  act: (hands) => {
    const at = somePlace(hands);
    const room = at?.place.room;
    if (!at || room === undefined || at.person.wishes.isWaiting({ room }, ["level"])) return;
    const level = hands.chance.pick(["everything", "mentions", "nothing", null] as const);
    hands.ask(at.person, at.device, { type: "level", room, level });
  },
};

const SWITCH: Deed = {
  weight: 4,
  act: (hands) => {
    const device = hands.device();
    hands.world.tell(`${device.name} is ${device.isOn ? "switched off" : "switched on"}`);
    if (device.isOn) device.cut(false);
    else device.connect();
  },
};

const START_ANEW: Deed = {
  weight: 1,
  act: (hands) => {
    const device = hands.device();
    hands.world.tell(`${device.name} starts anew`);
    device.forget();
    device.connect();
  },
};

export const READING_DEEDS: readonly Deed[] = [
  READ,
  MARK_UNREAD,
  OPEN,
  LOOK_AT,
  FOLLOW,
  LEVEL,
  SWITCH,
  START_ANEW,
];
