import "../styles/layers.css";
import axe from "axe-core";
import * as v from "valibot";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { ActivityEntry, nameOf } from "#protocol/inbox/entries.ts";
import { personId, roomId } from "../../test/words.ts";
import { knowRooms } from "../directory/known-rooms.test-kit.ts";
import { inbox, NOTHING_HELD } from "../inbox/held.ts";
import { wishes } from "../inbox/wishes.ts";
import { reach } from "../offline/reach.ts";
import { sessionStore } from "../session/session.ts";
import { ANN } from "../timeline/story.test-kit.ts";
import { ActivityPage } from "./activity-page.tsx";
import { UnseenCount } from "./unseen-count.tsx";

const ROOM = roomId("garden");
const listed = {
  id: ROOM,
  name: "Garden",
  topic: "What grows",
  members: 3,
  joined: false,
  lastAt: null,
  invitation: { by: personId("bob"), name: "Bob", at: 1 },
};
/** A token, for whoever asks for one. */
const SESSION = {
  accessToken: "t",
  expiresAt: Date.now() + 300_000,
  person: { ...ANN, role: "member" },
};
const asked: { path: string; body: unknown }[] = [];
let refusal: object | null = null;

const entry = (more: object = {}) =>
  v.parse(ActivityEntry, {
    kind: "activity",
    id: 1,
    what: "invitation",
    room: ROOM,
    seq: 9,
    by: "bob",
    at: new Date(2026, 10, 25, 12).getTime(),
    isSeen: false,
    isGone: false,
    ...more,
  });
const tell = (...entries: ActivityEntry[]) =>
  inbox.setState({
    epoch: "one",
    cursor: 1,
    entries: new Map(entries.map((one) => [nameOf(one), one])),
  });

beforeEach(() => {
  asked.length = 0;
  refusal = null;
  const person = { ...ANN, role: "member" as const };
  sessionStore.setState({ at: "signed_in", person, community: "Tea Club" }, true);
  // After it: whoever comes has no rooms yet.
  knowRooms([listed]);
  reach.setState({ isReached: true });
  vi.stubGlobal("fetch", async (path: string, { body }: { body?: string } = {}) => {
    if (path.startsWith("/api/session")) return Response.json(SESSION);
    if (body === undefined) return new Promise(() => undefined);
    asked.push({ path, body: JSON.parse(body) });
    return refusal ? Response.json(refusal, { status: 503 }) : Response.json({});
  });
  history.replaceState(null, "", "/activity");
});
afterEach(async () => {
  await cleanup();
  vi.unstubAllGlobals();
  sessionStore.setState({ at: "unknown" }, true);
  inbox.setState(NOTHING_HELD, true);
  for (const { id } of wishes.all()) wishes.settle(id);
  knowRooms([]);
  history.replaceState(null, "", "/");
});

const show = () =>
  render(
    <div style={{ blockSize: 500 }}>
      <ActivityPage me={{ ...ANN, role: "member" }} />
      <UnseenCount />
    </div>,
  );
const line = () => page.getByRole("link", { name: /invites you/ });

test("says who invites into which room and what that is about, and counts as unseen", async () => {
  tell(entry());
  const { container } = await show();
  await expect
    .element(line())
    .toHaveTextContent(/^New: Bob invites you to Garden, .*: What grows · 3 members$/);
  await expect.element(page.getByText(/^, \d+ unseen$/)).toHaveTextContent("1 unseen");
  const { violations } = await axe.run(container);
  expect(violations.map(({ id }) => id)).toEqual([]);
  await line().click();
  expect(location.pathname).toBe(`/rooms/${ROOM}`);
  expect(wishes.all()).toMatchObject([{ type: "seen", activity: [1] }]);
});

test("Join goes in, and leads there", async () => {
  tell(entry());
  await show();
  await page.getByRole("button", { name: "Join Garden" }).click();
  await expect.poll(() => location.pathname).toBe(`/rooms/${ROOM}`);
  expect(asked).toMatchObject([
    { path: `/api/rooms/${ROOM}/commands`, body: { type: "room.join" } },
  ]);
});

test("Decline tells the room, and stays where one is", async () => {
  tell(entry());
  await show();
  await page.getByRole("button", { name: "Decline the invitation to Garden" }).click();
  await expect
    .poll(() => asked)
    .toMatchObject([{ body: { type: "member.uninvite", person: ANN.id } }]);
  expect(location.pathname).toBe("/activity");
});

test("what did not work says why, and can be tried again", async () => {
  refusal = { code: "unavailable", status: 503, title: "Not now.", retryable: true };
  tell(entry());
  await show();
  await page.getByRole("button", { name: "Join Garden" }).click();
  await expect.element(page.getByRole("alert")).toHaveTextContent("Not now.");
  refusal = null;
  await page.getByRole("button", { name: "Join Garden" }).click();
  await expect.poll(() => location.pathname).toBe(`/rooms/${ROOM}`);
});

test("one that is over is not listed, and invitations alone can be asked for", async () => {
  tell(entry({ isGone: true }), entry({ id: 2, what: "mention", isSeen: true, isGone: true }));
  await show();
  await page.getByRole("link", { name: "Invitations" }).click();
  await expect.element(page.getByText("No invitations")).toBeVisible();
  await expect.element(line()).not.toBeInTheDocument();
});
