import { parse } from "valibot";
import { expect, test } from "vitest";
import { PersonId } from "#protocol/ids.ts";
import { shownMessage, type ShownMessage } from "../room/shown-message.ts";
import { ANN, eventOf } from "../timeline/story.test-kit.ts";
import { deedOf, deedsFor } from "./deeds.ts";

const BOB = parse(PersonId, "bob");
const members = {
  [ANN.id]: { name: "Ann", role: "member" as const },
  [BOB]: { name: "Bob", role: "member" as const },
};
const by = { me: ANN.id, role: "member" as const, members, isSaved: false, now: Date.now() };

test("one’s own message can be edited and deleted", () => {
  expect(deedsFor(said("ann"), by)).toEqual(expect.arrayContaining(["edit", "remove"]));
});

test("one’s own message can be edited until its time is over, and deleted after that", () => {
  const message = said("ann");
  const [windowMs, end] = [60_000, message.event.at + 60_000];
  expect(deedsFor(message, { ...by, editWindowMs: windowMs, now: end - 1 })).toContain("edit");
  const after = deedsFor(message, { ...by, editWindowMs: windowMs, now: end });
  expect(after).not.toContain("edit");
  expect(after).toContain("remove");
});

test("another’s message can be neither edited nor deleted", () => {
  const deeds = deedsFor(said("bob"), by);
  expect(deeds).toContain("reply");
  expect(deeds).not.toContain("edit");
  expect(deeds).not.toContain("remove");
});

test("whoever runs the community, or owns the room, may delete another’s and never edit it", () => {
  const owner = { ...members, [ANN.id]: { name: "Ann", role: "owner" as const } };
  for (const who of [
    { ...by, role: "admin" as const },
    { ...by, members: owner },
  ]) {
    expect(deedsFor(said("bob"), who)).toContain("remove");
    expect(deedsFor(said("bob"), who)).not.toContain("edit");
  }
});

test("guests do not pin", () => {
  expect(deedsFor(said("bob"), by)).toContain("pin");
  expect(deedsFor(said("bob"), { ...by, role: "guest" })).not.toContain("pin");
});

test("with a deleted message nothing can be done", () => {
  const gone = { ...said("ann"), deleted: { by: ANN.id, at: 1 } };
  expect(deedsFor(gone, by)).toEqual([]);
});

test("keys do what is allowed, with either letter case, and nothing together with Ctrl", () => {
  const allowed = deedsFor(said("bob"), by);
  expect(deedOf(key("r"), allowed, true)).toBe("reply");
  expect(deedOf(key("R"), allowed, true)).toBe("reply");
  expect(deedOf(key("e"), allowed, true)).toBeNull();
  expect(deedOf({ ...key("c"), ctrlKey: true }, allowed, true)).toBeNull();
});

test("Shift and U mark another’s message unread; U alone does nothing, and one's own is never unread", () => {
  const shiftU = { ...key("U"), shiftKey: true };
  expect(deedOf(shiftU, deedsFor(said("bob"), by), true)).toBe("unread");
  expect(deedOf(key("u"), deedsFor(said("bob"), by), true)).toBeNull();
  expect(deedOf(shiftU, deedsFor(said("ann"), by), true)).toBeNull();
  expect(deedOf(shiftU, deedsFor(said("bob"), by), false)).toBeNull();
});

test("without single keys only those that cannot be typed are left", () => {
  const allowed = deedsFor(said("ann"), by);
  expect(deedOf(key("r"), allowed, false)).toBeNull();
  expect(deedOf(key("Delete"), allowed, false)).toBe("remove");
});

function said(who: string): ShownMessage {
  const event = eventOf({ by: who, says: "hello" }, 2);
  if (event.type !== "message.posted") throw new Error("not said");
  return shownMessage({ event, state: undefined, isPinned: false, changes: [], me: ANN.id });
}

function key(name: string) {
  return { key: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
}
