import { expect, test } from "vitest";
import { tellArrivals } from "./arrival-announcer.tsx";
import { ANN, eventOf, storyRoom, tellStory } from "./story.test-kit.ts";

const names = { person: () => "", room: () => "", spoiler: "" };

/** What is said of these, after a story of one message. */
function told(...facts: Parameters<typeof eventOf>[0][]) {
  const room = storyRoom(tellStory([{ by: "bob", says: "before" }]));
  room.happen(facts.map((fact, i) => eventOf(fact, i + 3)));
  return tellArrivals(room.view.getState(), 2, ANN.id, names);
}

test("one message is told by its words", () => {
  expect(told({ by: "bob", says: "hello" })).toBe("Bob: hello");
});

test("a burst is told by its number", () => {
  expect(told(...["a", "b", "c", "d", "e"].map((says) => ({ by: "bob", says })))).toBe(
    "5 new messages",
  );
});

test("one's own words, reactions and what is said in a thread are not news of the room", () => {
  expect(
    told(
      { by: "ann", says: "mine" },
      { by: "bob", reacts: "👍", to: 2 },
      { by: "bob", says: "in a thread", thread: 2 },
    ),
  ).toBeNull();
});
