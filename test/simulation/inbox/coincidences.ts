import { callToken } from "#protocol/calls.ts";
import type { Deed, Hands } from "./deed.ts";
import type { PersonSite, RoomSite } from "./inbox-world.ts";
import { NO_TROUBLE } from "./post-office.ts";
import { markUnread, somePlace } from "./reading-deeds.ts";
import { isAt } from "./reckoning.ts";
import type { Posted } from "./room-log.ts";
import { someMessage, words } from "./talk-deeds.ts";

/** So many at once leave a room with cramped limits far behind with telling. */
const MANY = 14;

/** All talk at once, and in the midst of it somebody is asked in, or goes: too much to be told event by event. */
const RUSH: Deed = { weight: 0.3, act: rush };

/** And not everyone is reached. */
const RUSH_IN_VAIN: Deed = {
  weight: 0.6,
  act: (hands) => {
    hands.world.post.trouble = { ...NO_TROUBLE, lost: 0.4 };
    rush(hands);
  },
};

function rush(hands: Hands): void {
  const { room, chance } = hands;
  const moveAt = chance.below(MANY);
  for (let nth = 0; nth < MANY; nth += 1) {
    const member = hands.memberOf(room);
    if (!member) return;
    if (nth === moveAt) askInOrGo(hands, room, member);
    else hands.say(room, member, { type: "message.post", ...words(hands, 0.1, []) });
  }
}

function askInOrGo(hands: Hands, room: RoomSite, member: PersonSite): void {
  const { chance, world } = hands;
  const outsiders = world.people.filter(({ by }) => room.log.joinedAt(by.person) === null);
  if (outsiders.length === 0 || chance.happens(0.3))
    return hands.say(room, member, { type: "room.leave" });
  const people = [chance.pick(outsiders).by.person];
  hands.say(room, member, { type: "member.invite", people });
}

/** Somebody is named in a thread, or called by an answer, and looks at it; their inbox sleeps before the room shows anything new. */
const LOOK_AND_SLEEP: Deed = {
  weight: 1.5,
  act: (hands) => {
    const { room, chance, world } = hands;
    const [member, person] = [hands.memberOf(room), hands.memberOf(room)];
    if (!member || !person || member === person) return;
    const me = person.by.person;
    const root = someMessage(hands, room.log, ({ thread }) => thread === undefined);
    const mine = someMessage(hands, room.log, ({ by }) => by === me);
    if (mine && chance.happens(0.4)) {
      const body = `all ${callToken("room")}`;
      hands.say(room, member, { type: "message.post", body, calls: "room", replyTo: mine.seq });
    } else if (root) {
      const [body, mentions, thread] = [`look <@${me}>`, [me], root.seq];
      hands.say(room, member, { type: "message.post", body, mentions, thread });
    }
    const device = hands.device(person);
    world.clock.after(chance.between(100, 4_000), () => {
      const last = device.get("activity").at(-1);
      if (!last || last.isSeen) return;
      hands.ask(person, device, { type: "seen", activity: [last.id] });
      world.clock.after(chance.between(100, 1_000), () => person.host.sleep());
    });
  },
};

/** What was just read is marked unread; what the room is asked for takes its time, and is outdated when it comes. */
const MARK_TOO_LATE: Deed = {
  weight: 2,
  act: (hands) => {
    const { chance, world } = hands;
    const at = somePlace(hands);
    if (!at) return;
    const { person, device, place } = at;
    const { log } = world.room(place.room);
    const isHere = (each: Posted) => isAt(each, place.thread);
    const isTheirs = (each: Posted) => isHere(each) && each.by !== person.by.person;
    const [last, message] = [log.messages().findLast(isHere), someMessage(hands, log, isTheirs)];
    if (!last || !message) return;
    world.post.trouble = { ...NO_TROUBLE, answers: 0.8 };
    hands.ask(person, device, { type: "read", marks: [{ ...place, seq: last.seq }] });
    world.clock.after(chance.between(100, 2_000), () => markUnread(hands, at, message, 1));
  },
};

/** What needs three things to meet, which by chance alone seldom do. */
export const COINCIDENCES: readonly Deed[] = [RUSH, LOOK_AND_SLEEP];
/** The same, where something goes wrong. */
export const TROUBLED_COINCIDENCES: readonly Deed[] = [RUSH_IN_VAIN, MARK_TOO_LATE];
