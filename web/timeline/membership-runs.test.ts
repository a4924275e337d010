import { expect, test } from "vitest";
import type { RoomEvent } from "#protocol/events.ts";
import { EMPTY_TIMELINE, withEvents } from "#protocol/timeline.ts";
import {
  isMembership,
  runEnding,
  tellRun as tellRunIn,
  type Membership,
} from "./membership-runs.ts";
import { eventOf, tellStory } from "./story.test-kit.ts";
import { comingsText } from "./timeline.text.ts";

const tellRun = (events: readonly Membership[]) => tellRunIn(events, comingsText.get());
const plain = (says: string) => says.replaceAll(/[\u2068\u2069]/g, "");
const run = (...told: Parameters<typeof eventOf>[0][]) =>
  told.map((fact, i) => eventOf(fact, i + 2)).filter(isMembership);

test("one arrival is told by name", () => {
  expect(plain(tellRun(run({ by: "bob", does: "member.joined" })))).toBe("Bob joined");
});

test("people who did the same share a verb", () => {
  const joined = ["bob", "cy", "dee"].map((by) => ({ by, does: "member.joined" as const }));
  expect(plain(tellRun(run(...joined)))).toBe("Cy, Dee and 1 other joined");
});

test("people who did different things each have their verb", () => {
  const says = tellRun(
    run(
      { by: "bob", does: "member.joined" },
      { by: "cy", does: "member.joined" },
      { by: "dee", does: "member.left" },
    ),
  );
  expect(plain(says)).toBe("Cy joined, Dee left and 1 other");
});

test("who came and went several times is told once, as it ended", () => {
  const says = tellRun(
    run(
      { by: "bob", does: "member.joined" },
      { by: "bob", does: "member.left" },
      { by: "bob", does: "member.joined" },
    ),
  );
  expect(plain(says)).toBe("Bob joined");
});

test("a run ends before a message, at a new day and at every fiftieth number", () => {
  const day = Date.UTC(2026, 10, 3, 12);
  const events = tellStory([
    ...Array.from({ length: 60 }, (_, i) => ({
      by: `p${i}`,
      does: "member.joined" as const,
      at: day,
    })),
    { by: "bob", says: "hello", at: day },
    { by: "cy", does: "member.left", at: day },
    { by: "dee", does: "member.left", at: day + 2 * 86_400_000 },
  ]);
  const timeline = withEvents(EMPTY_TIMELINE, events);
  const lengths = events.filter(isMembership).flatMap((event: Membership) => {
    const ending = runEnding(timeline, event);
    return ending ? [[event.seq, ending.length]] : [];
  });
  expect(lengths).toEqual([
    [50, 49],
    [61, 11],
    [63, 1],
    [64, 1],
  ]);
});

test("a run is the same run whether or not what came before is loaded", () => {
  const events: RoomEvent[] = tellStory(
    Array.from({ length: 9 }, (_, i) => ({ by: `p${i}`, does: "member.joined" as const })),
  );
  const part = withEvents(EMPTY_TIMELINE, events.slice(5));
  const last = events.at(-1);
  expect(last && isMembership(last) && runEnding(part, last)?.length).toBe(5);
});

test("a new name is told with the old one", () => {
  expect(plain(tellRun(run({ by: "ann", isNow: "Anna" })))).toBe("Ann is now called Anna");
});

test("whoever has deleted their account is told by no name", () => {
  const gone = [
    { by: "bob", name: "", does: "member.joined" as const },
    { by: "cy", name: "", isNow: "" },
    { by: "dee", name: "", does: "member.erased" as const },
  ];
  expect(gone.map((fact) => plain(tellRun(run(fact))))).toEqual([
    "Former member joined",
    "Former member changed their name",
    "Former member deleted their account",
  ]);
});
