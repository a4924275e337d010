import { expect, it } from "vitest";
import { ANN, testId } from "./model-room.test-kit.ts";
import { OutboxQueue } from "./outbox-queue.ts";

const row = {
  id: testId(1),
  wish: { type: "message.post", body: "hi" } as const,
  writtenAt: 1_000,
};

it("sends again what a room had accepted and lost with its storage, before its writer saw it", () => {
  const queue = new OutboxQueue(ANN);
  queue.write(row, true);
  queue.take([{ ...row, order: 1 }], true);
  queue.learnFact(row.id, 9);
  expect(queue.next()).toBeUndefined();
  queue.forgetFacts();
  queue.learn([]);
  expect(queue.next()?.id).toBe(row.id);
});

it("does not send what another tab was refused while this one read a disk that did not know of it", () => {
  const queue = new OutboxQueue(ANN);
  queue.fail(row.id, "body_too_long");
  queue.take([{ ...row, order: 1 }], true);
  expect(queue.next()).toBeUndefined();
  expect(queue.pending()).toMatchObject([{ send: { at: "failed", code: "body_too_long" } }]);
});
