import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import type { RoomEvent } from "#protocol/events.ts";
import { withEvents } from "#protocol/timeline.ts";
import { draftIn, forgetDrafts } from "../composer/drafts.ts";
import { loadParts } from "../messages/parts.ts";
import { markRead, positions } from "../read/read-position.ts";
import {
  ANN,
  eventOf,
  ROOM,
  storyRoom,
  tellStory,
  type StoryRoom,
} from "../timeline/story.test-kit.ts";
import { ThreadPanel } from "./thread-panel.tsx";

const ROOT = 2;
const me = { ...ANN, role: "member" as const };

beforeEach(loadParts);
afterEach(async () => {
  await cleanup();
  // Positions never go back by themselves.
  positions.setState({ since: 0, read: {} }, true);
  forgetDrafts();
  history.replaceState(null, "", location.pathname);
});

/** Event 2 is what the thread hangs on, 3 … are "reply 3", "reply 4" …, from `from` on known. */
function threadOf(replies: number, from = 3): { room: StoryRoom; all: RoomEvent[] } {
  const told = tellStory([{ by: "bob", says: "what it hangs on" }]);
  const said = Array.from({ length: replies }, (_, i) => replyOf(i + 3));
  const all = [...told, ...said];
  const room = storyRoom(all);
  const known = [...told, ...said.filter(({ seq }) => seq >= from)];
  room.view.setState(({ room: state }) => ({
    room: { ...state, timeline: withEvents({ chunks: new Map() }, known) },
  }));
  return { room, all };
}

function replyOf(seq: number): RoomEvent {
  const event = eventOf({ by: seq % 3 === 0 ? "bob" : "cy", says: `reply ${seq}` }, seq);
  return { ...event, thread: ROOT } as RoomEvent;
}

async function show(room: StoryRoom, root = ROOT) {
  const shown = await render(
    <div id="page" style={{ display: "flex", blockSize: 600, inlineSize: 400 }}>
      <ThreadPanel key={root} handle={room} root={root} me={me} />
    </div>,
  );
  await expect.element(list()).toBeVisible();
  return shown;
}

const list = () => page.getByRole("log", { name: "Messages in the thread" });
const reply = (seq: number) => page.getByRole("article", { name: new RegExp(`: reply ${seq},`) });
const field = () => page.getByRole("textbox", { name: "Reply in the thread" });
const top = (seq: number) => reply(seq).element().getBoundingClientRect().top;
const settled = async () => {
  for (let frame = 0; frame < 10; frame += 1) {
    await new Promise((next) => requestAnimationFrame(next));
  }
};

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

test("opens where what is new begins, and the line stays there while more comes", async () => {
  const other = 4;
  const room = storyRoom([
    ...tellStory([
      { by: "bob", says: "first" },
      { by: "bob", says: "second" },
      { by: "bob", says: "what it hangs on" },
    ]),
    ...Array.from({ length: 60 }, (_, i) => ({ ...replyOf(i + 5), thread: other }) as RoomEvent),
  ]);
  markRead(ROOM, { seq: 30, at: 1 }, other);
  await show(room, other);
  await expect.element(reply(31)).toBeInViewport();
  await expect.element(page.getByText("New", { exact: true })).toBeInViewport();
  const before = top(31);
  room.happen([{ ...replyOf(65), thread: other } as RoomEvent]);
  await settled();
  expect(top(31)).toBe(before);
});

test("begins where what is new begins, also when that comes after what is newer", async () => {
  const { room, all } = threadOf(120, 100);
  markRead(ROOM, { seq: 50, at: 1 }, ROOT);
  await show(room);
  room.view.setState(({ room: state }) => ({
    room: { ...state, timeline: withEvents(state.timeline, all) },
  }));
  await expect.element(reply(51)).toBeInViewport();
  await expect.element(page.getByText("New", { exact: true })).toBeInViewport();
});

test("the line does not stand over what was said to the room too, and read there", async () => {
  const { room, all } = threadOf(60);
  const told = all.map((event) => (event.seq < 31 ? event : { ...event, alsoInRoom: true }));
  room.view.setState(({ room: state }) => ({
    room: { ...state, timeline: withEvents({ chunks: new Map() }, told as RoomEvent[]) },
  }));
  markRead(ROOM, { seq: 30, at: 1 }, ROOT);
  markRead(ROOM, { seq: 40, at: 1 });
  await show(room);
  const line = page.getByText("New", { exact: true });
  await expect.element(line).toBeInViewport();
  expect(line.element().getBoundingClientRect().top).toBeGreaterThan(top(40));
  expect(line.element().getBoundingClientRect().top).toBeLessThan(top(42));
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

test("is read only once it was looked at for a while", async () => {
  const at = 50;
  const room = storyRoom([
    ...tellStory(Array.from({ length: at - 1 }, () => ({ by: "bob", says: "other" }))),
    { ...replyOf(51), thread: at } as RoomEvent,
  ]);
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
  await show(room, at);
  const key = `${ROOM}/${at}`;
  expect(positions.getState().read[key]).toBeUndefined();
  await expect.poll(() => positions.getState().read[key]?.seq, { timeout: 4_000 }).toBe(51);
});

test("marked unread from here, the line stands there, and looking at it does not read it until it is opened anew", async () => {
  markRead(ROOM, { seq: 12, at: 1 }, ROOT);
  const { room } = threadOf(10);
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const key = `${ROOM}/${ROOT}`;
  const { unmount } = await show(room);
  await expect.element(reply(12)).toBeVisible();
  (reply(10).element() as HTMLElement).focus();
  await userEvent.keyboard("{Shift>}U{/Shift}");
  const line = page.getByText("New", { exact: true });
  await expect.element(line).toBeVisible();
  expect(line.element().closest("[data-index]")?.textContent).toContain("reply 10");
  vi.advanceTimersByTime(5_000);
  expect(positions.getState().read[key]).toEqual({ seq: 12, at: 1, manual: 10 });
  await unmount();
  await show(room);
  await expect.element(line).toBeVisible();
  expect(positions.getState().read[key]).toEqual({ seq: 12, at: 1 });
  vi.useRealTimers();
});

test("without a line it says what is here, and one can write", async () => {
  const { room } = threadOf(20, 15);
  room.view.setState({ connection: { at: "offline", since: 0 } });
  await show(room);
  await expect.element(page.getByText(/^12 more replies are not on this device/)).toBeVisible();
  await expect.element(field()).toBeEnabled();
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
