import "../styles/layers.css";
import axe from "axe-core";
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { withEvents } from "#protocol/timeline.ts";
import { draftIn } from "../composer/drafts.ts";
import { markRead } from "../read/read-position.ts";
import { ANN, ROOM, storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { ThreadPanel } from "./thread-panel.tsx";
import {
  aroundEach,
  ROOT,
  me,
  threadOf,
  replyOf,
  show,
  list,
  reply,
  field,
  top,
  settled,
} from "./thread-panel.test-kit.tsx";

aroundEach();

test("what is no message has no thread, also where that has to be asked for first", async () => {
  // Event 1 opened the room.
  const events = tellStory([{ by: "bob", says: "hello" }]);
  const room = storyRoom(events, 2);
  vi.spyOn(room, "load").mockImplementation((from, to) =>
    room.view.setState(({ room: state }) => ({
      room: { ...state, timeline: withEvents(state.timeline, events.slice(from - 1, to)) },
    })),
  );
  await render(<ThreadPanel handle={room} root={1} me={me} />);
  await expect
    .element(page.getByRole("heading", { name: "There is no such thread" }))
    .toBeVisible();
});

test("opens at the end, asks for the rest, and tells how much there is", async () => {
  markRead(ROOM, { seq: 500, at: 1 }, ROOT);
  const { room } = threadOf(100);
  await show(room);
  await expect.element(reply(102)).toBeInViewport();
  expect(room.did).toContain(`thread ${ROOT}`);
  list().element().scrollTop = 0;
  await expect.element(page.getByText("100 replies")).toBeInViewport();
  await expect.element(page.getByText("what it hangs on")).toBeInViewport();
});

test("keeps its place to the pixel when older replies come above", async () => {
  markRead(ROOM, { seq: 500, at: 1 }, ROOT);
  const { room, all } = threadOf(120, 80);
  await show(room);
  list().element().scrollTop -= 300;
  await settled();
  const before = top(105);
  room.view.setState(({ room: state }) => ({
    room: { ...state, timeline: withEvents(state.timeline, all) },
  }));
  await settled();
  expect(Math.abs(top(105) - before)).toBeLessThan(1);
});

test("follows what is new from its end, and leaves a reader elsewhere where they are", async () => {
  markRead(ROOM, { seq: 500, at: 1 }, ROOT);
  const { room } = threadOf(80);
  await show(room);
  room.happen([replyOf(83)]);
  await expect.element(reply(83)).toBeInViewport();
  list().element().scrollTop -= 800;
  await settled();
  room.happen([replyOf(84)]);
  await settled();
  await expect.element(page.getByRole("button", { name: "To the newest" })).toBeVisible();
  expect(document.querySelector('[data-seq="84"]')).toBeNull();
  await page.getByRole("button", { name: "To the newest" }).click();
  await expect.element(reply(84)).toBeInViewport();
});

test("arrows go from reply to reply, Escape out of the thread", async () => {
  const { room } = threadOf(10);
  history.replaceState(null, "", `${location.pathname}?thread=${ROOT}`);
  await show(room);
  const last = reply(12).element();
  if (last instanceof HTMLElement) last.focus();
  await userEvent.keyboard("{ArrowUp}{ArrowUp}");
  await expect.element(reply(10)).toHaveFocus();
  await userEvent.keyboard("{Home}");
  await expect.element(page.getByRole("article", { name: /what it hangs on/ })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  expect(location.search).toBe("");
});

test("each thread has a draft of its own, with whether it is for the room", async () => {
  const { room } = threadOf(4);
  const shown = await show(room);
  await userEvent.fill(field(), "half a word");
  await page.getByRole("checkbox", { name: "Also send to Tea" }).click();
  await shown.unmount();
  const next = await show(room, 3);
  await expect.element(field()).toHaveValue("");
  await next.unmount();
  await show(room);
  await expect.element(field()).toHaveValue("half a word");
  await expect.element(page.getByRole("checkbox")).toBeChecked();
  expect(draftIn({ room: ROOM }).text).toBe("");
});

test("what is sent goes into the thread, and to the room as well once", async () => {
  const { room } = threadOf(4);
  const post = vi.spyOn(room, "post");
  const typed = vi.spyOn(room, "typed");
  await show(room);
  await page.getByRole("checkbox").click();
  await userEvent.fill(field(), "for all");
  await userEvent.keyboard("{Enter}");
  await userEvent.fill(field(), "for us");
  await userEvent.keyboard("{Enter}");
  expect(post.mock.calls.map(([text, about]) => [text, about?.thread, about?.alsoInRoom])).toEqual([
    ["for all", ROOT, true],
    ["for us", ROOT, false],
  ]);
  await expect.element(page.getByRole("article", { name: /: for us/ })).toBeInViewport();
  expect(typed.mock.calls).toEqual([
    ["for all", ROOT],
    ["for us", ROOT],
  ]);
});

test("says who types in this thread and nowhere else, and nothing moves when they begin", async () => {
  const { room } = threadOf(4);
  await show(room);
  const place = () => [
    list().element().getBoundingClientRect().bottom,
    field().element().getBoundingClientRect().top,
  ];
  const before = place();
  const typing = (thread: number | undefined, ...names: string[]) => {
    const people = names.map((name) => ({ ...ANN, name }));
    room.view.setState({ typing: new Map([[thread, { people, areMany: false }]]) });
  };
  typing(undefined, "Bob");
  typing(ROOT + 1, "Cy");
  await settled();
  await expect.element(page.getByText(/is typing/)).not.toBeInTheDocument();
  typing(ROOT, "Dan");
  await expect.element(page.getByText("Dan is typing")).toBeInViewport();
  await settled();
  expect(place()).toEqual(before);
  typing(ROOT, ...["Ann", "Bob", "Cy"].map((name) => name.repeat(20)));
  await expect.element(page.getByText(/are typing/)).toBeVisible();
  await settled();
  expect(place()).toEqual(before);
});

test("a thread that is closed with the field in use says that its reader types no more", async () => {
  const { room } = threadOf(4);
  const blurred = vi.spyOn(room, "blurred");
  const { unmount } = await show(room);
  await userEvent.fill(field(), "half a thou");
  expect(blurred).not.toHaveBeenCalled();
  await unmount();
  expect(blurred).toHaveBeenCalledWith(ROOT);
});

test("two thousand replies draw no more rows than are near", async () => {
  markRead(ROOM, { seq: 5_000, at: 1 }, ROOT);
  const { room } = threadOf(2_000);
  await show(room);
  await expect.element(reply(2_002)).toBeInViewport();
  expect(document.querySelectorAll("[data-index]").length).toBeLessThan(120);
});

test("axe finds nothing wrong", async () => {
  const { room } = threadOf(5);
  const { container } = await show(room);
  const { violations } = await axe.run(container);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});
