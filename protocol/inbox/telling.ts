import type { Level } from "./entries.ts";

/**
 * Why somebody is told of a message: it is meant for them, they want everything that is said there, or it may hold one of their words,
 * which whoever has the message has to look at.
 */
export type Reason = "meant" | "level" | "keyword";

/** What there is to know of a message before anybody has read it. */
export type About = {
  /** It names them, answers them, or is said in a thread that they follow. */
  isMeant: boolean;
  /** It was there before, and says something else now. */
  isEdit: boolean;
  /** It is said in a thread that they want to hear nothing of. */
  isMuted: boolean;
  /** The room shows it, and not only a thread in it. */
  isInRoom: boolean;
  /** They see it where they read: in the room, or in a thread that has to do with them. */
  isInSight: boolean;
};

/** Of what is told only because everything of a room is, so many at once: the newest. */
const MOST_OF_A_ROOM = 3;

/** Whether this is told, by a push as by an open page, to whoever wants to be told of this much. Null: it is not. */
export function reasonToTell(
  { isMeant, isEdit, isMuted, isInRoom, isInSight }: About,
  { level, keywords }: { level: Level; keywords: readonly string[] },
): Reason | null {
  if (level === "nothing" || isMuted) return null;
  if (isMeant) return "meant";
  // An edit tells only those whom it names (behaviour.md §7).
  if (isEdit) return null;
  if (level === "everything" && isInRoom) return "level";
  return keywords.length > 0 && isInSight ? "keyword" : null;
}

/** Of rooms that say much at once, what is too much of it: all but the newest few. What is meant for somebody is not asked for here. */
export function tooMany<Said extends { room: string; seq: number }>(
  byLevel: readonly Said[],
): Said[] {
  const rooms = new Map<string, Said[]>();
  for (const one of byLevel) rooms.set(one.room, [...(rooms.get(one.room) ?? []), one]);
  return [...rooms.values()].flatMap((those) =>
    those.toSorted((a, b) => b.seq - a.seq).slice(MOST_OF_A_ROOM),
  );
}
