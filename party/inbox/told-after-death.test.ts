import { beforeEach, expect, it } from "vitest";
import { NOTICE_LASTS_MS } from "#protocol/inbox/limits.ts";
import type { Fact } from "#protocol/inbox/facts.ts";
import { settled } from "../../test/fakes/hand-clock.ts";
import { ann, bob, InboxBench } from "../../test/fakes/inbox-bench.ts";
import type { PushOutcome } from "../push/push-sender.ts";
import { TEA } from "./inbox.test-kit.ts";

let bench: InboxBench;
/** What was handed to the push service, and what it says to that. */
let handed: string[];
let answer: () => Promise<PushOutcome>;

beforeEach(async () => {
  bench = await InboxBench.open();
  handed = [];
  bench.push.send = (_, { kind }) => {
    handed.push(kind);
    return answer();
  };
  await bench.subscribe();
  await tell({ type: "joined", seq: 1, at: 1, by: ann.person });
  bench.messages.set(2, "words");
});

async function tell(...facts: Fact[]): Promise<void> {
  const from = bench.told.get(TEA)?.at(-1)?.seq ?? 0;
  bench.happens(TEA, ...facts);
  await bench.inbox.tell(bench.letter(TEA, from));
  await settled();
}

const named = (): Fact => ({
  type: "said",
  seq: 2,
  at: bench.clock.now(),
  by: bob,
  mentions: [ann.person],
});

it("whoever dies before a push service has answered is woken, and tells it again while it is news", async () => {
  answer = () => new Promise(() => undefined);
  await tell(named());
  expect(handed).toEqual(["message"]);
  const { alarmAt } = bench.storage;
  if (alarmAt === null) throw new Error("nothing wakes it");
  answer = () => Promise.resolve("sent");
  bench.clock.forget();
  await bench.clock.pass(alarmAt - bench.clock.now());
  await bench.wake();
  await bench.pass(NOTICE_LASTS_MS / 2);
  expect(handed).toEqual(["message", "message"]);
  expect(bench.storage.alarmAt).toBeNull();
});

it("what has failed is told again by the next alarm, and not at once", async () => {
  answer = () => Promise.reject(new Error("a bug"));
  await tell(named());
  await bench.pass(5_000);
  expect(bench.logged).toEqual(['notices.failed {"reason":"Error"}']);
  answer = () => Promise.resolve("sent");
  await bench.pass(NOTICE_LASTS_MS / 2);
  expect(handed).toEqual(["message", "message"]);
});
