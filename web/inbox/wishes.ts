import * as v from "valibot";
import { InboxCommand } from "#protocol/inbox/commands.ts";
import type { CommandId } from "#protocol/ids.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import { isRoomRefusal } from "#protocol/refusal-codes.ts";
import { keptHere } from "../session/kept-here.ts";
import { KeptFacts } from "../storage/kept-facts.ts";
import { keyOf } from "../place.ts";

/** Something that is asked of the inbox. Read marks are none: they follow from what was read (marks-due.ts). */
export type Wish = Exclude<InboxCommand, { type: "read" }>;

/** So many wait at most, of somebody who is offline for long: older ones about the same place are overtaken anyway. */
const MOST = 500;

/** `refused`: those of the last wishes that were not granted, and why, by their ids. */
const Kept = v.object({
  wishes: v.array(InboxCommand),
  refused: v.optional(v.record(v.string(), v.custom<RefusalCode>(isRoomRefusal))),
});
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
  /** It is done, or will not be: `refused` says why. */
  settle(id: CommandId, refused?: RefusalCode): void;
};
/** So many refusals are remembered, for whoever asks in another tab. */
const MOST_REFUSED = 20;

export const wishes: Wishes & {
  store: typeof kept.store;
  add(wish: Wish): void;
  refusalOf(id: CommandId): RefusalCode | undefined;
} = {
  store: kept.store,
  all: () => kept.store.getState().wishes.filter((wish) => wish.type !== "read"),
  add: (wish) =>
    kept.change((now) => {
      const about = aboutOf(wish);
      // What it overtakes must not come after it, when it has to be said again.
      const left = about === null ? now.wishes : now.wishes.filter((old) => aboutOf(old) !== about);
      return { ...now, wishes: [...left, wish].slice(-MOST) };
    }),
  settle: (id, code) =>
    kept.change((now) => {
      const left = now.wishes.filter((wish) => wish.id !== id);
      if (left.length === now.wishes.length) return now;
      const before = Object.entries(now.refused ?? {}).slice(1 - MOST_REFUSED);
      const refused = code ? Object.fromEntries([...before, [id, code]]) : now.refused;
      return { ...now, wishes: left, refused };
    }),
  refusalOf: (id) => kept.store.getState().refused?.[id],
};

/** Names the one thing that a wish sets, for those of which the last one holds; null: all of them count. */
function aboutOf(wish: InboxCommand): string | null {
  switch (wish.type) {
    case "star":
    case "move":
    case "level":
      return `${wish.type} ${wish.room}`;
    case "follow":
    case "mute":
      return `${wish.type} ${keyOf(wish)}`;
    case "unread": {
      const [place, ...others] = wish.marks;
      return place && others.length === 0 ? `by hand ${keyOf(place)}` : null;
    }
    case "opened":
      return `by hand ${keyOf(wish)}`;
    case "calls":
      return `calls ${wish.room ?? ""}`;
    case "notices":
    case "receipts":
      return wish.type;
    case "sidebar": {
      const { type: _, id: __, fold, ...fields } = wish;
      return `sidebar ${[...Object.keys(fields), fold?.section].join(" ")}`;
    }
    case "mail": {
      const { type: _, id: __, ...fields } = wish;
      return `mail ${Object.keys(fields).join(" ")}`;
    }
    case "read":
    case "seen":
    case "self":
    case "draft":
      return null;
  }
}
