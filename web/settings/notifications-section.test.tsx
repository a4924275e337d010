import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { fakePush, type FakePush } from "../push/fake-push.test-kit.ts";
import { pushBrowser } from "../push/push-browser.ts";
import { NotificationsSection } from "./notifications-section.tsx";

let fake: FakePush;
beforeEach(() => {
  fake = fakePush();
});
afterEach(cleanup);

const button = (name: string) => page.getByRole("button", { name });
const show = async () => {
  await render(<NotificationsSection push={fake.push} />);
  await fake.push.start("ann");
};

test("one press turns it on, a test can be sent, and another press turns it off", async () => {
  await show();
  await expect.element(page.getByText("Notifications are off for this device.")).toBeVisible();
  await button("Turn on notifications").click();
  await expect.element(page.getByText("Notifications are on for this device.")).toHaveFocus();
  await button("Send a test").click();
  await expect.element(page.getByText(/^Sent\. If nothing shows/)).toBeVisible();
  expect(fake.did.at(-1)).toBe("server: test");
  await button("Turn off").click();
  await expect.element(page.getByText("Notifications are off for this device.")).toHaveFocus();
  expect(fake.has).toBeNull();
});

test.each([
  [{ ability: "unsupported" }, /private window/],
  [{ ability: "needs_home_screen" }, /Add to Home Screen/],
  [{ permission: "denied" }, /Allow them in its settings/],
] as const)(
  "where it cannot be (%j), it says why, and offers nothing that would not work",
  async (changes, says) => {
    Object.assign(fake, changes);
    await show();
    await expect.element(page.getByText(says)).toBeVisible();
    expect(page.getByRole("button").elements()).toEqual([]);
  },
);

test.each([
  ["the community sends none", { key: null }, /This community sends none/],
  ["the browser’s maker does not answer", { canSubscribe: false }, /browser’s maker/],
] as const)(
  "where %s, it is on while a page is open, can be tried, and says why",
  async (_, changes, says) => {
    await show();
    Object.assign(fake, changes);
    await button("Turn on notifications").click();
    await expect.element(page.getByText(says)).toHaveFocus();
    await button("Send a test").click();
    await expect.element(page.getByText(/^Sent\. If nothing shows/)).toBeVisible();
    expect(fake.did.at(-1)).toBe("show: It works");
    await button("Turn off").click();
    await expect.element(page.getByText("Notifications are off for this device.")).toHaveFocus();
  },
);

test("what did not work is told beside what was pressed, which can be pressed again", async () => {
  await show();
  fake.isOnline = false;
  await button("Turn on notifications").click();
  await expect.element(page.getByRole("alert")).toHaveTextContent(/server/);
  fake.isOnline = true;
  await button("Turn on notifications").click();
  await expect.element(page.getByText("Notifications are on for this device.")).toBeVisible();
  expect(page.getByRole("alert").elements()).toEqual([]);
});

test("an answer of no leaves no button that would ask in vain", async () => {
  await show();
  fake.answers = "denied";
  await button("Turn on notifications").click();
  await expect.element(page.getByText(/Allow them in its settings/)).toHaveFocus();
  fake.changePermission("granted");
  await expect.element(button("Turn on notifications")).toBeVisible();
});

test.each(["off", "on"] as const)(
  "no rule of accessibility is broken while it is %s",
  async (at) => {
    if (at === "on") Object.assign(fake, { wisher: "ann", permission: "granted" });
    await show();
    await expect.element(page.getByText(`Notifications are ${at}`)).toBeVisible();
    const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
    expect(violations.map(({ id }) => id)).toEqual([]);
  },
);

test("a page without a service worker, as while one develops, has no notifications", async () => {
  expect(await pushBrowser(false).ability()).toBe("unsupported");
  expect(await pushBrowser(false).subscription()).toBeNull();
  expect(await pushBrowser(false).subscribe("BA")).toBeNull();
});
