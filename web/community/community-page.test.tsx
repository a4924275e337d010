import "../styles/layers.css";
import { QueryClientProvider } from "@tanstack/react-query";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import type { CommunityRole } from "#protocol/roles.ts";
import { refusal, REFUSALS, type RefusalCode } from "#protocol/refusals.ts";
import { queryClient } from "../query-client.ts";
import type { Who } from "../shell/shell.tsx";
import { CommunityPage } from "./community-page.tsx";
import { ANN } from "../timeline/story.test-kit.ts";

type Listed = { id: string; name: string; role: CommunityRole; since: number; isBanned: boolean };
const NOON = Date.UTC(2026, 10, 23, 12);
const person = (name: string, role: CommunityRole = "member"): Listed => ({
  id: name.toLowerCase(),
  name,
  role,
  since: NOON,
  isBanned: false,
});

/** The server, as far as this page asks it. */
let people: Listed[];
let asked: string[];
let refuses: RefusalCode | null;
let door: string;
let editWindowMs: number | null;

beforeEach(() => {
  people = [person("Ann", "owner"), person("Bob"), person("Cleo", "guest")];
  asked = [];
  refuses = null;
  door = "invite";
  editWindowMs = null;
  vi.stubGlobal("fetch", answer);
});
afterEach(async () => {
  await cleanup();
  queryClient.clear();
  vi.unstubAllGlobals();
});

async function answer(path: string, { method = "GET", body }: RequestInit = {}): Promise<Response> {
  const url = new URL(path, "http://server");
  if (url.pathname.startsWith("/api/session")) {
    asked.push(`${method} ${path}${typeof body === "string" ? ` ${body}` : ""}`);
    return Response.json({
      accessToken: "t",
      expiresAt: Date.now() + 300_000,
      person: owner.person,
    });
  }
  if (method !== "GET" || url.pathname === "/api/people")
    asked.push(`${method} ${path}${typeof body === "string" ? ` ${body}` : ""}`);
  if (refuses !== null) {
    const { status, says: title } = REFUSALS[refuses];
    return Response.json({ ...refusal(refuses), status, title }, { status });
  }
  if (url.pathname === "/api/community" && method === "GET")
    return Response.json({ name: "Tea House", door, mail: true, editWindowMs });
  if (url.pathname === "/api/invites") return Response.json({ invites: [] });
  if (method !== "GET") return new Response(null, { status: 204 });
  const name = url.searchParams.get("name") ?? "";
  const found = people.filter((each) => each.name.toLowerCase().includes(name));
  const from = found.findIndex(({ id }) => id === url.searchParams.get("after")) + 1;
  return Response.json({
    people: found.slice(from, from + 100),
    hasMore: found.length > from + 100,
    count: found.length,
  });
}

const owner: Who = { at: "signed_in", person: { ...ANN, role: "owner" }, community: "Tea House" };
const as = (role: CommunityRole): Who => ({ ...owner, person: { ...ANN, role } });
const show = (who: Who = owner, part?: string) =>
  render(
    <QueryClientProvider client={queryClient}>
      <CommunityPage part={part} who={who} ask={{ invite: () => {}, newRoom: () => {} }} />
    </QueryClientProvider>,
  );
const rows = page.getByRole("list", { name: "People" }).getByRole("listitem");
const names = () => rows.all().map((row) => row.element().querySelector("bdi")?.textContent);
const decide = async (about: string, what: string) => {
  await page.getByRole("button", { name: `Decide about ${about}` }).click();
  await page.getByRole("menuitem", { name: what }).click();
};

test("members see who is here, and nothing to decide or to set", async () => {
  await show(as("member"));
  await expect.element(page.getByText("3 people")).toBeVisible();
  expect(names()).toEqual(["Ann", "Bob", "Cleo"]);
  await expect.element(page.getByText("Guest", { exact: true })).toBeVisible();
  await expect.element(page.getByRole("button", { name: /Decide about/ })).not.toBeInTheDocument();
  await expect.element(page.getByRole("link", { name: "Settings" })).not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: "Invite people" })).not.toBeInTheDocument();
});

test.each(["invites", "settings", "elsewhere"])(
  "members are shown nothing of /%s",
  async (part) => {
    await show(as("member"), part);
    await expect.element(page.getByText("This is not for you to see")).toBeVisible();
  },
);

test.each(["member", "admin"] as const)(
  "a %s is not offered how it goes, and is told whose it is",
  async (role) => {
    await show(as(role), "figures");
    await expect
      .element(page.getByText("How it goes is for the owners of Tea House."))
      .toBeVisible();
    await expect.element(page.getByRole("link", { name: "Figures" })).not.toBeInTheDocument();
    expect(asked).toEqual([]);
  },
);

test("an owner comes to how it goes", async () => {
  await show();
  await expect
    .element(page.getByRole("link", { name: "Figures" }))
    .toHaveAttribute("href", "/people/figures");
});

test("putting out asks first, says what happens, and begins at the way back", async () => {
  await show();
  await decide("Bob", "Put out…");
  const dialog = page.getByRole("dialog", { name: "Put Bob out?" });
  await expect.element(dialog).toHaveTextContent(/signed out everywhere at once/);
  await expect.element(dialog.getByRole("button", { name: "Cancel" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  expect(asked.filter((what) => what.startsWith("PUT"))).toEqual([]);
  await expect.element(page.getByRole("button", { name: "Decide about Bob" })).toHaveFocus();

  await decide("Bob", "Put out…");
  const bob = people.find(({ name }) => name === "Bob");
  if (bob) bob.isBanned = true;
  await dialog.getByRole("button", { name: "Put out" }).click();
  await expect.element(rows.nth(1).getByText("Put out", { exact: true })).toBeVisible();
  expect(asked).toContain("PUT /api/people/bob/ban");
  await expect.element(page.getByRole("button", { name: "Decide about Bob" })).toHaveFocus();
});

test("what the server says against a decision stands in the dialog", async () => {
  await show();
  await decide("Ann", "Make a guest");
  refuses = "last_owner";
  await page.getByRole("button", { name: "Become a guest" }).click();
  await expect.element(page.getByRole("alert")).toHaveTextContent(REFUSALS.last_owner.says);
});

test("the focus stays on the page when a row has gone by what was decided", async () => {
  await show();
  await decide("Cleo", "Make a member");
  people = people.filter(({ name }) => name !== "Cleo");
  await page.getByRole("button", { name: "Make a member", exact: true }).click();
  await expect.element(page.getByText("2 people")).toBeVisible();
  expect(asked).toContain('PUT /api/people/cleo/role {"role":"member"}');
  await expect.element(page.getByRole("list", { name: "People" })).toHaveFocus();
});

test("of thousands a hundred stand here at first, and who is sought is asked for", async () => {
  people = Array.from({ length: 2_000 }, (_, i) => person(`Person${String(i).padStart(4, "0")}`));
  await show();
  await expect.element(page.getByText("2,000 people")).toBeVisible();
  await expect.poll(() => rows.elements().length).toBe(100);
  await page.getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => rows.elements().length).toBe(200);
  expect(asked.at(-1)).toBe("GET /api/people?after=person0099");
  const before = asked.length;
  await page.getByLabelText("Find a person").click();
  await userEvent.keyboard("person199");
  await expect.poll(() => rows.elements().length).toBe(10);
  expect(asked.at(-1)).toBe("GET /api/people?name=person199");
  // Not for every letter.
  expect(asked.length - before).toBeLessThan("person199".length / 2);
});

test("when nobody is found it says so, and leads back to everyone", async () => {
  await show();
  await page.getByLabelText("Find a person").fill("zoe");
  await expect.element(page.getByText("Nobody is called “zoe”")).toBeVisible();
  await page.getByRole("button", { name: "Show everyone" }).click();
  await expect.element(page.getByText("3 people")).toBeVisible();
});

test("when the people cannot be loaded it says why, and can be asked again", async () => {
  refuses = "unavailable";
  await show();
  await expect
    .element(page.getByText("The people could not be loaded"), { timeout: 5_000 })
    .toBeVisible();
  refuses = null;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect.element(page.getByText("3 people")).toBeVisible();
});

test("the door is chosen with a sentence for each, and only what changes is sent", async () => {
  await show(owner, "settings");
  const open = page.getByRole("radio", { name: "Open", exact: true });
  await expect.element(page.getByRole("radio", { name: "By invite" })).toBeChecked();
  await expect.element(open).toHaveAccessibleDescription(/^Anyone who finds this address/);
  await open.click();
  door = "open";
  await page.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => asked).toContain('PUT /api/community {"door":"open"}');
  await expect.element(open).toBeChecked();
});

test("the time to edit is chosen out of a few, and whoever chose it has it at once", async () => {
  await show(owner, "settings");
  const time = page.getByLabelText("How long people can edit what they said");
  await expect.element(time).toHaveDisplayValue("As long as they like");
  await userEvent.selectOptions(time, "15 minutes");
  editWindowMs = 900_000;
  await page.getByRole("button", { name: "Change time" }).click();
  await expect.poll(() => asked).toContain('PUT /api/community {"editWindowMs":900000}');
  await expect.element(page.getByText("Time to edit: 15 minutes").first()).toBeVisible();
  await expect.element(time).toHaveDisplayValue("15 minutes");
  await expect.poll(() => asked).toContain("POST /api/session/refresh {}");
  await userEvent.selectOptions(time, "As long as they like");
  await page.getByRole("button", { name: "Change time" }).click();
  await expect.poll(() => asked).toContain('PUT /api/community {"editWindowMs":null}');
});

test("a time to edit that was set otherwise is told, and stays unless another is chosen", async () => {
  editWindowMs = 90 * 60_000;
  await show(owner, "settings");
  const time = page.getByLabelText("How long people can edit what they said");
  await expect.element(time).toHaveDisplayValue("90 minutes");
  await page.getByRole("button", { name: "Change time" }).click();
  await expect.poll(() => asked).toContain('PUT /api/community {"editWindowMs":5400000}');
});

test("a name that cannot be stands beside its field", async () => {
  await show(owner, "settings");
  const field = page.getByLabelText("Name of the community");
  await field.fill(" ");
  refuses = "name_invalid";
  await page.getByRole("button", { name: "Change name" }).click();
  await expect.element(field).toHaveAccessibleDescription(REFUSALS.name_invalid.says);
});

test.each([undefined, "invites", "settings"])(
  "has nothing that axe objects to: %s",
  async (part) => {
    await show(owner, part);
    await expect
      .element(page.getByText(/^(3 people|No invite works at the moment|Closed)$/))
      .toBeVisible();
    const { violations } = await axe.run(document.body, {
      // The page alone, without its frame.
      rules: { region: { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  },
);
