import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import { CALLS_UNASKED, MAX_CALLED_BY_MEMBERS } from "#protocol/limits.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import { sessionStore } from "../session/session.ts";
import { ANN, storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { forgetDrafts, keepAlsoInRoom } from "./drafts.ts";
import { saidIn, showComposer } from "./shown-composer.test-kit.tsx";

// What helps to write comes later than the field.
beforeAll(() => import("./aids.tsx"));
beforeEach(() => page.viewport(1000, 800));
afterEach(async () => {
  await cleanup();
  forgetDrafts();
  sessionStore.setState({ at: "unknown" }, true);
});

const isSignedIn = (role: CommunityRole = "member", { id, name }: typeof ANN = ANN) =>
  sessionStore.setState(
    { at: "signed_in", person: { id, name, role }, community: "Tea Club" },
    true,
  );
/** Ann's room, with so many others. */
const roomOf = (others: number) =>
  storyRoom(
    tellStory(
      Array.from({ length: others }, (_, nth) => ({
        by: `p${nth}`,
        name: `Ron ${nth}`,
        does: "member.joined" as const,
      })),
    ),
  );
const names = () =>
  page
    .getByRole("listbox", { name: "People" })
    .getByRole("option")
    .elements()
    .map((one) => one.textContent);
const dialog = () => page.getByRole("dialog");

test("offers everyone behind people, with how many are told, and however many people there are", async () => {
  isSignedIn();
  const { field, room } = await showComposer(roomOf(12));
  await userEvent.type(field, "@ro");
  await expect.poll(names).toHaveLength(8);
  expect(names().at(-1)).toBe("@roomTells all 12 people here");
  await userEvent.fill(field, "");
  await userEvent.type(field, "@");
  await expect
    .poll(() => names().slice(-2))
    .toEqual(["@roomTells all 12 people here", "@hereTells those of 12 people who are here now"]);
  await userEvent.fill(field, "");
  await userEvent.type(field, "@every");
  await expect.poll(names).toEqual(["@roomTells all 12 people here"]);
  await userEvent.keyboard("{Enter}");
  expect(field.value).toBe("@room ");
  expect(saidIn(room)).toEqual([]);
});

test("to few people a call goes at once, and says whom it tells", async () => {
  isSignedIn();
  const { field, room } = await showComposer(roomOf(CALLS_UNASKED));
  await userEvent.type(field, "tea, @here");
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByText("Tells those of 6 people who are here now")).toBeVisible();
  await userEvent.keyboard("!{Enter}");
  expect(saidIn(room)).toEqual(["tea, <@here>!"]);
});

test("more people are called only by whoever says so, by Enter; who cancels has their text as it was", async () => {
  isSignedIn();
  const { field, room } = await showComposer(roomOf(CALLS_UNASKED + 1));
  await userEvent.type(field, "@room, tea{Enter}");
  await expect.element(dialog()).toHaveAccessibleName("Tell 7 people?");
  expect(saidIn(room)).toEqual([]);
  // Half shown it has half the contrast.
  await Promise.all(document.getAnimations().map(({ finished }) => finished));
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(violations).toEqual([]);
  await userEvent.keyboard("{Escape}");
  await expect.element(dialog()).not.toBeInTheDocument();
  expect(field.value).toBe("@room, tea");
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard("!{Enter}");
  await expect.element(dialog().getByRole("button", { name: "Send" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(saidIn(room)).toEqual(["<@room>, tea!"]);
  expect(field.value).toBe("");
  await expect.element(field).toHaveFocus();
});

test("in code and quotes nobody is called, asked or told of", async () => {
  isSignedIn();
  const { field, room } = await showComposer(roomOf(30));
  await userEvent.fill(field, "> @room said\n\n`@here`");
  await userEvent.keyboard("{Enter}");
  expect(saidIn(room)).toEqual(["> <@room> said\n\n`@here`"]);
  expect(document.querySelector("[role=status][data-none]")).toBeNull();
});

test("whoever may not call so many is offered nothing, and told why their word is none", async () => {
  const ron = { id: "p0" as PersonId, name: "Ron 0" };
  isSignedIn("member", ron);
  const { field, room } = await showComposer(roomOf(MAX_CALLED_BY_MEMBERS));
  await userEvent.type(field, "@room");
  expect(names()).toEqual([]);
  await expect.element(page.getByText(/^@room is only a word here: so many people/)).toBeVisible();
  await userEvent.keyboard("{Enter}");
  expect(saidIn(room)).toEqual(["@room"]);
  isSignedIn("admin", ron);
  await userEvent.type(field, "@room");
  await expect.element(page.getByText("Tells all 20 people here").first()).toBeVisible();
});

test("guests are told that they call nobody", async () => {
  isSignedIn("guest", { id: "p0" as PersonId, name: "Ron 0" });
  const { field } = await showComposer(roomOf(2));
  await userEvent.type(field, "@here");
  await expect.element(page.getByText(/guests cannot call everyone/)).toBeVisible();
});

test("a thread calls nobody, unless the room is told, too", async () => {
  isSignedIn();
  const { room } = await showThread();
  const field = page.getByRole("textbox");
  await userEvent.type(field, "@room");
  await expect.element(page.getByText(/only a word in a thread/)).toBeVisible();
  keepAlsoInRoom({ room: room.id, thread: 1 }, true);
  await expect.element(page.getByText("Tells all 9 people here")).toBeVisible();
});

async function showThread() {
  return showComposer(roomOf(9), { thread: 1 });
}
