import type { CommandId } from "#protocol/ids.ts";
import { inbox, type Held } from "../inbox/held.ts";
import { wishes } from "../inbox/wishes.ts";
import {
  hearThreadPreferences,
  onThreadWish,
  type ThreadPreferences,
} from "./thread-preferences.ts";
import { keyOf } from "../place.ts";

/** What is followed and muted goes both ways, as marks do (inbox/follow-marks.ts). Gives what ends it. */
export function followThreadPreferences(newId: () => CommandId): () => void {
  const stopWishes = onThreadWish(({ room, root, ...said }) =>
    wishes.add(
      "follow" in said
        ? { type: "follow", id: newId(), room, thread: root, on: said.follow }
        : { type: "mute", id: newId(), room, thread: root, on: said.mute },
    ),
  );
  const hear = (held: Held) => hearThreadPreferences((now) => withTold(now, held));
  const stopInbox = inbox.subscribe(hear);
  hear(inbox.getState());
  return () => {
    stopWishes();
    stopInbox();
  };
}

function withTold(now: ThreadPreferences, held: Held): ThreadPreferences {
  const waiting = new Set(
    wishes
      .all()
      .flatMap((wish) =>
        wish.type === "follow" || wish.type === "mute"
          ? [keyOf({ room: wish.room, thread: wish.thread })]
          : [],
      ),
  );
  const followed = { ...now.followed };
  const muted = new Set(now.muted);
  let isOther = false;
  for (const entry of held.entries.values()) {
    if (entry.kind !== "thread") continue;
    const key = keyOf({ room: entry.room, thread: entry.root });
    if (waiting.has(key)) continue;
    const isHere = (followed[key] ?? null) === entry.follow && muted.has(key) === entry.isMuted;
    if (isHere) continue;
    isOther = true;
    if (entry.follow === null) delete followed[key];
    else followed[key] = entry.follow;
    if (entry.isMuted) muted.add(key);
    else muted.delete(key);
  }
  return isOther ? { followed, muted: [...muted] } : now;
}
