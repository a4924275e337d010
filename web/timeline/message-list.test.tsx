import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { withEvents } from "#protocol/timeline.ts";
import type { Pending } from "../room/room-view.ts";
import { MessageList } from "./message-list.tsx";
import { rememberPlace } from "./place-memory.ts";
import type { PendingActions } from "./pending-row.tsx";
import {
  ANN,
  eventOf,
  nextId,
  ROOM,
  storyRoom,
  tellStory,
  type StoryRoom,
} from "./story.test-kit.ts";

const noActions: PendingActions = { retry: () => {}, edit: () => {}, discard: () => {} };

afterEach(async () => {
  await cleanup();
  rememberPlace(ROOM, null);
});

test("opens at the newest message", async () => {
  await show(storyRoom(talk(300)));
  await expect.element(page.getByText("words 300", { exact: true })).toBeInViewport();
  expect(distanceFromEnd()).toBeLessThan(2);
});

test("a short conversation stands above the composer, not below the ceiling", async () => {
  await show(storyRoom(talk(3)));
  const last = rowOf("words 3").getBoundingClientRect();
  expect(list().getBoundingClientRect().bottom - last.bottom).toBeLessThan(30);
});

test("stays at the end while messages arrive", async () => {
  const events = talk(120);
  const room = storyRoom(events);
  await show(room);
  await settled();
  for (let n = 121; n <= 130; n += 1) {
    room.happen([eventOf({ by: "bob", says: `words ${n}` }, n)]);
  }
  await expect.element(page.getByText("words 130", { exact: true })).toBeInViewport();
  await vi.waitFor(() => expect(distanceFromEnd()).toBeLessThan(2));
});

test("a reader away from the end is not moved by what arrives, and is told how much waits", async () => {
  const room = storyRoom(talk(200));
  await show(room);
  await scrollTo(3_000);
  const { text, top } = firstVisible();
  room.happen([
    eventOf({ by: "bob", says: "news one" }, 201),
    eventOf({ by: "bob", says: "news two" }, 202),
  ]);
  await page.getByRole("button", { name: "2 new messages" }).click({ trial: true });
  expect(rowOf(text).getBoundingClientRect().top).toBeCloseTo(top, 0);
  await page.getByRole("button", { name: "2 new messages" }).click();
  await expect.element(page.getByText("news two")).toBeInViewport();
});

test("the line being read stays where it is, to the pixel, while what is above it loads", async () => {
  const events = talk(400);
  const room = storyRoom(events, 393);
  await show(room);
  await settled();
  // Line 393 is the oldest that is held: show it in the middle, with unloaded lines above.
  const above = rowOf("words 394").getBoundingClientRect().top - list().getBoundingClientRect().top;
  await scrollBy(above - 250);
  await vi.waitFor(() => expect(room.asked.some(({ to }) => to >= 392)).toBe(true));
  const before = rowOf("words 394").getBoundingClientRect().top;
  room.view.setState((view) => ({
    room: { ...view.room, timeline: withEvents(view.room.timeline, events.slice(200, 392)) },
  }));
  await expect.element(page.getByText("words 392", { exact: true })).toBeInViewport();
  await settled();
  expect(rowOf("words 394").getBoundingClientRect().top).toBeCloseTo(before, 0);
});

test("asks for what is missing around the window, in whole pages", async () => {
  const room = storyRoom(talk(1_000), 990);
  await show(room);
  await vi.waitFor(() => expect(room.asked.length).toBeGreaterThan(0));
  expect(room.asked.every(({ from }) => from % 40 === 1)).toBe(true);
});

test("returns to the line that was being read", async () => {
  const room = storyRoom(talk(300));
  const shown = await show(room);
  await scrollTo(5_000);
  const { text, top } = firstVisible();
  await shown.unmount();
  await show(room);
  await settled();
  expect(rowOf(text).getBoundingClientRect().top).toBeCloseTo(top, 0);
});

test("returns after a reload to the line that was being read, and keeps it while lines load around it", async () => {
  const events = talk(400);
  const shown = await show(storyRoom(events));
  await scrollTo(9_000);
  const { text, top } = firstVisible();
  await shown.unmount();
  reload();
  const room = storyRoom(events, 380);
  await show(room);
  await vi.waitFor(() => expect(room.asked.length).toBeGreaterThan(0));
  const knows = (from: number, to: number) =>
    room.view.setState((view) => ({
      room: { ...view.room, timeline: withEvents(view.room.timeline, events.slice(from, to)) },
    }));
  const seq = Number(text.split(" ")[1]);
  knows(seq - 3, 380);
  await settled();
  knows(0, seq - 3);
  await settled();
  expect(rowOf(text).getBoundingClientRect().top).toBeCloseTo(top, 0);
});

test("never holds more than 300 rows in the page", async () => {
  const comings = Array.from({ length: 3_000 }, (_, i) => ({
    by: `p${i}`,
    does: "member.joined" as const,
    at: Date.UTC(2026, 10, 2, 12),
  }));
  await show(storyRoom(tellStory(comings)));
  await settled();
  await vi.waitFor(() =>
    expect(document.querySelectorAll("[data-index]").length).toBeLessThan(300),
  );
});

test("folds comings and goings into one line", async () => {
  const at = Date.UTC(2026, 10, 2, 12);
  await show(
    storyRoom(
      tellStory([
        { by: "bob", does: "member.joined", at },
        { by: "cy", does: "member.joined", at },
        { by: "dee", does: "member.joined", at },
      ]),
    ),
  );
  await expect.element(page.getByText("Cy⁩, ⁨Dee⁩ and 1 other joined")).toBeVisible();
});

test("a message keeps its place and its element when it is accepted", async () => {
  const room = storyRoom(talk(50));
  await show(room);
  const waiting: Pending = {
    id: nextId(),
    body: "on its way",
    writtenAt: Date.UTC(2026, 10, 2, 13),
    send: { at: "sending" },
  };
  room.view.setState({ pending: [waiting] });
  await settled();
  const before = rowOf("on its way").closest("[data-index]");
  const top = before?.getBoundingClientRect().top ?? 0;
  room.happen([{ ...eventOf({ by: ANN.id, says: "on its way", id: waiting.id }, 51) }]);
  await settled();
  const after = rowOf("on its way").closest("[data-index]");
  expect(after).toBe(before);
  expect(after?.getBoundingClientRect().top).toBeCloseTo(top, 0);
});

test.each(["first", "second"])(
  "the %s message of a group keeps its height when it is accepted",
  async (which) => {
    const room = storyRoom(talk(50));
    await show(room);
    room.post("first of all");
    room.post("second to none");
    await settled();
    const [first, second] = room.view.getState().pending;
    const body = which === "first" ? "first of all" : "second to none";
    const pending = heightOf(body);
    const at = first?.writtenAt ?? 0;
    room.happen(
      [first, second].map((sent, index) =>
        eventOf({ by: ANN.id, says: sent?.body ?? "", id: sent?.id ?? "", at }, 51 + index),
      ),
    );
    await settled();
    expect(rowOf(body).closest("[data-row]")?.getAttribute("aria-label")).not.toContain("sending");
    expect(heightOf(body)).toBe(pending);
  },
);

test("what waits to be sent says so without taking room of its own", async () => {
  const room = storyRoom(talk(5));
  await show(room);
  room.post("one");
  room.post("two");
  room.view.setState(({ pending }) => ({
    pending: pending.map((row) => ({ ...row, send: { at: "queued" as const } })),
  }));
  await expect.element(page.getByText("Waiting to be sent")).toBeVisible();
  await expect.element(page.getByTitle("Waiting to be sent")).toBeVisible();
  await expect.element(page.getByRole("article", { name: "Ann: two, waiting" })).toBeVisible();
});

test("writing brings a reader back to the end", async () => {
  const room = storyRoom(talk(200));
  await show(room);
  await scrollTo(1_000);
  room.post("my words");
  await expect.element(page.getByText("my words")).toBeInViewport();
});

test("a message that was refused says why and offers what to do", async () => {
  const room = storyRoom(talk(5));
  const did: string[] = [];
  const failed: Pending = {
    id: nextId(),
    body: "too late",
    writtenAt: 0,
    send: { at: "failed", code: "id_stale" },
  };
  room.view.setState({ pending: [failed] });
  await show(room, {
    retry: (id) => void did.push(`retry ${id}`),
    edit: ({ body }) => void did.push(`edit ${body}`),
    discard: (id) => void did.push(`discard ${id}`),
  });
  await expect.element(page.getByText(/^Not sent\./)).toBeVisible();
  await page.getByRole("button", { name: "Retry" }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  expect(did).toEqual([`retry ${failed.id}`, "edit too late", `discard ${failed.id}`]);
});

test("arrow keys walk from message to message, through one tab stop", async () => {
  await show(storyRoom(talk(30)));
  await settled();
  expect(document.querySelectorAll('[data-row][tabindex="0"]')).toHaveLength(1);
  await userEvent.tab();
  await userEvent.keyboard("{ArrowUp}{ArrowUp}");
  expect(document.activeElement?.textContent).toContain("words 28");
  await userEvent.keyboard("{Home}");
  expect(document.activeElement?.textContent).toContain("Tea");
});

test("has nothing that axe objects to", async () => {
  const room = storyRoom(
    tellStory([
      { by: "bob", does: "member.joined" },
      { by: "bob", says: "see https://a.example/b" },
      { by: "noa", name: "נועה", says: "שלום" },
      { by: "bob", says: "waves", action: true },
    ]),
  );
  await show(room);
  await settled();
  const { violations } = await axe.run(document.body, {
    // A list alone is not a page.
    rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

/** Event 1 opens the room, the others are "words 2" … "words N", short and long by turns. */
function talk(count: number) {
  return tellStory(
    Array.from({ length: count - 1 }, (_, i) => ({
      by: i % 3 === 0 ? "bob" : "cy",
      says: `words ${i + 2}${i % 7 === 0 ? `\n${"and more of them ".repeat(30)}` : ""}`,
    })),
  );
}

async function show(room: StoryRoom, actions = noActions) {
  const shown = await render(
    <div style={{ display: "flex", blockSize: 600, inlineSize: 700 }}>
      <MessageList handle={room} me={ANN} actions={actions} invitation={null} />
    </div>,
  );
  // A busy machine renders when it gets to it, and the rows after the list was measured.
  await expect.element(page.getByRole("log")).toBeVisible();
  await expect.poll(() => list().querySelectorAll("[data-index]").length).toBeGreaterThan(0);
  return shown;
}

function list(): HTMLElement {
  return page.getByRole("log").element() as HTMLElement;
}

function distanceFromEnd(): number {
  const { scrollHeight, scrollTop, clientHeight } = list();
  return scrollHeight - scrollTop - clientHeight;
}

function rowOf(text: string): Element {
  const row = Array.from(document.querySelectorAll("[data-row] p")).find(
    ({ textContent }) => textContent === text || textContent?.startsWith(`${text}\n`),
  );
  if (!row) throw new Error(`no row says "${text}"`);
  return row;
}

function heightOf(text: string): number {
  return rowOf(text).closest("[data-index]")?.getBoundingClientRect().height ?? 0;
}

function firstVisible(): { text: string; top: number } {
  const ceiling = list().getBoundingClientRect().top;
  for (const row of document.querySelectorAll("[data-row] p")) {
    const { top } = row.getBoundingClientRect();
    if (top >= ceiling) return { text: row.textContent?.split("\n")[0] ?? "", top };
  }
  throw new Error("no row is in sight");
}

/** The page is gone; what the tab keeps is not. */
function reload(): void {
  const kept = Object.entries(sessionStorage);
  rememberPlace(ROOM, null);
  for (const [key, value] of kept) sessionStorage.setItem(key, String(value));
}

async function scrollTo(top: number): Promise<void> {
  await settled();
  list().scrollTop = top;
  await settled();
}

async function scrollBy(by: number): Promise<void> {
  list().scrollTop += by;
  await settled();
}

/** Until nothing has moved for a few frames: measuring a row may make room for the next. */
async function settled(): Promise<void> {
  let same = 0;
  let last = "";
  while (same < 5) {
    await new Promise((frame) => requestAnimationFrame(frame));
    const { scrollTop, scrollHeight } = list();
    const now = `${scrollTop} ${scrollHeight} ${document.querySelectorAll("[data-index]").length}`;
    same = now === last ? same + 1 : 0;
    last = now;
  }
}
