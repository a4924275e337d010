import "../styles/layers.css";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import type { RoomEvent } from "#protocol/events.ts";
import { loadRich } from "../markup/rich.ts";
import { MessageList } from "../timeline/message-list.tsx";
import { noActions } from "../timeline/shown-list.test-kit.tsx";
import { ANN, nextId, storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { loadParts } from "./parts.ts";

afterEach(async () => {
  await cleanup();
  document.documentElement.removeAttribute("dir");
});

const ENGLISH = "I have the key";
const ARABIC = "عندي المفتاح";

test.each(["ltr", "rtl"])("a mark moves no words, on a page that runs %s", async (dir) => {
  document.documentElement.dir = dir;
  await loadParts();
  const room = storyRoom(
    tellStory([
      { by: "ann", says: ENGLISH },
      { by: "ann", says: ARABIC },
    ]),
  );
  await show(room);
  const before = [ENGLISH, ARABIC].map(placeOf);
  room.happen([edited(4, 2, ENGLISH), edited(5, 3, ARABIC)]);
  await expect.poll(() => page.getByRole("button", { name: "(edited)" }).all().length).toBe(2);
  expect([ENGLISH, ARABIC].map(placeOf)).toEqual(before);
});

test("after several paragraphs the mark stands beside the last word", async () => {
  await Promise.all([loadParts(), loadRich()]);
  const room = storyRoom(tellStory([{ by: "ann", says: "> the key?\n\nI have it" }]));
  await show(room);
  room.happen([edited(3, 2, "> the key?\n\nI **have** it")]);
  const mark = page.getByRole("button", { name: "(edited)" });
  await expect.element(mark).toBeVisible();
  const paragraph = mark.element().closest("p");
  expect(paragraph?.textContent).toBe("I have it (edited)");
});

async function show(room: ReturnType<typeof storyRoom>) {
  await render(
    <div style={{ display: "flex", blockSize: 600, inlineSize: 700 }}>
      <MessageList handle={room} at={null} me={ANN} actions={noActions} invitation={null} />
    </div>,
  );
  await expect.element(page.getByRole("article", { name: /^Ann: / }).first()).toBeVisible();
}

function edited(seq: number, target: number, body: string): RoomEvent {
  const { id: by, name } = ANN;
  return { type: "message.edited", id: nextId(), seq, at: Date.now(), by, name, target, body };
}

/** Where on the page these words begin and end, and how high their row is. */
function placeOf(words: string) {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.textContent !== words) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const { left, right } = range.getBoundingClientRect();
    const row = walker.currentNode.parentElement?.closest("[data-row]");
    return { left, right, high: row?.getBoundingClientRect().height };
  }
  throw new Error(`nobody says "${words}"`);
}
