import "../styles/layers.css";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import type { CommunityRole } from "#protocol/roles.ts";
import { knowRooms } from "../directory/known-rooms.test-kit.ts";
import type { Who } from "../shell/shell.tsx";
import { ANN } from "../timeline/story.test-kit.ts";
import { Sidebar } from "./sidebar.tsx";

afterEach(cleanup);

const show = (role: CommunityRole) => {
  knowRooms([]);
  const who: Who = { at: "signed_in", person: { ...ANN, role }, community: "Tea House" };
  return render(<Sidebar who={who} ask={{ invite: () => {}, newRoom: () => {} }} />);
};
const offered = async (role: CommunityRole) => {
  const { container } = await show(role);
  const things = container.querySelectorAll(
    'a:not([href="/"]), button:not([popovertarget], [aria-expanded], [aria-keyshortcuts])',
  );
  return [...things].flatMap((thing) => {
    const says = thing.getAttribute("aria-label") ?? thing.textContent.trim();
    return thing.closest('[role="menu"]') ? [] : [says];
  });
};

const MAKES = ["New room", "Create the first room"];
const FINDS = ["Saved", "Browse rooms", "People"];

test.each([
  ["owner", ["Activity", "Threads", ...MAKES, ...FINDS, "Invite people"]],
  ["admin", ["Activity", "Threads", ...MAKES, ...FINDS, "Invite people"]],
  ["member", ["Activity", "Threads", ...MAKES, ...FINDS]],
  ["guest", ["Activity", "Threads", "Saved"]],
] as const)("offers what one may do, and nothing else: %s", async (role, things) => {
  expect(await offered(role)).toEqual(things);
});

test("a guest in no room is told how to come into one", async () => {
  await show("guest");
  await expect
    .element(page.getByText("You are in no room yet. Ask whoever invited you for a link."))
    .toBeVisible();
});

test.each([
  ["owner", ["Availability", "Your account", "Settings", "Settings of the community", "Sign out"]],
  ["member", ["Availability", "Your account", "Settings", "Sign out"]],
] as const)("the menu at one's name leads to what one may set: %s", async (role, items) => {
  await show(role);
  await page.getByRole("button", { name: /your menu$/ }).click();
  const menu = page.getByRole("menu", { name: "You" });
  await expect.element(menu).toBeVisible();
  expect([...menu.element().children].map(({ textContent }) => textContent)).toEqual(items);
});
