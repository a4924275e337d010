import * as v from "valibot";
import type { RoomId } from "#protocol/ids.ts";
import { placeKey } from "../read/positions.ts";
import { keptHere } from "../session/kept-here.ts";
import { KeptFacts } from "../storage/kept-facts.ts";

const ThreadPreferences = v.object({
  /** What somebody has said about following a thread, by its key (`placeKey`). What is not here follows from what they did in it. */
  followed: v.record(v.string(), v.boolean()),
  muted: v.array(v.string()),
});
export type ThreadPreferences = v.InferOutput<typeof ThreadPreferences>;

/**
 * Which threads somebody wants to hear of, on this device. "The inbox" will keep it with the person: then it answers here, and
 * nobody who asks notices.
 */
const kept = keptHere(
  new KeptFacts<ThreadPreferences>({
    name: "parley-thread-preferences",
    schema: ThreadPreferences,
    nothing: () => ({ followed: {}, muted: [] }),
    storage: () => localStorage,
  }),
);

export const threadPreferences = kept.store;

export function followThread(room: RoomId, root: number, isOn: boolean): void {
  const key = placeKey(room, root);
  kept.change((now) => ({ ...now, followed: { ...now.followed, [key]: isOn } }));
}

/** A muted thread is never unread. It may be followed, and stays in the list. */
export function muteThread(room: RoomId, root: number, isOn: boolean): void {
  const key = placeKey(room, root);
  kept.change((now) => {
    const others = now.muted.filter((each) => each !== key);
    return { ...now, muted: isOn ? [...others, key] : others };
  });
}
