import "../styles/layers.css";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import type { Pending } from "../room/room-view.ts";
import { talk, show, rowOf, heightOf, settled } from "./shown-list.test-kit.tsx";
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
