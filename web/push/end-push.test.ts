import { expect, test } from "vitest";
import { closeShown } from "./end-push.ts";

test("what was read meanwhile is closed, and nothing else", async () => {
  const shown = new Set(["kitchen/7", "kitchen/9", "hall/3"]);
  const getNotifications = async () =>
    [...shown].map((tag) => ({ tag, close: () => void shown.delete(tag) }) as Notification);
  await closeShown({ getNotifications }, (tag) => tag === "kitchen/7");
  expect([...shown]).toEqual(["kitchen/9", "hall/3"]);
});
