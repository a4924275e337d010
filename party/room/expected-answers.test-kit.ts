import { expect } from "vitest";
import type { RoomBench } from "../../test/fakes/room-bench.ts";

type Answer = Awaited<ReturnType<RoomBench["command"]>>;

export function expectRefused(answer: Answer, code: string): void {
  expect(answer).toMatchObject({ ok: false, refusal: { code, retryable: false } });
}

/** Nothing comes from someone whose account was deleted. */
export function expectNobody(answer: Answer): void {
  expect(answer).toMatchObject({ ok: false, refusal: { code: "unauthenticated" } });
}
