import type { Mutant } from "../message-mutants.ts";
import { CRAMPED } from "./cramped.ts";

/** Bugs in how rooms tell inboxes. */
export const ROUND_MUTANTS: readonly Mutant[] = [
  {
    name: "what is told is noted before it was",
    file: "party/room/inbox-rounds.ts",
    find: "const { letter } = await this.#letters.page(after);",
    replace: `const { letter } = await this.#letters.page(after);
      this.#told = letter.to;
      await this.#store();`,
  },
  {
    name: "who was not reached is forgotten in a room's sleep",
    file: "party/room/inbox-rounds.ts",
    find: "this.#owed = new Set(owed);",
    replace: "this.#owed = new Set(owed.slice(0, 0));",
  },
  {
    name: "who was not reached is not noted",
    file: "party/room/inbox-rounds.ts",
    find: "this.#owed = new Set(missed);",
    replace: "this.#owed = new Set(missed.slice(0, 0));",
  },
  {
    name: "whoever leaves is not told",
    file: "party/room/inbox-rounds.ts",
    find: "...idsIn(this.#journal.state.members), ...outside])];",
    replace: "...idsIn(this.#journal.state.members), ...outside.slice(0, 0)])];",
  },
  {
    name: "whoever is asked in is not told",
    file: "party/room/inbox-rounds.ts",
    find: ".filter((person) => members[person] ?? outside.has(person));",
    replace: ".filter((person) => members[person]);",
    also: [
      {
        file: "party/room/inbox-rounds.ts",
        find: "const outside = letter.facts.flatMap(outsidersOf);",
        replace: `const outside = letter.facts
          .filter(({ type }) => type === "left").flatMap(outsidersOf);`,
      },
    ],
  },
  {
    name: "a room that is far behind does not tell those whom it has asked in",
    file: "party/room/letters.ts",
    find: "return fact !== null && outsidersOf(fact).length > 0;",
    replace: 'return fact?.type === "left" || fact?.type === "uninvited";',
    also: CRAMPED,
  },
  {
    name: "a room that is far behind does not tell those who have left",
    file: "party/room/letters.ts",
    find: "return fact !== null && outsidersOf(fact).length > 0;",
    replace: 'return fact?.type === "invited" || fact?.type === "uninvited";',
    also: CRAMPED,
  },
  {
    name: "a room that is far behind forgets whom it did not reach",
    file: "party/room/inbox-rounds.ts",
    find: "const unreached = isFar ? await this.#tellOutsiders(after) : [];",
    replace: `const unreached: PersonId[] = [];
      if (isFar) await this.#tellOutsiders(after);`,
    also: CRAMPED,
  },
  {
    name: "no alarm stands behind a round that is to come",
    file: "party/room/inbox-rounds.ts",
    find: "this.#alarms.wish(INBOXES, nextAt);",
    replace: "if (isTime) this.#alarms.wish(INBOXES, nextAt);",
  },
  {
    name: "an alarm is taken back that was set meanwhile",
    file: "party/room/inbox-rounds.ts",
    find: "if (!this.#isMoved && !this.#isDue) this.#alarms.wish(INBOXES, null);",
    replace: "if (!this.#isMoved) this.#alarms.wish(INBOXES, null);",
  },
  {
    name: "a room that wakes with something to tell does not",
    file: "party/room/inbox-rounds.ts",
    find: "if (rounds.#isDue) alarms.wish(INBOXES, Math.max(world.clock.now() + SOON_MS, rounds.#firstAt));",
    replace: "",
  },
  {
    name: "whoever is named waits like everyone",
    file: "party/room/inbox-rounds.ts",
    find: "void this.#tellNamed();",
    replace: "",
  },
  {
    name: "whoever is called waits like everyone",
    file: "party/room/inbox-rounds.ts",
    find: "...(areCalled ? all : []), ",
    replace: "",
  },
  {
    name: "a round comes too seldom",
    file: "party/room/round-pauses.ts",
    find: "ROUND_EVERY_MS = 2_000;",
    replace: "ROUND_EVERY_MS = 6_000;",
  },
  {
    name: "a room that was restored tells nobody",
    file: "party/room/restore.ts",
    find: "rounds.grown();",
    replace: "",
  },
  {
    name: "a letter leaves out what follows a reaction",
    file: "party/room/letters.ts",
    find: "const facts = events.flatMap(",
    replace: `const cut = events.findIndex(({ type }) => type === "message.reacted");
    const facts = (cut < 0 ? events : events.slice(0, cut + 1)).flatMap(`,
  },
  {
    name: "deleted messages are told as if they were there",
    file: "protocol/inbox/facts.ts",
    find: "...(deleted && { isGone: true as const }),",
    replace: "",
    // Only whoever has heard of the deletion before would not hear of it again.
    also: [
      {
        file: "protocol/inbox/facts.ts",
        find: 'return { type: "deleted", seq, target, ...(thread !== undefined && { thread }) };',
        replace: 'return thread === undefined ? null : { type: "deleted", seq, target, thread };',
      },
    ],
  },
];
