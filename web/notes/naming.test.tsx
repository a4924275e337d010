import "../styles/layers.css";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import { directory } from "../directory/directory.ts";
import { FakeNote } from "./fake-note.test-kit.ts";
import { showNoteOf } from "./shown-note.test-kit.tsx";

const GENERAL = "0190b5a0-0000-7000-8000-000000000011";

let server: FakeNote;
beforeEach(async () => {
  server = new FakeNote();
  const room = { id: GENERAL, name: "general", topic: "", members: 1, joined: true, lastAt: null };
  directory.store.setState({ data: [room] as never });
  await page.viewport(1200, 800);
});
afterEach(async () => {
  await cleanup();
  directory.store.setState({ data: undefined });
});

const people = () => page.getByRole("listbox", { name: "People" });
const rooms = () => page.getByRole("listbox", { name: "Rooms" });
async function stored(text: string) {
  await expect.poll(() => server.text).toContain(text);
}

test("a room is offered by its sign, and stands there as a link to it", async () => {
  const { box } = await showNoteOf(server);
  await userEvent.click(box);
  await userEvent.keyboard("see #ge");
  await expect.element(rooms().getByRole("option", { name: "general" })).toBeVisible();
  await userEvent.keyboard("{Enter}too");
  const link = page.getByRole("link", { name: "#general" });
  await expect.element(link).toHaveAttribute("href", `/rooms/${GENERAL}`);
  await stored(`room="${GENERAL}"`);
  expect(box.element().textContent).toContain("see #general too");
});

test("a space that is typed after a name is the one that it brought, and only that one", async () => {
  const { box } = await showNoteOf(server);
  await userEvent.click(box);
  await userEvent.keyboard("@b");
  await expect.element(people()).toBeVisible();
  await userEvent.keyboard("{Enter} and");
  await stored(" and");
  expect(box.element().textContent).toBe("@Bob and");
  await userEvent.keyboard(" @b");
  await expect.element(people()).toBeVisible();
  await userEvent.keyboard("{Enter}  .");
  await stored("  .");
});

test("the sign alone at the beginning of a line offers nothing, and with a space it makes a heading", async () => {
  const { box } = await showNoteOf(server);
  await userEvent.click(box);
  await userEvent.keyboard("#");
  await stored("#");
  await expect.element(rooms()).not.toBeInTheDocument();
  await userEvent.keyboard(" Plans");
  await expect.element(page.getByRole("heading", { name: "Plans" })).toBeVisible();
  await userEvent.keyboard("{Enter}#g");
  await expect.element(rooms()).toBeVisible();
});
