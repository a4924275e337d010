import * as v from "valibot";
import { InboxCommand } from "#protocol/inbox/commands.ts";
import type { CommandId } from "#protocol/ids.ts";
import { keptHere } from "../session/kept-here.ts";
import { KeptFacts } from "../storage/kept-facts.ts";

/** Something that is asked of the inbox. Read marks are none: they follow from what was read (marks-due.ts). */
export type Wish = Exclude<InboxCommand, { type: "read" }>;

/** So many wait at most, of somebody who is offline for long: older ones about the same place are overtaken anyway. */
const MOST = 500;

const Kept = v.object({ wishes: v.array(InboxCommand) });
type Kept = v.InferOutput<typeof Kept>;

const kept = keptHere(
  new KeptFacts<Kept>({
    name: "parley-inbox-wishes",
    schema: Kept,
    nothing: () => ({ wishes: [] }),
    storage: () => localStorage,
  }),
);

/** What is wished for and not done yet: kept until it is, in all tabs and over reloads. */
export type Wishes = {
  all(): readonly Wish[];
  settle(id: CommandId): void;
};

export const wishes: Wishes & { store: typeof kept.store; add(wish: Wish): void } = {
  store: kept.store,
  all: () => kept.store.getState().wishes.filter((wish) => wish.type !== "read"),
  add: (wish) => kept.change((now) => ({ wishes: [...now.wishes, wish].slice(-MOST) })),
  settle: (id) =>
    kept.change((now) => {
      const left = now.wishes.filter((wish) => wish.id !== id);
      return left.length === now.wishes.length ? now : { wishes: left };
    }),
};
