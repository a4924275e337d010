import { afterEach, expect, it } from "vitest";
import { newWishId } from "../inbox/new-wish-id.ts";
import { wishes } from "../inbox/wishes.ts";
import { sessionStore } from "../session/session.ts";
import { ANN, ROOM } from "../timeline/story.test-kit.ts";
import { followThreadPreferences } from "./follow-thread-preferences.ts";
import { followThread, muteThread } from "./thread-preferences.ts";

afterEach(() => {
  sessionStore.setState({ at: "unknown" }, true);
  for (const { id } of wishes.all()) wishes.settle(id);
});

it("what was said of threads before the inbox came is wished for when it comes, once", () => {
  followThread(ROOM, 2, true);
  muteThread(ROOM, 3, true);
  const stop = followThreadPreferences(newWishId);
  followThread(ROOM, 4, false);
  stop();
  followThreadPreferences(newWishId)();
  expect(wishes.all()).toMatchObject([
    { type: "follow", room: ROOM, thread: 2, on: true },
    { type: "mute", room: ROOM, thread: 3, on: true },
    { type: "follow", room: ROOM, thread: 4, on: false },
  ]);
});

it("what somebody else had said before the inbox came is nothing to whoever is here then", () => {
  followThread(ROOM, 2, true);
  const person = { ...ANN, role: "member" as const };
  sessionStore.setState({ at: "signed_in", person, community: "Tea Club" }, true);
  followThreadPreferences(newWishId)();
  expect(wishes.all()).toEqual([]);
});
