import * as v from "valibot";
import { beforeEach, expect, it } from "vitest";
import { PersonId } from "#protocol/ids.ts";
import { ANN, ROOM, storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { noteSeen, seenHere, seenIn } from "./seen-here.ts";

beforeEach(() => seenHere.setState({}, true));

const view = storyRoom(
  tellStory([
    { by: "bob", says: "two" },
    { by: "ann", says: "three, by the reader" },
    { by: "cy", says: "four, in a thread", thread: 2 },
    { by: "bob", reacts: "👍", to: 3 },
    { by: "cy", says: "six" },
  ]),
).view.getState();

it("is the last message of somebody else, not one's own, what is no message, or a thread's", () => {
  noteSeen(ANN.id, view, 1);
  expect(seenIn(ANN.id, ROOM)).toBe(0);
  for (const seq of [2, 3, 4, 5]) {
    noteSeen(ANN.id, view, seq);
    expect(seenIn(ANN.id, ROOM)).toBe(2);
  }
  noteSeen(ANN.id, view, 6);
  noteSeen(ANN.id, view, 2);
  expect(seenIn(ANN.id, ROOM)).toBe(6);
});

it("is nobody else's who comes to this browser", () => {
  noteSeen(ANN.id, view, 6);
  expect(seenIn(v.parse(PersonId, "bob"), ROOM)).toBe(0);
});
