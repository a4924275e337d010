import type { ActivityEntry } from "#protocol/inbox/entries.ts";
import { callsIn, levelIn } from "#protocol/inbox/level-in.ts";
import { has } from "#protocol/inbox/number-set.ts";
import type { PlaceUnread } from "#protocol/inbox/unread.ts";
import { MAX_MISSED_MAILS_A_DAY, MISSED_LASTS_MS } from "#protocol/inbox/limits.ts";
import type { InboxState } from "./inbox-state.ts";

export const DAY_MS = 24 * 60 * 60_000;

/** A mail on its way: its name, what it tells (numbers in the activity), and how often it was handed over. */
export type Attempt = { key: string; told: number[]; tries: number };

/**
 * `told`: what was mailed and is still missed; `sentAt`: the mails of the last day; `hereUntil`: when its person was last here;
 * `againAt`: nothing is done before. Times in ms since epoch.
 */
export type Mailed = {
  told: number[];
  sentAt: number[];
  hereUntil: number;
  againAt: number;
  attempt: Attempt | null;
};
export const NOTHING_MAILED: Mailed = {
  told: [],
  sentAt: [],
  hereUntil: 0,
  againAt: 0,
  attempt: null,
};

/**
 * What this person has missed: it names or answers them, counts as unread, was not looked at, and they want to hear of it. What is told to
 * them by mail is always some of it.
 */
export function missedIn(state: InboxState): ActivityEntry[] {
  return [...state.activity.values()].filter((entry) => isMissed(entry, state));
}

function isMissed(entry: ActivityEntry, { rooms, notices, preferences }: InboxState): boolean {
  if (entry.isSeen) return false;
  const held = rooms.get(entry.room);
  if (!held) return false;
  const isMuted = preferences.rooms.get(entry.room)?.isMuted ?? false;
  if (levelIn(held.level, notices.level, isMuted) === "nothing") return false;
  const thread = entry.thread === undefined ? undefined : held.unread.threads.get(entry.thread);
  if (thread?.isMuted) return false;
  // What is said in a thread and to the room, too, is unread in either. What was deleted, or lies in a room that was left, is in neither.
  const places: PlaceUnread[] = thread ? [held.unread, thread] : [held.unread];
  switch (entry.what) {
    case "mention":
      return places.some(({ mentions }) => has(mentions, entry.seq));
    case "reply":
      return places.some(({ unread }) => has(unread, entry.seq));
    case "call":
      return callsIn(held.calls, notices.calls, isMuted) && has(held.unread.mentions, entry.seq);
    case "reaction":
    // Of a room that they are not in (docs/decisions/0051): it waits in their activity.
    case "invitation":
    // It counts nowhere as unread, so nobody knows whether they have read it meanwhile (docs/decisions/0054).
    case "note":
      return false;
  }
}

/** Mails of one person. `delayMs`: for so long something waits before it is mailed, and so long passes between two mails. */
export type Mailing = { state: InboxState; mailed: Mailed; delayMs: number; now: number };

/** What was missed and not mailed, but for what is too old to be news. */
export function waitingIn({ state, mailed, delayMs, now }: Mailing): ActivityEntry[] {
  const isTold = new Set(mailed.told);
  return missedIn(state).filter(
    (entry) => !isTold.has(entry.id) && dueAt(entry, mailed, delayMs) > now - MISSED_LASTS_MS,
  );
}

/** The hours count from when it was said, or from when its person was last here and could have looked. */
export function dueAt({ at }: ActivityEntry, { hereUntil }: Mailed, delayMs: number): number {
  return Math.max(at, hereUntil) + delayMs;
}

/** The mail that is being tried, while there is anything left of what it tells. */
export function attemptIn(mailing: Mailing): Attempt | null {
  const { attempt } = mailing.mailed;
  const isNews = waitingIn(mailing).some(({ id }) => attempt?.told.includes(id));
  return isNews ? attempt : null;
}

/** When there is something to do next; null: never, as things are. */
export function nextMailAt(mailing: Mailing): number | null {
  const { mailed, delayMs } = mailing;
  const { againAt, sentAt } = mailed;
  if (attemptIn(mailing)) return againAt;
  const dues = waitingIn(mailing).map((entry) => dueAt(entry, mailed, delayMs));
  if (dues.length === 0) return null;
  const last = sentAt.at(-1) ?? Number.NEGATIVE_INFINITY;
  const firstOfFull = sentAt.at(-MAX_MISSED_MAILS_A_DAY) ?? Number.NEGATIVE_INFINITY;
  return Math.max(Math.min(...dues), againAt, last + delayMs, firstOfFull + DAY_MS);
}
