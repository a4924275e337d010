import "../styles/layers.css";
import { QueryClientProvider } from "@tanstack/react-query";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import type { RoomEvent } from "#protocol/events.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import { queryClient } from "../query-client.ts";
import { sessionStore } from "../session/session.ts";
import {
  ANN,
  nextId,
  ROOM,
  storyRoom,
  tellStory,
  type StoryRoom,
} from "../timeline/story.test-kit.ts";
import { personId } from "../../test/words.ts";
import { InvitePeople } from "./invite-people-dialog.tsx";

const someone = (id: string, role: CommunityRole = "member") => ({
  id,
  name: id[0]?.toUpperCase() + id.slice(1),
  role,
  since: 1,
  isBanned: false,
});
const EVERYONE = [
  someone("ann", "owner"),
  someone("bob"),
  someone("cy"),
  someone("dan"),
  someone("gus", "guest"),
];

/** What was asked of the server, and what it answers. */
const asked: { path: string; body: unknown }[] = [];
let refusal: object | null = null;
let room: StoryRoom;
const onClose = vi.fn();

beforeEach(async () => {
  await page.viewport(900, 900);
  asked.length = 0;
  refusal = null;
  onClose.mockClear();
  queryClient.clear();
  signIn("owner");
  vi.stubGlobal("fetch", async (path: string, { body }: { body?: string } = {}) => {
    const url = new URL(path, location.href);
    if (url.pathname.startsWith("/api/session")) return Response.json(session());
    const sent: unknown = body === undefined ? null : JSON.parse(body);
    if (sent !== null) asked.push({ path: url.pathname, body: sent });
    if (sent !== null && refusal) return Response.json(refusal, { status: 409 });
    return Response.json(answerTo(url, sent));
  });
  room = storyRoom(tellStory([{ by: "bob", does: "member.joined" }]));
  room.happen([invited(3, "cy")]);
});
afterEach(async () => {
  await cleanup();
  vi.unstubAllGlobals();
  sessionStore.setState({ at: "unknown" }, true);
});

/** A token, for whoever asks for one. */
function session() {
  return { accessToken: "t", expiresAt: Date.now() + 300_000, person: { ...ANN, role: "owner" } };
}

function answerTo({ pathname, searchParams }: URL, sent: unknown): object {
  if (pathname === "/api/people") {
    const name = searchParams.get("name") ?? "";
    const people = EVERYONE.filter((one) => one.name.toLowerCase().includes(name.toLowerCase()));
    return { people, hasMore: false, count: people.length };
  }
  if (pathname.endsWith("/invitations") && sent !== null)
    return { invited: (sent as { people: string[] }).people };
  if (pathname.endsWith("/invitations")) return { invited: [{ id: "cy", name: "Cy" }] };
  return {};
}

function signIn(role: CommunityRole) {
  sessionStore.setState({ at: "signed_in", person: { ...ANN, role }, community: "Tea Club" }, true);
}

function invited(seq: number, ...people: string[]): RoomEvent {
  const by = ANN.id;
  return {
    type: "member.invited",
    seq,
    id: nextId(),
    at: seq,
    by,
    name: "Ann",
    people: people.map(personId),
  };
}

const show = () =>
  render(
    <QueryClientProvider client={queryClient}>
      <InvitePeople handle={room} onClose={onClose} />
    </QueryClientProvider>,
  );
const box = (name: string) => page.getByRole("checkbox", { name: new RegExp(`^${name}`) });
const wishes = () => asked.filter(({ path }) => path.endsWith("/invitations"));

test("those who are in the room or asked already cannot be chosen, and say so", async () => {
  await show();
  await expect.element(box("Bob")).toBeDisabled();
  await expect.element(box("Bob")).toHaveAccessibleName("Bob In the room");
  await expect.element(box("Cy")).toHaveAccessibleName("Cy Invited");
  await expect.element(box("Dan")).toBeEnabled();
  await expect.element(box("Gus")).toBeEnabled();
  // Half shown it has half the contrast.
  await Promise.all(document.getAnimations().map(({ finished }) => finished));
  const { violations } = await axe.run(page.getByRole("dialog").element());
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test("several are asked at once, whatever was sought meanwhile, and whoever was taken out is not", async () => {
  await show();
  await expect.element(page.getByRole("searchbox")).toHaveFocus();
  await box("Dan").click();
  await page.getByRole("searchbox").fill("gu");
  await expect.element(box("Dan")).not.toBeInTheDocument();
  await box("Gus").click();
  await expect.element(page.getByRole("button", { name: "Invite 2 people" })).toBeVisible();
  await page.getByRole("button", { name: "Take Dan out again" }).click();
  await page.getByRole("button", { name: "Invite 1 person" }).click();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(wishes()).toMatchObject([
    { path: `/api/rooms/${ROOM}/invitations`, body: { people: ["gus"] } },
  ]);
});

test("what failed says why and is tried again as the same wish; another choice is another", async () => {
  refusal = { code: "invitations_full", status: 409, title: "Too many.", retryable: false };
  await show();
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect.element(page.getByRole("alert")).toHaveTextContent("Choose somebody first.");
  expect(wishes()).toEqual([]);
  await box("Dan").click();
  const invite = page.getByRole("button", { name: "Invite 1 person" });
  await invite.click();
  await expect.element(page.getByRole("alert")).toHaveTextContent("Too many.");
  await invite.click();
  await box("Gus").click();
  await page.getByRole("button", { name: "Invite 2 people" }).click();
  await expect.poll(wishes).toHaveLength(3);
  const ids = wishes().map(({ body }) => (body as { id: string }).id);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).not.toBe(ids[1]);
  expect(onClose).not.toHaveBeenCalled();
});

test("whoever has not come yet is named, and can be uninvited", async () => {
  await show();
  await expect
    .element(page.getByRole("heading", { name: "Invited, not here yet 1" }))
    .toBeVisible();
  await page.getByRole("button", { name: "Withdraw the invitation of Cy" }).click();
  await expect
    .poll(() => asked)
    .toMatchObject([
      { path: `/api/rooms/${ROOM}/commands`, body: { type: "member.uninvite", person: "cy" } },
    ]);
});

test("a member brings no guests in, and takes back their own invitations alone", async () => {
  signIn("member");
  room.happen([{ ...invited(4, "dan"), by: personId("bob") }]);
  // Whoever has made the room keeps order there, so it has to be somebody else's.
  room.view.setState(({ room: now }) => ({
    room: { ...now, members: { ...now.members, ann: { name: "Ann", role: "member" } } },
  }));
  await show();
  await expect.element(box("Gus")).toBeDisabled();
  await expect.element(page.getByText(/^Guests are brought in by/)).toBeVisible();
  await expect
    .element(page.getByRole("button", { name: "Withdraw the invitation of Cy" }))
    .toBeVisible();
  await expect
    .element(page.getByRole("button", { name: /Withdraw the invitation of (?!Cy)/ }))
    .not.toBeInTheDocument();
  await expect
    .element(page.getByRole("button", { name: "Invite by link" }))
    .not.toBeInTheDocument();
});

test("nobody is found by a name that nobody has", async () => {
  await show();
  await page.getByRole("searchbox").fill("zoe");
  await expect.element(page.getByText("Nobody here is called “zoe”.")).toBeVisible();
  await userEvent.keyboard("{Escape}");
});
