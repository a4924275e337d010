import { isNameless } from "#protocol/erasure.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { eventAt, type Timeline } from "#protocol/timeline.ts";
import { nameThen } from "./called.ts";
import type { StoreValue } from "nanostores";
import { dayOf } from "./times.ts";
import type { comingsText } from "./timeline.text.ts";

export type Membership = Extract<
  RoomEvent,
  { type: "member.joined" | "member.left" | "member.renamed" | "member.erased" }
>;

/** Runs are cut at every fiftieth number, wherever they begin: so a run looks the same whatever else is loaded. */
const RUN_LENGTH = 50;

export function isMembership(event: RoomEvent): event is Membership {
  return (
    event.type === "member.joined" ||
    event.type === "member.left" ||
    event.type === "member.renamed" ||
    event.type === "member.erased"
  );
}

/** The run of comings and goings that ends with `event`, or null when it goes on after it. */
export function runEnding(timeline: Timeline, event: Membership): Membership[] | null {
  if (continues(event, eventAt(timeline, event.seq + 1))) return null;
  const run = [event];
  let first = event;
  for (;;) {
    const before = eventAt(timeline, first.seq - 1);
    if (!before || !isMembership(before) || !continues(before, first)) return run;
    run.unshift(before);
    first = before;
  }
}

function continues(event: Membership, next: RoomEvent | undefined): boolean {
  return (
    next !== undefined &&
    isTogether(event) &&
    isMembership(next) &&
    isTogether(next) &&
    event.seq % RUN_LENGTH !== 0 &&
    dayOf(event.at) === dayOf(next.at)
  );
}

/** Comings and goings are told together. A new name is news and has a line of its own, but for those of years ago. */
function isTogether(event: Membership): boolean {
  return event.type === "member.joined" || event.type === "member.left" || event.imported === true;
}

type Words = StoreValue<typeof comingsText>;

/** "Ann joined, Bob left and 5 others", or "Ann, Bob and 5 others joined": the newest two by name, since those are news. */
export function tellRun(run: readonly Membership[], t: Words): string {
  const facts = settledFacts(run);
  const [last, beforeLast] = facts.toReversed();
  if (!last) return "";
  if (!beforeLast) return tell(last, t);
  const others = facts.length - 2;
  const verb = facts.every(({ type }) => type === last.type) ? verbOf(last, t) : null;
  const told = verb
    ? { one: nameThen(beforeLast), two: nameThen(last) }
    : { one: tell(beforeLast, t), two: tell(last, t) };
  const { both, many } = verb ?? { both: t.two, many: t.many };
  return others === 0 ? both(told) : many(others, told);
}

/** One fact for each person, the latest: who came and went five times in a row is told once. */
function settledFacts(run: readonly Membership[]): Membership[] {
  const latest = new Map(run.map((event) => [event.by, event]));
  return run.filter((event) => latest.get(event.by) === event);
}

function tell(event: Membership, t: Words): string {
  const name = nameThen(event);
  if (event.type !== "member.renamed") return verbOf(event, t)?.one({ name }) ?? "";
  return isNameless(event) ? t.renamedSomehow({ name }) : t.renamed({ name, to: event.to });
}

/** What several can have done alike; a new name is each one's own. */
function verbOf({ type }: Membership, t: Words) {
  switch (type) {
    case "member.joined":
      return { one: t.joined, both: t.bothJoined, many: t.manyJoined };
    case "member.left":
      return { one: t.left, both: t.bothLeft, many: t.manyLeft };
    case "member.erased":
      return { one: t.erased, both: t.bothErased, many: t.manyErased };
    case "member.renamed":
      return null;
  }
}
