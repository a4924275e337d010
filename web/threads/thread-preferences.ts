import * as v from "valibot";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { keptHere } from "../session/kept-here.ts";
import { sessionStore } from "../session/session.ts";
import { KeptFacts } from "../storage/kept-facts.ts";
import { keyOf } from "../place.ts";

const ThreadPreferences = v.object({
  /** What somebody has said about following a thread, by its key (`placeKey`). What is not here follows from what they did in it. */
  followed: v.record(v.string(), v.boolean()),
  muted: v.array(v.string()),
});
export type ThreadPreferences = v.InferOutput<typeof ThreadPreferences>;

/** Which threads somebody wants to hear of, as this browser knows it: what was said here, and what their inbox has told. */
const kept = keptHere(
  new KeptFacts<ThreadPreferences>({
    name: "parley-thread-preferences",
    schema: ThreadPreferences,
    nothing: () => ({ followed: {}, muted: [] }),
    storage: () => localStorage,
  }),
);

export const threadPreferences = kept.store;

type Said = { room: RoomId; root: number } & ({ follow: boolean } | { mute: boolean });
const listeners = new Set<(said: Said) => void>();
/** What nobody has listened to, and who said it: the inbox's program comes later than the first room. */
const unheard: { said: Said; by: PersonId | null }[] = [];

/** Calls for what is said by whoever uses this tab, and was before anybody listened. Gives what ends the calls. */
export function onThreadWish(heard: (said: Said) => void): () => void {
  for (const { said, by } of unheard.splice(0)) if (by === personHere()) heard(said);
  listeners.add(heard);
  return () => listeners.delete(heard);
}

/** What the inbox has told, which it need not be told again. */
export function hearThreadPreferences(to: (now: ThreadPreferences) => ThreadPreferences): void {
  kept.change(to);
}

export function followThread(room: RoomId, root: number, isOn: boolean): void {
  const key = keyOf({ room, thread: root });
  kept.change((now) => ({ ...now, followed: { ...now.followed, [key]: isOn } }));
  tell({ room, root, follow: isOn });
}

/** A muted thread is never unread. It may be followed, and stays in the list. */
export function muteThread(room: RoomId, root: number, isOn: boolean): void {
  const key = keyOf({ room, thread: root });
  kept.change((now) => {
    const others = now.muted.filter((each) => each !== key);
    return { ...now, muted: isOn ? [...others, key] : others };
  });
  tell({ room, root, mute: isOn });
}

function tell(said: Said) {
  if (listeners.size === 0) unheard.push({ said, by: personHere() });
  for (const heard of listeners) heard(said);
}

function personHere(): PersonId | null {
  const who = sessionStore.getState();
  return who.at === "signed_in" ? who.person.id : null;
}
