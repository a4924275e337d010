import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { rememberPlace } from "../timeline/place-memory.ts";
import { list, settled, show, talk } from "../timeline/shown-list.test-kit.tsx";
import { ROOM, storyRoom } from "../timeline/story.test-kit.ts";
import { Announcer } from "../ui/announcer.tsx";
import { news } from "./news.ts";
import { markRead, positions } from "./read-position.ts";

beforeEach(() => {
  positions.setState({ since: 0, read: {} }, true);
  vi.spyOn(document, "hasFocus").mockReturnValue(false);
  markRead(ROOM, { seq: 100, at: Date.UTC(2026, 10, 2, 13) });
});
afterEach(async () => {
  await cleanup();
  rememberPlace(ROOM, null);
  news.setState({}, true);
});

const line = () => page.getByText("New", { exact: true });
const banner = () => page.getByRole("region", { name: "New messages" });

/** Somebody comes by the address of a message far below what is new. */
async function arriveBelow(room = storyRoom(talk(300))) {
  const shown = await show(room, undefined, 290);
  await settled();
  return shown;
}

test("says how much is new and since when, while the line is out of sight above", async () => {
  const { container } = await arriveBelow();
  await expect.element(banner()).toHaveTextContent(/^200 new since Nov 2, .*Jump.*Mark read$/);
  await expect.poll(() => getComputedStyle(banner().element()).opacity).toBe("1");
  const { violations } = await axe.run(container);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

test("says only since when where not all of it is loaded", async () => {
  await arriveBelow(storyRoom(talk(300), 250));
  await expect.element(banner()).toHaveTextContent(/^New since Nov 2, /);
});

test("leads to the line, which is spoken of once, and is not there again", async () => {
  await render(<Announcer />);
  await arriveBelow();
  await banner().getByRole("button", { name: "Jump" }).click();
  await expect.poll(() => line().query()).not.toBeNull();
  await expect.element(page.getByRole("status")).toHaveTextContent("200 new messages");
  expect(banner().query()).toBeNull();
  await expect.element(page.getByRole("article", { name: /words 101/ })).toHaveFocus();
  list().scrollTop += 3_000;
  await settled();
  expect(banner().query()).toBeNull();
});

test("marks the room as read, and goes with the line; the keyboard stays in the list", async () => {
  news.setState({ [ROOM]: { seq: 300, by: 1, at: 1, epoch: null } });
  await arriveBelow();
  const button = banner().getByRole("button", { name: "Mark read" });
  await expect.element(button).toBeVisible();
  (button.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => banner().query()).toBeNull();
  expect(positions.getState().read[ROOM]?.seq).toBe(300);
  expect(document.activeElement).toBe(list());
  list().scrollTop = 4_600;
  await settled();
  expect(line().query()).toBeNull();
});
