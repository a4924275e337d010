import type { RoomEvent } from "./events.ts";
import type { PersonId } from "./ids.ts";
import { knownEvents, withEvents, type Timeline } from "./timeline.ts";

/** What everyone is called who has no name any more. */
export const FORMER_MEMBER = "Former member";

/** Nobody can be called this, so it always means: someone whose account was deleted (docs/decisions/0029). */
export const NO_NAME = "";

/** What stays of an event when its author has deleted their account: everything but what they were called. */
export function withoutName<E extends RoomEvent>(event: E): E {
  const nameless = { ...event, name: NO_NAME };
  return event.type === "member.renamed" ? { ...nameless, to: NO_NAME } : nameless;
}

export function isNameless({ name }: Pick<RoomEvent, "name">): boolean {
  return name === NO_NAME;
}

/** Who among the authors of these events has deleted their account by one of them. */
export function erasedBy(events: readonly RoomEvent[]): PersonId[] {
  return events.filter(({ type }) => type === "member.erased").map(({ by }) => by);
}

/** The story without the names of these people, as far as this holder knows it. */
export function forgetNames(timeline: Timeline, people: readonly PersonId[]): Timeline {
  if (people.length === 0) return timeline;
  const theirs = knownEvents(timeline).filter(
    (event) => people.includes(event.by) && !isNameless(event),
  );
  return withEvents(timeline, theirs.map(withoutName));
}
