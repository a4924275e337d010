import "../styles/layers.css";
import axe from "axe-core";
import * as v from "valibot";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { ActivityEntry, nameOf } from "#protocol/inbox/entries.ts";
import { knowRooms } from "../directory/known-rooms.test-kit.ts";
import { inbox, NOTHING_HELD } from "../inbox/held.ts";
import { wishes } from "../inbox/wishes.ts";
import { loadRich } from "../markup/rich.ts";
import { reach } from "../offline/reach.ts";
import { tellOpened } from "../room/opened-rooms.ts";
import { ANN, ROOM, storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { ActivityPage } from "./activity-page.tsx";
import { UnseenCount } from "./unseen-count.tsx";

const NOON = new Date(2026, 10, 25, 12).getTime();
const me = { ...ANN, role: "member" as const };

let close = () => {};
let ids = 0;

beforeEach(async () => {
  await loadRich();
  ids = 0;
  const said = [
    { by: "ann", says: "What shall we **cook**?" },
    { by: "bob", says: "Stew, @Ann" },
    { by: "cy", name: "Cyrus", says: "Soup" },
    { by: "bob", does: "member.joined" },
    { by: "cy", name: "Cyrus", does: "member.joined" },
  ] as const;
  close = tellOpened(storyRoom(tellStory(said)));
  knowRooms([{ id: ROOM, name: "Tea", topic: "", members: 3, joined: true, lastAt: null }]);
  reach.setState({ isReached: true });
  // What nobody here holds is asked for, and no answer comes.
  vi.stubGlobal("fetch", () => new Promise(() => undefined));
  history.replaceState(null, "", "/activity");
});
afterEach(async () => {
  await cleanup();
  close();
  vi.unstubAllGlobals();
  inbox.setState(NOTHING_HELD, true);
  for (const { id } of wishes.all()) wishes.settle(id);
  history.replaceState(null, "", "/");
});

const entry = (more: object = {}) => {
  ids += 1;
  return v.parse(ActivityEntry, {
    kind: "activity",
    id: ids,
    what: "mention",
    room: ROOM,
    seq: 3,
    by: "bob",
    at: NOON + ids * 60_000,
    isSeen: false,
    isGone: false,
    ...more,
  });
};
const reaction = (by: string, emoji: string, more: object = {}) =>
  entry({ what: "reaction", seq: 2, by, emoji, ...more });
const tell = (...entries: ActivityEntry[]) =>
  inbox.setState({
    epoch: "one",
    cursor: 1,
    entries: new Map(entries.map((one) => [nameOf(one), one])),
  });
const show = () =>
  render(
    <div style={{ blockSize: 500 }}>
      <ActivityPage me={me} />
      <UnseenCount />
    </div>,
  );
const lines = () =>
  [...document.querySelectorAll<HTMLElement>("[data-activity]")].map(({ textContent }) =>
    textContent.replace(/, [\d:]+\s?[AP]M/, ""),
  );
const seen = () => wishes.all().flatMap((wish) => (wish.type === "seen" ? wish.activity : []));
const unseen = () => page.getByText(/^, \d+ unseen$/);

test("says who did what, where, and about which words, without their marks", async () => {
  tell(
    entry(),
    entry({ what: "reply", seq: 4, by: "cy", isSeen: true }),
    reaction("bob", "👍", { isSeen: true }),
    reaction("cy", "❤️", { isSeen: true }),
  );
  const { container } = await show();
  await expect
    .poll(lines)
    .toEqual([
      "Cyrus and Bob reacted ❤️ 👍 in Tea: What shall we cook?",
      "Cyrus replied to you in Tea: Soup",
      "New: Bob mentioned you in Tea: Stew, @Ann",
    ]);
  const { violations } = await axe.run(container);
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test("who was named in a room's note is led to where that is", async () => {
  const mention = "01a21649-cbfc-7f0c-8ba6-f01b4b66ab33";
  tell(entry({ what: "note", mention }));
  await show();
  await expect
    .poll(lines)
    .toEqual(["New: Bob mentioned you in the note of Tea: Open the note to read it there."]);
  const [line] = document.querySelectorAll<HTMLAnchorElement>("[data-activity]");
  expect(line?.getAttribute("href")).toBe(`/rooms/tea?note&at=${mention}`);
});

test("what was deleted is told quietly, and waits for nobody", async () => {
  tell(entry({ isGone: true }));
  await show();
  await expect.poll(lines).toEqual(["Bob mentioned you in Tea: Message deleted"]);
  await expect.element(unseen()).not.toBeInTheDocument();
});

test("arrow keys go from line to line, and Tab passes the others by", async () => {
  tell(entry(), entry(), entry());
  await show();
  await expect.poll(lines).toHaveLength(3);
  const links = [...document.querySelectorAll<HTMLElement>("[data-activity]")];
  expect(links.map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1]);
  links[0]?.focus();
  await userEvent.keyboard("{ArrowDown}");
  expect(document.activeElement).toBe(links[1]);
  await userEvent.keyboard("{End}");
  expect(document.activeElement).toBe(links[2]);
  await expect.poll(() => links.map(({ tabIndex }) => tabIndex)).toEqual([-1, -1, 0]);
});

test("what is opened is seen at once, all of a line, and nothing else", async () => {
  tell(entry(), reaction("bob", "👍"), reaction("cy", "👍"));
  await show();
  await expect.element(unseen()).toHaveTextContent("3 unseen");
  await page.getByRole("link", { name: /reacted/ }).click();
  expect(location.pathname).toBe(`/rooms/${ROOM}/2`);
  expect(seen()).toEqual([3, 2]);
  await expect.element(unseen()).toHaveTextContent("1 unseen");
});

test("what was said in a thread is opened in its thread", async () => {
  tell(entry({ what: "reply", seq: 4, thread: 2 }));
  await show();
  await page.getByRole("link", { name: /replied to you in a thread/ }).click();
  expect(location.pathname + location.search).toBe(`/rooms/${ROOM}/2?thread=2`);
});

test("all that is listed is marked as seen, however much it is", async () => {
  const mentions = Array.from({ length: 300 }, () => entry());
  tell(...mentions, reaction("bob", "👍"));
  await show();
  await page.getByRole("link", { name: "Mentions" }).click();
  await page.getByRole("button", { name: "Mark all as seen" }).click();
  expect(seen()).toHaveLength(300);
  expect(wishes.all()).toHaveLength(2);
  await expect.element(unseen()).toHaveTextContent("1 unseen");
  await expect.element(page.getByRole("button", { name: "Mark all" })).not.toBeInTheDocument();
});

test("the address keeps what is asked for, and back leaves it all", async () => {
  tell(entry(), reaction("bob", "👍", { isSeen: true }));
  const steps = history.length;
  await show();
  await page.getByRole("link", { name: "Reactions" }).click();
  await expect.poll(lines).toHaveLength(1);
  await page.getByRole("checkbox", { name: "Unseen only" }).click();
  await expect.element(page.getByText("Nothing unseen here")).toBeVisible();
  expect(location.search).toBe("?kind=reactions&new");
  expect(history.length).toBe(steps);
  await page.getByRole("button", { name: "Show what you have seen" }).click();
  await expect.poll(lines).toHaveLength(1);
});

test("whoever comes back finds the line that they opened where it was", async () => {
  tell(...Array.from({ length: 400 }, () => entry()));
  const shown = await show();
  await expect.poll(lines).toHaveLength(400);
  const at = (id: number) => document.querySelector<HTMLElement>(`[data-activity="${id}"]`);
  const topOf = (id: number) => {
    const bar = page.getByRole("navigation").element().getBoundingClientRect();
    return (at(id)?.getBoundingClientRect().top ?? 0) - bar.bottom;
  };
  at(150)?.scrollIntoView({ block: "center" });
  await expect.poll(() => at(150)?.textContent).toContain("Stew");
  const before = topOf(150);
  at(150)?.focus();
  await userEvent.keyboard("{Enter}");
  await shown.unmount();
  history.back();
  await expect.poll(() => location.pathname).toBe("/activity");
  await show();
  await expect.poll(() => document.activeElement).toBe(at(150));
  await expect.poll(() => Math.abs(topOf(150) - before)).toBeLessThan(2);
});

test("says what it does not know yet, and why", async () => {
  await show();
  await expect.element(page.getByRole("status", { name: "Loading your activity" })).toBeVisible();
  tell();
  await expect.element(page.getByText("Nothing yet")).toBeVisible();
  reach.setState({ isReached: false });
  await expect.element(page.getByText("This device knows of no activity yet.")).toBeVisible();
  tell(entry());
  await expect.element(page.getByText("You are offline. This is")).toBeVisible();
  await expect.poll(lines).toHaveLength(1);
});
