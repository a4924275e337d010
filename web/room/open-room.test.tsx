import "../styles/layers.css";
import { QueryClientProvider } from "@tanstack/react-query";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { draftIn, forgetDrafts } from "../composer/drafts.ts";
import { edits, forgetEdits } from "../composer/edits.ts";
import { knowRooms } from "../directory/known-rooms.test-kit.ts";
import { Finder } from "../palette/finder.tsx";
import { queryClient } from "../query-client.ts";
import { closeAsked } from "../shell/asked.ts";
import { layout } from "../shell/layout.ts";
import type { Who } from "../shell/shell.tsx";
import {
  ANN,
  eventOf,
  nextId,
  storyRoom,
  tellStory,
  type StoryRoom,
} from "../timeline/story.test-kit.ts";
import { OpenRoom } from "./room-page.tsx";
import type { Pending } from "./room-view.ts";

const owner: Who = { at: "signed_in", person: { ...ANN, role: "owner" }, community: "Tea House" };

beforeEach(async () => {
  await page.viewport(1280, 800);
  layout.setState({ isPeopleOpen: false });
});

afterEach(async () => {
  await cleanup();
  closeAsked();
  knowRooms([]);
  forgetDrafts();
  forgetEdits();
});

test("in an empty room its owner is led to invite people", async () => {
  const invite = vi.fn();
  await show(storyRoom(tellStory([])), invite);
  await page.getByRole("button", { name: "Invite people" }).click();
  expect(invite).toHaveBeenCalledOnce();
});

test("the hint goes when somebody has written", async () => {
  const room = storyRoom(tellStory([]));
  await show(room);
  await expect.element(page.getByText("You are the only one here so far.")).toBeVisible();
  room.happen([eventOf({ by: "bob", says: "hello" }, 2)]);
  await expect.element(page.getByText("hello")).toBeVisible();
  await expect.element(page.getByText("You are the only one here so far.")).not.toBeInTheDocument();
});

test("editing a refused message leaves the draft and the message where they are until it is sent", async () => {
  const room = storyRoom(tellStory([{ by: "bob", says: "hi" }]));
  const id = nextId();
  room.view.setState({ pending: [refused(id)] });
  await show(room);
  const field = page.getByRole("textbox");
  await field.fill("half a thought");
  await page.getByRole("button", { name: "Edit" }).click();
  await expect.element(field).toHaveValue("once more");
  await expect.element(field).toHaveFocus();
  expect(room.view.getState().pending).toHaveLength(1);
  await field.fill("once again");
  await userEvent.keyboard("{Enter}");
  expect(room.did).toEqual([`instead ${id}`]);
  expect(room.view.getState().pending).toMatchObject([{ body: "once again" }]);
  await expect.element(field).toHaveValue("half a thought");
});

test("an edit that is given up gives the draft back, and the message stays as it was", async () => {
  const room = storyRoom(tellStory([{ by: "bob", says: "hi" }]));
  room.view.setState({ pending: [refused(nextId())] });
  await show(room);
  const field = page.getByRole("textbox");
  await field.fill("half a thought");
  await page.getByRole("button", { name: "Edit" }).click();
  await field.fill("never mind");
  await userEvent.keyboard("{Escape}");
  await expect.element(field).toHaveValue("half a thought");
  await expect.element(page.getByText("Editing a message")).not.toBeInTheDocument();
  expect(room.view.getState().pending).toMatchObject([{ body: "once more" }]);
});

test("an edit is there again when the room is opened again", async () => {
  const room = storyRoom(tellStory([{ by: "bob", says: "hi" }]));
  room.view.setState({ pending: [refused(nextId())] });
  const shown = await show(room);
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox").fill("better words");
  await shown.unmount();
  // As in a page that was loaded anew: only storage remembers.
  edits.setState({}, true);
  await show(room);
  await expect.element(page.getByRole("textbox")).toHaveValue("better words");
  await expect.element(page.getByText("Editing a message that was not sent")).toBeVisible();
});

test("deleting the message that is edited keeps what was changed, and the focus where one writes", async () => {
  const room = storyRoom(tellStory([{ by: "bob", says: "hi" }]));
  room.view.setState({ pending: [refused(nextId())] });
  await show(room);
  const field = page.getByRole("textbox");
  await page.getByRole("button", { name: "Edit" }).click();
  await field.fill("better words");
  await page.getByRole("button", { name: "Delete" }).click();
  await expect.element(field).toHaveValue("better words");
  await expect.element(field).toHaveFocus();
  expect(draftIn({ room: room.id }).text).toBe("better words");
});

test("without a line it says what waits", async () => {
  const room = storyRoom(tellStory([{ by: "bob", says: "hi" }]));
  await show(room);
  room.view.setState({ connection: { at: "offline", since: 0 } });
  room.post("one");
  room.post("two");
  await expect
    .element(page.getByText("No connection. 2 messages will be sent when you are back."))
    .toBeVisible();
});

test("says that a room can only be read, and that what is written goes out by itself", async () => {
  const room = storyRoom(tellStory([{ by: "bob", says: "hi" }]));
  await show(room);
  room.view.setState({ archive: "read_only" });
  await expect.element(page.getByText(/can only be read/)).toBeVisible();
  await page.getByRole("textbox").fill("still writing");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("still writing")).toBeVisible();
  room.view.setState({ archive: "live" });
  await expect.element(page.getByText(/can only be read/)).not.toBeInTheDocument();
});

test("an archive that runs late is told in the status line, unless someone types", async () => {
  const room = storyRoom(tellStory([{ by: "bob", says: "hi" }]));
  await show(room);
  room.view.setState({ archive: "degraded" });
  await expect.element(page.getByText(/archive is running late/)).toBeVisible();
  room.view.setState({ typing: new Map([[undefined, { people: [ANN], areMany: false }]]) });
  await expect.element(page.getByText(/archive is running late/)).not.toBeInTheDocument();
});

test("says who is typing, and nothing moves when they begin", async () => {
  const room = storyRoom(tellStory([{ by: "bob", says: "hi" }]));
  await show(room);
  const before = page.getByRole("textbox").element().getBoundingClientRect().top;
  room.view.setState({ typing: new Map([[undefined, { people: [ANN], areMany: false }]]) });
  await expect.element(page.getByText(/Ann.* is typing/)).toBeVisible();
  expect(page.getByRole("textbox").element().getBoundingClientRect().top).toBe(before);
});

test("people who are here come before the others", async () => {
  const room = storyRoom(
    tellStory([
      { by: "abe", does: "member.joined" },
      { by: "zoe", does: "member.joined" },
    ]),
  );
  await show(room);
  await page.getByRole("button", { name: "People, 1 here" }).click();
  const names = page.getByRole("complementary", { name: "People" }).getByRole("listitem");
  await expect.element(names.first()).toHaveTextContent(/Ann$/);
  expect(names.elements()).toHaveLength(3);
});

test("the panel says, and nothing else does, when the network lets no socket through", async () => {
  layout.setState({ isPeopleOpen: true });
  const room = storyRoom(tellStory([]));
  await show(room);
  await expect.element(people().getByText("Here now")).toBeVisible();
  await expect.element(page.getByText(/socket/)).not.toBeInTheDocument();
  room.view.setState({ connection: { at: "live", withoutSocket: true } });
  await expect.element(people().getByText("Connected without a socket.")).toBeVisible();
});

test("without a line the panel says nothing of who is here", async () => {
  layout.setState({ isPeopleOpen: true });
  const room = storyRoom(tellStory([{ by: "zoe", does: "member.joined" }]));
  await show(room);
  await expect.element(people().getByText("Here now")).toBeVisible();
  room.view.setState({ connection: { at: "offline", since: 0 } });
  await expect.element(people().getByText("Here now")).not.toBeInTheDocument();
  await expect.element(people().getByText(/^Who is here is not known/)).toBeVisible();
  expect(people().getByRole("listitem").elements()).toHaveLength(2);
});

test("where the panel lies over the page it goes on Escape, and gives the focus back", async () => {
  await page.viewport(900, 700);
  await show(storyRoom(tellStory([])));
  await page.getByRole("button", { name: "People, 1 here" }).click();
  await page.getByRole("group", { name: "Everyone in the room" }).click();
  await userEvent.keyboard("{Escape}");
  await expect.element(people()).not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: "People, 1 here" })).toHaveFocus();
});

test("the panel goes when the window becomes too narrow to have it beside the page", async () => {
  layout.setState({ isPeopleOpen: true });
  await show(storyRoom(tellStory([])));
  await expect.element(people()).toBeVisible();
  await page.viewport(900, 700);
  await expect.element(people()).not.toBeInTheDocument();
});

test("on a phone Back closes the panel", async () => {
  await page.viewport(390, 700);
  await show(storyRoom(tellStory([])));
  await page.getByRole("button", { name: "People, 1 here" }).click();
  await expect.element(people()).toBeVisible();
  window.history.back();
  await expect.element(people()).not.toBeInTheDocument();
});

test("its menu holds what the sidebar has and what needs the room open, leaving last and apart", async () => {
  const room = storyRoom(tellStory([]));
  const listed = { id: room.id, name: "Tea", topic: "", members: 1, joined: true };
  knowRooms([{ ...listed, lastAt: Date.now() + 60_000 }]);
  await show(room);
  await page.getByRole("button", { name: "More about this room" }).click();
  const menu = page.getByRole("menu", { name: "More about this room" });
  await expect.element(menu).toBeVisible();
  const says = [...menu.element().children].map((each) => each.textContent || each.localName);
  expect(says).toEqual([
    "Open the note",
    "Mark as read",
    "Star",
    "Mute",
    "Notify: every message",
    "Notify: mentions only",
    "Notify: nothing",
    "Notify: @room and @here",
    "Copy link",
    "Jump to a date",
    "hr",
    "Leave room",
  ]);
  await menu.getByRole("menuitem", { name: "Mark as read" }).click();
  await expect
    .element(page.getByRole("menuitem", { name: "Mark as read" }))
    .not.toBeInTheDocument();
  await page.getByRole("button", { name: "More about this room" }).click();
  await menu.getByRole("menuitem", { name: "Jump to a date" }).click();
  await expect.element(page.getByRole("dialog", { name: "Jump to a date" })).toBeVisible();
});

test("leaving asks first, and Escape gives the focus back", async () => {
  await show(storyRoom(tellStory([])));
  await page.getByRole("button", { name: "More about this room" }).click();
  await page.getByRole("menuitem", { name: "Leave room" }).click();
  await expect.element(page.getByRole("dialog", { name: "Leave Tea?" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: "More about this room" })).toHaveFocus();
});

test("has nothing that axe objects to", async () => {
  layout.setState({ isPeopleOpen: true });
  await show(storyRoom(tellStory([{ by: "bob", says: "hi" }], { name: "Tea", topic: "Leaves" })));
  const { violations } = await axe.run(document.body, {
    // The page's own landmark is the frame's.
    rules: { region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

function refused(id: Pending["id"]): Pending {
  return { id, body: "once more", writtenAt: 0, send: { at: "failed", code: "not_member" } };
}

function people() {
  return page.getByRole("complementary", { name: "People" });
}

async function show(room: StoryRoom, invite = () => {}) {
  const shown = await render(
    <QueryClientProvider client={queryClient}>
      <div style={{ blockSize: 500, inlineSize: 800 }}>
        <OpenRoom handle={room} at={null} who={owner} ask={{ invite, newRoom: () => {} }} />
        <Finder />
      </div>
    </QueryClientProvider>,
  );
  // A busy machine renders when it gets to it.
  await expect.element(page.getByRole("textbox")).toBeVisible();
  return shown;
}
