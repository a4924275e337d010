import type { Call } from "#protocol/calls.ts";
import { directory } from "../directory/directory.ts";
import type { RoomHandle } from "../room/room-view.ts";
import type { Query } from "./completion-query.ts";
import { CALLS, countIn } from "./calls-here.ts";
import { peopleHere } from "./people-here.ts";
import { rememberPicked } from "./picked-people.ts";
import { rankByName, rankPeople } from "./rank-names.ts";
import type { Named } from "./tokens.ts";
import type { WishName, Wishes } from "./wishes.ts";

/** One thing that a list offers for what is being typed. `insert` takes its place. */
export type Suggestion = { key: string; insert: string; onPick?: () => void } & (
  | { kind: "person"; id: string; name: string; isOutside: boolean }
  | { kind: "call"; name: Call; count: number }
  | { kind: "room"; name: string }
  | { kind: "emoji"; name: string; emoji: string }
  | { kind: "command"; name: CommandName }
);

export type CommandName = WishName | "me" | "shrug";

const MOST = 8;
/** With the backslash that Markdown takes away again. */
const SHRUG = String.raw`¯\\\_(ツ)\_/¯`;

export type Sources = {
  handle: RoomHandle;
  me: string;
  wishes: Wishes;
  /** People of the community that were found so far. */
  beyond: readonly Named[];
  /** Other words for the calls. */
  also: Readonly<Record<Call, string>>;
  /** Whether everyone can be called where one writes. */
  mayCall: (call: Call) => boolean;
  /** Emoji by what they are called; none while they are not loaded. */
  findEmoji: (typed: string) => readonly { emoji: string; name: string }[];
};

/** What is offered for a query, the likeliest first. Answers at once with what is known. */
export function suggest(query: Query, sources: Sources): Suggestion[] {
  const all = { person: people, room: rooms, emoji, command: commands }[query.kind](query, sources);
  return all.slice(0, MOST);
}

/** Whoever one may mean, and behind them everyone, who is not to be pushed out of the list by many names. */
function people(query: Query, sources: Sources): Suggestion[] {
  const everyone = calls(query, sources);
  return [...persons(query, sources).slice(0, MOST - everyone.length), ...everyone];
}

function calls({ typed }: Query, { handle, also, mayCall }: Sources): Suggestion[] {
  const count = countIn(handle.view.getState().room);
  const sought = typed.toLowerCase();
  return CALLS.filter((call) =>
    [call, ...also[call].split(" ")].some((word) => word.startsWith(sought)),
  )
    .filter((call) => count > 0 && mayCall(call))
    .map((call) => ({ key: call, kind: "call", name: call, count, insert: `@${call} ` }));
}

function persons({ typed }: Query, { handle, me, beyond }: Sources): Suggestion[] {
  const here = peopleHere(handle.view.getState(), me);
  const members = new Set([me, ...here.map(({ id }) => id)]);
  const others = beyond
    .filter(({ id }) => !members.has(id))
    .map((one) => ({ ...one, isMember: false, spokeAt: 0 }));
  const isNamed = typed.endsWith(" ");
  return rankPeople([...here, ...others], typed)
    .filter(({ name }) => !isNamed || name.length > typed.length)
    .map(({ id, name, isMember }) => ({
      key: id,
      kind: "person",
      id,
      name,
      isOutside: !isMember,
      insert: `@${name} `,
      ...(!isMember && { onPick: () => rememberPicked({ id, name }) }),
    }));
}

function rooms({ typed }: Query): Suggestion[] {
  const { data = [] } = directory.store.getState();
  return rankByName(data, typed).map(({ id, name }) => ({
    key: id,
    kind: "room",
    name,
    insert: `#${name} `,
  }));
}

function emoji({ typed }: Query, { findEmoji }: Sources): Suggestion[] {
  return findEmoji(typed).map(({ emoji, name }) => ({
    key: emoji,
    kind: "emoji",
    name,
    emoji,
    insert: `${emoji} `,
  }));
}

function commands({ typed }: Query, { wishes }: Sources): Suggestion[] {
  const known: CommandName[] = ["me", "shrug", "people", "invite", "jump", "leave", "help"];
  return known
    .filter((name) => name === "me" || name === "shrug" || wishes[name] !== undefined)
    .filter((name) => name.startsWith(typed))
    .map((name) => {
      const base = { key: name, kind: "command", name } as const;
      switch (name) {
        case "shrug":
          return { ...base, insert: `${SHRUG} ` };
        case "me":
        case "jump":
          return { ...base, insert: `/${name} ` };
        case "people":
        case "invite":
        case "leave":
        case "help":
          // There is nothing more to say: it is done.
          return { ...base, insert: "", onPick: () => wishes[name]?.("") };
      }
    });
}
