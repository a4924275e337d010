import "../styles/layers.css";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import type { Pending } from "../room/room-view.ts";
import { talk, show, noActions, rowOf, heightOf, settled } from "./shown-list.test-kit.tsx";
import { ANN, eventOf, nextId, storyRoom } from "./story.test-kit.ts";

afterEach(cleanup);

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

test("a focus on what takes a message back stays with the message when it is sent", async () => {
  const room = storyRoom(talk(50));
  await show(room);
  room.post("taken back?");
  room.view.setState(({ pending }) => ({
    pending: pending.map((row) => ({ ...row, send: { at: "queued" as const } })),
  }));
  const button = page.getByRole("button", { name: /taken back/ });
  await expect.element(button).toBeInTheDocument();
  button.element().focus();
  const [sent] = room.view.getState().pending;
  room.happen([eventOf({ by: ANN.id, says: "taken back?", id: sent?.id ?? "" }, 51)]);
  await expect
    .poll(() => document.activeElement?.getAttribute("aria-label"))
    .toMatch(/^Ann: taken back/);
});

test("what waits to be sent says so without taking room of its own", async () => {
  const room = storyRoom(talk(5));
  await show(room);
  room.post("one");
  room.post("two");
  room.view.setState(({ pending }) => ({
    pending: pending.map((row) => ({ ...row, send: { at: "queued" as const } })),
  }));
  await expect.element(page.getByText("Waiting to be sent")).toBeVisible();
  await expect.element(page.getByTitle("Waiting to be sent. Delete it")).toBeVisible();
  await expect.element(page.getByRole("article", { name: "Ann: two, waiting" })).toBeVisible();
});

test("what waits can be deleted, by the row that has the focus too, and nothing moves for it", async () => {
  const room = storyRoom(talk(5));
  const did: string[] = [];
  room.post("one");
  room.post("two");
  await show(room, { ...noActions, discard: (id) => void did.push(id) });
  const before = [heightOf("one"), heightOf("two")];
  room.view.setState(({ pending }) => ({
    pending: pending.map((row) => ({ ...row, send: { at: "queued" as const } })),
  }));
  await page.getByRole("button", { name: "Delete unsent message: one" }).click();
  await page.getByRole("button", { name: "Delete unsent message: two" }).click();
  expect(did).toEqual(room.view.getState().pending.map(({ id }) => id));
  expect([heightOf("one"), heightOf("two")]).toEqual(before);
  rowOf("two").closest<HTMLElement>("[data-row]")?.focus();
  await userEvent.keyboard("{Tab}");
  await expect
    .element(page.getByRole("button", { name: "Delete unsent message: two" }))
    .toHaveFocus();
});

test("what may have arrived already offers no end", async () => {
  const room = storyRoom(talk(5));
  room.post("one");
  room.view.setState(({ pending }) => ({
    pending: pending.map((row) => ({ ...row, send: { at: "queued" as const, isUnknown: true } })),
  }));
  await show(room);
  await expect.element(page.getByText("Waiting to be sent")).toBeVisible();
  await expect.element(page.getByRole("button", { name: /Delete/ })).not.toBeInTheDocument();
});

test("a message that was refused says why and offers what to do", async () => {
  const room = storyRoom(talk(5));
  const did: string[] = [];
  const failed: Pending = {
    id: nextId(),
    body: "too late",
    writtenAt: 0,
    send: { at: "failed", code: "not_member" },
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

test("a message from long ago asks whether it is still wanted", async () => {
  const room = storyRoom(talk(5));
  const did: string[] = [];
  const writtenAt = Date.now() - 8 * 24 * 60 * 60_000;
  const stale = { id: nextId(), body: "old news", writtenAt };
  room.view.setState({ pending: [{ ...stale, send: { at: "failed", code: "id_stale" } }] });
  await show(room, { ...noActions, retry: (id) => void did.push(id) });
  await expect.element(page.getByText("Written 8 days ago. Send it now?")).toBeVisible();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  expect(did).toEqual([stale.id]);
});

test("a text that can never pass offers to be changed, not to be tried again", async () => {
  const room = storyRoom(talk(5));
  const failed = { id: nextId(), body: "far too long", writtenAt: 0 };
  room.view.setState({ pending: [{ ...failed, send: { at: "failed", code: "body_too_long" } }] });
  await show(room);
  await expect.element(page.getByRole("button", { name: "Edit" })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Retry" })).not.toBeInTheDocument();
});
