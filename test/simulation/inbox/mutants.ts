import type { Mutant } from "../message-mutants.ts";
import { CRAMPED } from "./cramped.ts";
import { ROUND_MUTANTS } from "./round-mutants.ts";

/** Bugs in how an inbox counts, stores and tells. */
export const MUTANTS: readonly Mutant[] = [
  ...ROUND_MUTANTS,
  {
    name: "after its sleep an inbox has forgotten what is half written",
    file: "party/inbox/rows.ts",
    find: "drafts.set(nameOfPlace(held.place), held);",
    replace: "",
  },
  {
    name: "a device that comes back is not told of stars",
    file: "party/inbox/inbox-log.ts",
    find: 'for (const [room, liked] of preferences.rooms) yield { kind: "preference", room, ...liked };',
    replace: "void preferences;",
  },
  {
    name: "what was heard before is heard once more",
    file: "party/inbox/read-letter.ts",
    find: "if (fact.seq <= unread.heard) continue;",
    replace: "",
    also: [
      {
        file: "protocol/inbox/hear.ts",
        find: "if (fact.seq <= room.heard) return room;",
        replace: "",
      },
    ],
  },
  {
    name: "nobody asks for what was missed",
    file: "party/inbox/read-letter.ts",
    find: "if (from > held.unread.heard) return { missing: held.unread.heard };",
    replace: "",
  },
  {
    name: "an older mark takes a newer one back",
    file: "protocol/inbox/marks.ts",
    find: "if (seq <= place.read) return place;",
    replace: "",
  },
  {
    name: "what a thread has said to the room too stays unread there when the room is read",
    file: "protocol/inbox/marks.ts",
    find: "return { ...read, threads: new Map(threads) };",
    replace: "return read;",
  },
  {
    name: "a mark that comes late takes away what was marked unread by hand",
    file: "protocol/inbox/by-hand.ts",
    find: "if (!manual || wished.length === 0) return manual;",
    replace: "if (wished.length >= 0) return manual;",
  },
  {
    name: "what comes after its mark is not unread by hand",
    file: "protocol/inbox/hear.ts",
    find: "if (fact.seq <= read) return { ...place, manual: stillByHand(place, [fact.seq]) };",
    replace: "if (fact.seq <= read) return place;",
  },
  {
    name: "one's own messages count",
    file: "protocol/inbox/hear.ts",
    find: "if (fact.by === me) return place;",
    replace: "",
  },
  {
    name: "what is deleted stays unread by hand",
    file: "protocol/inbox/hear.ts",
    find: "manual: manual && { ...manual, unread: without(manual.unread, seq) },",
    replace: "manual,",
  },
  {
    name: "an edit that names somebody no more leaves the mention",
    file: "protocol/inbox/hear.ts",
    find: "withNumber(mentions, target) : without(mentions, target),",
    replace: "withNumber(mentions, target) : mentions,",
  },
  {
    name: "whoever is called with the room is not counted as named",
    file: "protocol/inbox/hear.ts",
    find: 'return fact.calls === "room" || names(fact, me);',
    replace: "return names(fact, me);",
  },
  {
    name: "a call to those who are here counts for everyone",
    file: "protocol/inbox/hear.ts",
    find: 'return fact.calls === "room" || names(fact, me);',
    replace: "return fact.calls !== undefined || names(fact, me);",
  },
  {
    name: "a reply that the room shows, too, calls everyone twice",
    file: "protocol/inbox/hear.ts",
    find: "mentions: undefined, calls: undefined };",
    replace: "mentions: undefined };",
  },
  {
    name: "an edit that calls nobody any more leaves the call",
    file: "protocol/inbox/facts.ts",
    find: "const { target, mentions, calls, deleted } = event;",
    replace: 'const { target, mentions, deleted } = event;\n      const calls = "room";',
  },
  {
    name: "whoever looks at an answer has not looked at the call in it",
    file: "party/inbox/obey.ts",
    find: 'return entry.what === "reaction"\n',
    replace: 'return entry.what === "reaction" || entry.what === "reply"\n',
  },
  {
    name: "a call is in nobody's activity",
    file: "party/inbox/activity.ts",
    find: "if (!isCalled) return state;",
    replace: "if (isCalled) return state;",
  },
  {
    name: "a room that was left goes on counting",
    file: "protocol/inbox/hear.ts",
    find: "return { ...room, ...NOTHING, isMember: false, threads: new Map(threads) };",
    replace: "return { ...room, isMember: false, threads: new Map(threads) };",
  },
  {
    name: "what was said while somebody was away is news when they come again",
    file: "protocol/inbox/hear.ts",
    find: "isMember: true, read: Math.max(room.read, seq) };",
    replace: "isMember: true, read: room.read };",
  },
  {
    name: "a reply that the room shows, too, names somebody twice",
    file: "protocol/inbox/hear.ts",
    find: "saidIn(now, isInRoom ? unnamed(fact) : fact, me, read)",
    replace: "saidIn(now, isInRoom && unnamed(fact) ? fact : fact, me, read)",
  },
  {
    name: "a thread that was let go goes on counting",
    file: "protocol/inbox/marks.ts",
    find: "const thread = { ...before, ...(on ? {} : NOTHING), read, follow: on };",
    replace: "const thread = { ...before, read, follow: on };",
  },
  {
    name: "whoever is told of a message that they have read has not seen it",
    file: "party/inbox/activity.ts",
    find: "return place !== undefined && seq <= place.read;",
    replace: "return place === undefined && seq <= unread.read;",
  },
  {
    name: "a reaction that was taken back stays",
    file: "party/inbox/activity.ts",
    find: "{ isGone: !on });",
    replace: "{ isGone: false });",
  },
  {
    name: "a room is met by the first letter that comes",
    file: "party/inbox/read-letter.ts",
    find: "const unread = comes || isAsked ? newRoom(from, false) : newRoom(since, since > 0);",
    replace: "const unread = newRoom(comes ? from : Math.max(from, since), true);",
  },
  {
    name: "whoever is asked in has heard what was never told them",
    file: "party/inbox/read-letter.ts",
    find: "const unread = comes || isAsked ? newRoom(from, false)",
    replace: "const unread = isAsked ? newRoom(letterEnd, false) : comes ? newRoom(from, false)",
    also: [
      {
        file: "party/inbox/read-letter.ts",
        find: "function newcomer({ epoch, from, since, facts }: Letter",
        replace: "function newcomer({ epoch, from, since, facts, to: letterEnd }: Letter",
      },
    ],
  },
  {
    name: "whoever is asked in is told of nothing, being no member",
    file: "party/inbox/read-letter.ts",
    find: "if (!unread.isMember && !outsidersOf(fact).includes(me)) continue;",
    replace: "if (!unread.isMember) continue;",
  },
  {
    name: "an invitation stays when it was used",
    file: "party/inbox/activity.ts",
    find: "return fact.by === me ? uninvited(state, room) : state;",
    replace: "return state;",
  },
  {
    name: "an invitation stays when whoever has made it has left",
    file: "party/inbox/activity.ts",
    find: "return fact.withdrawn?.includes(me) ? uninvited(state, room) : state;",
    replace: "return state;",
  },
  {
    name: "a room that was restored is counted anew",
    file: "party/inbox/read-letter.ts",
    find: "const isWhole = unread.heard <= began;",
    replace: "const isWhole = false;",
  },
  {
    name: "marking unread is done where the room cannot be asked",
    file: "party/inbox/asked-of-rooms.ts",
    find: "else if (at.refusal.retryable) return at;",
    replace: "",
  },
  {
    name: "what was found for a mark is not looked at again",
    file: "party/inbox/wish-desk.ts",
    find: "isDone = !isOutdated(state, marks, found.value);",
    replace: "isDone = !isOutdated(state, [], found.value);",
  },
  {
    name: "the numbers of what was read stay in storage",
    file: "party/inbox/inbox-log.ts",
    find: "remove.push(...pages.remove);",
    replace: "",
  },
  {
    name: "a device is not told how far a room was heard with what a thread made of it",
    file: "party/inbox/entries-of.ts",
    find: "|| hasChanged(was, held) || threads.length > 0)",
    replace: "|| hasChanged(was, held))",
  },
  {
    name: "a device is not told again of what has changed twice",
    file: "party/inbox/inbox-log.ts",
    find: "for (const [key, v] of versions) this.#versions.set(key, v);",
    replace: `for (const [key, v] of versions)
      this.#versions.set(key, this.#versions.get(key) ?? v);`,
  },
  {
    name: "after its sleep an inbox does not know when a room changed",
    file: "party/inbox/rows.ts",
    find: "versions.set(key, version);",
    replace: "versions.set(key, Math.min(version, 1));",
  },
  {
    name: "devices are told before it is stored",
    file: "party/inbox/inbox-log.ts",
    find: "await this.#storage.commit({ put, remove });\n    this.#state = after;",
    replace: "void this.#storage.commit({ put, remove });\n    this.#state = after;",
  },
  {
    name: "the first page of a catch-up says that it is all",
    file: "party/inbox/changes-frames.ts",
    find: "const to = isLast ? log.head : v;",
    replace: "const to = isLast || v > 0 ? log.head : v;",
    also: CRAMPED,
  },
  {
    name: "between catching up and being live a device hears nothing",
    file: "party/inbox/devices.ts",
    find: `seat.greetingEnds();
      if (!hasGreeted(seat)) seat.remember({ ...seat.memory, standing: "greeted" });`,
    replace: `seat.greetingEnds();
      clock.after(40, () => seat.remember({ ...seat.memory, standing: "greeted" }));`,
  },
];
