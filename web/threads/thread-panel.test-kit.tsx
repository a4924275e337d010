import "../styles/layers.css";
import { afterEach, beforeEach, expect } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import type { RoomEvent } from "#protocol/events.ts";
import { withEvents } from "#protocol/timeline.ts";
import { forgetDrafts } from "../composer/drafts.ts";
import { loadParts } from "../messages/parts.ts";
import { positions } from "../read/read-position.ts";
import { ANN, eventOf, storyRoom, tellStory, type StoryRoom } from "../timeline/story.test-kit.ts";
import { ThreadPanel } from "./thread-panel.tsx";

export const ROOT = 2;
export const me = { ...ANN, role: "member" as const };

/** Before and after each test of a file. */
export function aroundEach(): void {
  beforeEach(loadParts);
  afterEach(async () => {
    await cleanup();
    // Positions never go back by themselves.
    positions.setState({ since: 0, read: {} }, true);
    forgetDrafts();
    history.replaceState(null, "", location.pathname);
  });
}

/** Event 2 is what the thread hangs on, 3 … are "reply 3", "reply 4" …, from `from` on known. */
export function threadOf(replies: number, from = 3): { room: StoryRoom; all: RoomEvent[] } {
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

export function replyOf(seq: number): RoomEvent {
  const event = eventOf({ by: seq % 3 === 0 ? "bob" : "cy", says: `reply ${seq}` }, seq);
  if (event.type !== "message.posted") throw new TypeError("a reply is a message");
  return { ...event, thread: ROOT };
}

export async function show(room: StoryRoom, root = ROOT) {
  const shown = await render(
    <div id="page" style={{ display: "flex", blockSize: 600, inlineSize: 400 }}>
      <ThreadPanel key={root} handle={room} root={root} me={me} />
    </div>,
  );
  await expect.element(list()).toBeVisible();
  return shown;
}

export const list = () => page.getByRole("log", { name: "Messages in the thread" });
export const reply = (seq: number) =>
  page.getByRole("article", { name: new RegExp(`: reply ${seq},`) });
export const field = () => page.getByRole("textbox", { name: "Reply in the thread" });
export const top = (seq: number) => reply(seq).element().getBoundingClientRect().top;
export const settled = async () => {
  for (let frame = 0; frame < 10; frame += 1) {
    await new Promise((next) => requestAnimationFrame(next));
  }
};
