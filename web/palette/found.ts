import type { Command } from "./commands.ts";
import type { Range } from "./rank.ts";

/** One line of the palette. `rank`: the lower, the better it answers. */
export type Found = {
  key: string;
  title: string;
  ranges: readonly Range[];
  /** A quiet word or two beside it. */
  note: string;
  rank: number;
} & (
  | { kind: "room"; href: string; isUnread: boolean }
  | { kind: "person"; id: string; href: string; isFromAfar?: true }
  | { kind: "command"; command: Command }
  | { kind: "message"; href: string }
);

export type FoundGroup = {
  name: "recent" | "rooms" | "people" | "commands" | "messages";
  found: readonly Found[];
};

/** Alone a kind may fill the list; beside others each gives a few. */
const MOST_ALONE = 60;
const MOST_RECENT = 9;
const MOST_BESIDE = { recent: MOST_RECENT, rooms: 7, people: 5, commands: 5, messages: 5 } as const;

/** Groups in the order in which they answer, without the empty ones. What comes late from elsewhere moves no group up. */
export function fewOfEach(groups: readonly FoundGroup[]): readonly FoundGroup[] {
  const isAlone = groups.length === 1;
  return groups
    .filter(({ found }) => found.length > 0)
    .toSorted((a, b) => bestOf(a) - bestOf(b))
    .map(({ name, found }) => {
      const most = isAlone && name !== "recent" ? MOST_ALONE : MOST_BESIDE[name];
      return { name, found: found.slice(0, most) };
    });
}

function bestOf({ found }: FoundGroup): number {
  const atHand = found.filter((each) => each.kind !== "person" || !each.isFromAfar);
  return Math.min(...atHand.map(({ rank }) => rank));
}
