import { callToken, mayStillCall, type Call } from "#protocol/calls.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { Deed, Hands } from "./deed.ts";
import type { Posted, RoomLog } from "./room-log.ts";

type Words = { body: string; mentions?: PersonId[]; calls?: Call };

/** What somebody says, whom it names, and whom it calls of those that `mayCall` gives. */
export function words({ world, chance }: Hands, often: number, mayCall: readonly Call[]): Words {
  const named = chance.happens(often)
    ? world.people.map(({ by }) => by.person).filter(() => chance.happens(0.5))
    : [];
  const body = `words ${chance.below(1_000_000)}${named.map((person) => ` <@${person}>`).join("")}`;
  const calls = mayCall.length > 0 && chance.happens(0.2) ? chance.pick(mayCall) : undefined;
  return {
    body: calls ? `${body} ${callToken(calls)}` : body,
    ...(named.length > 0 && { mentions: named }),
    ...(calls && { calls }),
  };
}

const CALLS: readonly Call[] = ["room", "room", "here"];

/** Some message of late, of those that `isMeant`. */
export function someMessage(
  { chance }: Hands,
  log: RoomLog,
  isMeant: (message: Posted) => boolean,
): Posted | null {
  const found = log
    .messages()
    .filter((message) => isMeant(message) && !log.deletions.has(message.seq));
  if (found.length === 0) return null;
  return chance.pick(chance.happens(0.7) ? found.slice(-4) : found);
}

const SAY: Deed = {
  weight: 8,
  act: (hands) => {
    const { room, chance } = hands;
    for (let count = chance.pick([1, 1, 1, 2, 5]); count > 0; count -= 1) {
      const person = hands.memberOf(room);
      if (person) hands.say(room, person, { type: "message.post", ...words(hands, 0.35, CALLS) });
    }
  },
};

const ANSWER: Deed = {
  weight: 7,
  act: (hands) => {
    const { room, chance } = hands;
    const person = hands.memberOf(room);
    const root = someMessage(hands, room.log, ({ thread }) => thread === undefined);
    if (!person || !root) return;
    const how = chance.happens(0.2)
      ? { replyTo: root.seq }
      : { thread: root.seq, ...(chance.happens(0.25) && { alsoInRoom: true as const }) };
    // In a thread nobody is called, unless the room is told, too.
    const mayCall = "thread" in how && !how.alsoInRoom ? [] : CALLS;
    hands.say(room, person, { type: "message.post", ...words(hands, 0.3, mayCall), ...how });
  },
};

const EDIT: Deed = {
  weight: 4,
  act: (hands) => {
    const { room } = hands;
    const person = hands.memberOf(room);
    const message = someMessage(hands, room.log, ({ by }) => by === person?.by.person);
    if (!person || !message) return;
    const revision = room.log.edits(message.seq).length;
    const mayCall = CALLS.filter((call) => mayStillCall(message.calls, call));
    const edit = { target: message.seq, revision, ...words(hands, 0.6, mayCall) };
    hands.say(room, person, { type: "message.edit", ...edit });
  },
};

const DELETE: Deed = {
  weight: 2.5,
  act: (hands) => {
    const { room } = hands;
    const person = hands.memberOf(room);
    const message = someMessage(hands, room.log, ({ by }) => by === person?.by.person);
    if (person && message) hands.say(room, person, { type: "message.delete", target: message.seq });
  },
};

const REACT: Deed = {
  weight: 3,
  act: (hands) => {
    const { room, chance } = hands;
    const person = hands.memberOf(room);
    const message = someMessage(hands, room.log, () => true);
    if (!person || !message) return;
    const last = room.log.events.findLast(({ by }) => by === person.by.person);
    if (last?.type === "message.reacted" && chance.happens(0.6)) {
      const { target, emoji, on } = last;
      return hands.say(room, person, { type: "message.react", target, emoji, on: !on });
    }
    const emoji = chance.pick(["👍", "🎉"]);
    hands.say(room, person, { type: "message.react", target: message.seq, emoji, on: true });
  },
};

const COME_OR_GO: Deed = {
  weight: 2.5,
  act: (hands) => {
    const { room, person } = hands;
    const isIn = room.log.joinedAt(person.by.person) !== null;
    if (isIn && hands.chance.happens(0.5)) return;
    hands.say(room, person, { type: isIn ? "room.leave" : "room.join" });
  },
};

/** Also whoever is in already, or asked: then nothing comes of it. */
const INVITE: Deed = {
  weight: 2,
  act: (hands) => {
    const { room, person } = hands;
    const member = hands.memberOf(room);
    if (!member) return;
    hands.say(room, member, { type: "member.invite", people: [person.by.person] });
  },
};

/** Declined, or taken back. */
const UNINVITE: Deed = {
  weight: 1,
  act: (hands) => {
    const { room, person } = hands;
    const by = hands.chance.happens(0.5) ? person : hands.memberOf(room);
    if (by) hands.say(room, by, { type: "member.uninvite", person: person.by.person });
  },
};

/** In the room's note, of whoever; then the note tells the room. */
const MENTION: Deed = {
  weight: 1.5,
  act: (hands) => {
    const { room, person } = hands;
    const by = hands.memberOf(room);
    if (by) hands.say(room, by, { type: "note.mention", person: person.by.person });
  },
};

export const TALK_DEEDS: readonly Deed[] = [
  SAY,
  ANSWER,
  EDIT,
  DELETE,
  REACT,
  COME_OR_GO,
  INVITE,
  UNINVITE,
  MENTION,
];
