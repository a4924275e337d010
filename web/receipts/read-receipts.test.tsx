import "../styles/layers.css";
import * as v from "valibot";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import { PersonId } from "#protocol/ids.ts";
import { RECEIPTS_UP_TO } from "#protocol/limits.ts";
import { inbox, NOTHING_HELD } from "../inbox/held.ts";
import { list, settled, show } from "../timeline/shown-list.test-kit.tsx";
import { eventOf, ROOM, storyRoom, tellStory, type StoryRoom } from "../timeline/story.test-kit.ts";
import { keepReceipts, toldReceipts } from "./told-receipts.ts";

const person = (name: string) => v.parse(PersonId, name);
const comings = (names: readonly string[]) =>
  names.map((by) => ({ by, does: "member.joined" as const }));
const guests = (count: number) => Array.from({ length: count }, (_, i) => `guest${i}`);

let room: StoryRoom;
/** A room of Ann's with these people, in which she and Bob have talked. Gives the number of what she said first. */
async function roomOf(names: readonly string[]): Promise<number> {
  room = storyRoom(
    tellStory([
      ...comings(names),
      { by: "ann", says: "my first" },
      { by: "bob", says: "an answer" },
      { by: "ann", says: "my second" },
      { by: "ann", says: "my third" },
    ]),
  );
  await show(room);
  return names.length + 2;
}
async function read(numbers: Record<string, number>): Promise<void> {
  keepReceipts(ROOM, new Map(Object.entries(numbers).map(([name, seq]) => [person(name), seq])));
  await settled();
}
/** The name of what stands at the end of a message's row, if anything does. */
const markAt = (seq: number) =>
  list().querySelector(`[data-seq="${seq}"] [data-receipt]`)?.getAttribute("aria-label");
const facesAt = (seq: number) =>
  [...list().querySelectorAll(`[data-seq="${seq}"] [data-face]`)].map((face) =>
    face.getAttribute("data-face"),
  );
const pictureIn = (place: Element) => place.querySelector("[data-receipt] [data-face]") ?? place;
const heights = () =>
  [...list().querySelectorAll("[data-index]")].map((row) => row.getBoundingClientRect().height);

// Both come behind the first screen, and the first time they have to be brought.
beforeAll(async () => {
  await import("../timeline/list-floats.tsx");
  await import("./read-receipts.tsx");
});
beforeEach(() => toldReceipts.setState({ rooms: new Map() }));
afterEach(async () => {
  vi.restoreAllMocks();
  delete document.documentElement.dataset["motion"];
  inbox.setState(NOTHING_HELD, true);
  await cleanup();
});

describe("a room of two", () => {
  test("says “Read” at one’s last message that was, and nowhere else", async () => {
    const first = await roomOf(["bob"]);
    await read({ bob: first });
    await expect.poll(() => markAt(first)).toBe("Read by Bob");
    // Where the text goes to the edge there is room for a picture only.
    const word = page.getByText("Read", { exact: true });
    await expect.element(word).not.toBeVisible();
    await expect.element(page.elementLocator(pictureIn(list()))).toBeVisible();
    const place = list().closest<HTMLElement>("div[style]");
    if (place) place.style.inlineSize = "1000px";
    await expect.element(word).toBeVisible();
    await expect.element(page.elementLocator(pictureIn(list()))).not.toBeVisible();
    await read({ bob: first + 3, ann: first + 1 });
    await expect.poll(() => markAt(first + 3)).toBe("Read by Bob");
    expect(word.all()).toHaveLength(1);
  });
});

describe("a small room", () => {
  test("shows each person at the furthest message they have read, and never oneself", async () => {
    const first = await roomOf(["bob", "cy"]);
    await read({ ann: first + 1, bob: first, cy: first + 1 });
    await expect.poll(() => facesAt(first + 1)).toEqual(["cy"]);
    expect(markAt(first + 1)).toBe("Read by Cy");
    // His answer is next, and he has read it himself.
    expect(facesAt(first)).toEqual([]);
    await read({ ann: first + 1, bob: first + 3, cy: first + 3 });
    await expect.poll(() => facesAt(first + 3)).toEqual(["bob", "cy"]);
    expect(facesAt(first + 1)).toEqual([]);
    expect(markAt(first + 3)).toBe("Read by Bob and Cy");
  });

  test("changes the height of no row, and hides none of the words", async () => {
    const first = await roomOf(["bob", "cy"]);
    const before = heights();
    await read({ bob: first + 3, cy: first + 1 });
    await expect.poll(() => facesAt(first + 3)).toEqual(["bob"]);
    expect(heights()).toEqual(before);
    const words = list()
      .querySelector(`[data-seq="${first + 3}"] p`)
      ?.getBoundingClientRect();
    const mark = list().querySelector("[data-receipt]")?.getBoundingClientRect();
    expect(mark?.left).toBeGreaterThanOrEqual(words?.right ?? Infinity);
    expect(mark?.right).toBeLessThanOrEqual(list().getBoundingClientRect().right);
  });

  test("lets a picture slide to what was read since, unless less motion is wanted", async () => {
    const slides = vi.spyOn(Element.prototype, "animate");
    const first = await roomOf(["bob", "cy"]);
    await read({ cy: first });
    await expect.poll(() => facesAt(first)).toEqual(["cy"]);
    await read({ cy: first + 3 });
    await expect.poll(() => facesAt(first + 3)).toEqual(["cy"]);
    expect(slides.mock.calls).toMatchObject([
      [[{ transform: expect.stringMatching(/^translateY\(-\d/) }, {}], {}],
    ]);
    document.documentElement.dataset["motion"] = "less";
    await read({ cy: first });
    await expect.poll(() => facesAt(first)).toEqual(["cy"]);
    expect(slides).toHaveBeenCalledTimes(1);
  });

  test("tells who it was when it is asked, by keyboard too", async () => {
    const first = await roomOf(["bob", "cy"]);
    await read({ bob: first + 3, cy: first + 3 });
    await expect.poll(() => facesAt(first + 3)).toHaveLength(2);
    const row = list().querySelector<HTMLElement>(`[data-seq="${first + 3}"]`);
    row?.focus();
    await expect
      .poll(() => list().querySelector("button[data-receipt]")?.getAttribute("tabindex"))
      .toBe("0");
    list().querySelector<HTMLElement>("button[data-receipt]")?.focus();
    await userEvent.keyboard("{Enter}");
    const dialog = page.getByRole("dialog", { name: "Read by" });
    await expect.element(dialog.getByText("Bob")).toBeVisible();
    await expect.element(dialog.getByText("Cy")).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(dialog).not.toBeInTheDocument();
  });

  test("describes the message with it to whoever hears it", async () => {
    const first = await roomOf(["bob", "cy"]);
    await read({ bob: first + 3, cy: first + 3 });
    const row = () =>
      page.elementLocator(list().querySelector(`[data-seq="${first + 3}"]`) ?? list());
    await expect.element(row()).toHaveAccessibleDescription("Read by Bob and Cy");
    await read({});
    await expect.element(row()).not.toHaveAccessibleDescription();
  });

  test("shows nobody who is no member any more", async () => {
    const first = await roomOf(["bob", "cy"]);
    await read({ bob: first + 3, cy: first + 3, eve: first + 3 });
    await expect.poll(() => facesAt(first + 3)).toEqual(["bob", "cy"]);
    room.happen([eventOf({ by: "cy", does: "member.left" }, first + 4)]);
    await expect.poll(() => markAt(first + 3)).toBe("Read by Bob");
  });
});

describe("a larger room", () => {
  test("says how many have read what one has said", async () => {
    const names = ["bob", ...guests(14)];
    const first = await roomOf(names);
    await read(Object.fromEntries(names.map((name, i) => [name, i < 4 ? first + 3 : first])));
    await expect
      .poll(() => markAt(first + 3))
      .toMatch(/^Read by Bob, Guest0, Guest1,? and Guest2$/);
    const says = (seq: number) =>
      list().querySelector(`[data-seq="${seq}"] [data-receipt]`)?.textContent;
    expect(says(first + 3)).toContain("Read by 4");
    expect(says(first)).toContain("Read by 15");
    // What says the same as the one below it is seen only where it is looked for.
    const quiet = list().querySelector(`[data-seq="${first + 2}"] [data-quiet]`);
    expect(quiet && getComputedStyle(quiet).opacity).toBe("0");
  });

  test("shows nothing when it is too large, also when it becomes so", async () => {
    const names = guests(RECEIPTS_UP_TO - 1);
    const first = await roomOf(names);
    await read(Object.fromEntries(names.map((name) => [name, first + 3])));
    await expect.poll(() => markAt(first + 3)).toBeDefined();
    room.happen([eventOf({ by: "late", does: "member.joined" }, first + 4)]);
    await expect.poll(() => markAt(first + 3)).toBeUndefined();
  });
});

test("whoever hides theirs sees none", async () => {
  const first = await roomOf(["bob", "cy"]);
  await read({ bob: first + 3 });
  await expect.poll(() => facesAt(first + 3)).toEqual(["bob"]);
  const hides = { kind: "receipts", isShown: false, at: 1 } as const;
  inbox.setState({ ...NOTHING_HELD, entries: new Map([["receipts", hides]]) }, true);
  await expect.poll(() => markAt(first + 3)).toBeUndefined();
});
