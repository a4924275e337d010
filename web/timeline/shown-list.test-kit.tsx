import { expect } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { MessageList } from "./message-list.tsx";
import type { PendingActions } from "./pending-row.tsx";
import { rememberPlace } from "./place-memory.ts";
import { ANN, ROOM, tellStory, type StoryRoom } from "./story.test-kit.ts";

export const noActions: PendingActions = { retry: () => {}, edit: () => {}, discard: () => {} };

/** Event 1 opens the room, the others are "words 2" … "words N", short and long by turns. */
export function talk(count: number) {
  return tellStory(
    Array.from({ length: count - 1 }, (_, i) => ({
      by: i % 3 === 0 ? "bob" : "cy",
      says: `words ${i + 2}${i % 7 === 0 ? `\n${"and more of them ".repeat(30)}` : ""}`,
    })),
  );
}

export function listAt(room: StoryRoom, at: number | null, actions = noActions) {
  return (
    <div style={{ display: "flex", blockSize: 600, inlineSize: 700 }}>
      <MessageList handle={room} at={at} me={ANN} actions={actions} invitation={null} />
    </div>
  );
}

export async function show(room: StoryRoom, actions = noActions, at: number | null = null) {
  const shown = await render(listAt(room, at, actions));
  // A busy machine renders when it gets to it, and the rows after the list was measured.
  await expect.element(page.getByRole("log")).toBeVisible();
  await expect.poll(() => list().querySelectorAll("[data-index]").length).toBeGreaterThan(0);
  return shown;
}

export function list(): Element {
  return page.getByRole("log").element();
}

export function distanceFromEnd(): number {
  const { scrollHeight, scrollTop, clientHeight } = list();
  return scrollHeight - scrollTop - clientHeight;
}

export function rowOf(text: string): Element {
  const row = Array.from(document.querySelectorAll("[data-row] p")).find(
    ({ textContent }) => textContent === text || textContent?.startsWith(`${text}\n`),
  );
  if (!row) throw new Error(`no row says "${text}"`);
  return row;
}

export function heightOf(text: string): number {
  return rowOf(text).closest("[data-index]")?.getBoundingClientRect().height ?? 0;
}

export function firstVisible(): { text: string; top: number } {
  const ceiling = list().getBoundingClientRect().top;
  for (const row of document.querySelectorAll("[data-row] p")) {
    const { top } = row.getBoundingClientRect();
    if (top >= ceiling) return { text: row.textContent?.split("\n")[0] ?? "", top };
  }
  throw new Error("no row is in sight");
}

/** The page is gone; what the tab keeps is not. */
export function reload(): void {
  const kept = Object.entries(sessionStorage);
  rememberPlace(ROOM, null);
  for (const [key, value] of kept) sessionStorage.setItem(key, String(value));
}

export async function scrollTo(top: number): Promise<void> {
  await settled();
  list().scrollTop = top;
  await settled();
}

export async function scrollBy(by: number): Promise<void> {
  list().scrollTop += by;
  await settled();
}

/** Until nothing has moved for a few frames: measuring a row may make room for the next. */
export async function settled(): Promise<void> {
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
