import { beforeEach, describe, expect, it } from "vitest";
import type { Fact } from "#protocol/inbox/facts.ts";
import { NOTICE_LASTS_MS } from "#protocol/inbox/limits.ts";
import { settled } from "../../test/fakes/hand-clock.ts";
import { ann, bob, InboxBench } from "../../test/fakes/inbox-bench.ts";
import type { PushOutcome } from "../push/push-sender.ts";
import { TEA } from "./inbox.test-kit.ts";

const PHONE = `https://push.example/${ann.session}`;
const LAPTOP = "https://push.example/laptop";

let bench: InboxBench;
/** What the push service of each browser answers, if it does not take what is sent. */
let answers: Map<string, PushOutcome>;
let sent: { to: string; kind: string }[];

beforeEach(async () => {
  bench = await InboxBench.open();
  answers = new Map();
  sent = [];
  bench.push.send = ({ endpoint }, { kind }) => {
    const outcome = answers.get(endpoint) ?? "sent";
    if (outcome === "sent") sent.push({ to: endpoint, kind });
    return Promise.resolve(outcome);
  };
  await bench.subscribe();
  await bench.subscribe("laptop");
  await tell({ type: "joined", seq: 1, at: 1, by: ann.person });
});

async function tell(...facts: Fact[]): Promise<void> {
  const from = bench.told.get(TEA)?.at(-1)?.seq ?? 0;
  bench.happens(TEA, ...facts);
  await bench.inbox.tell(bench.letter(TEA, from));
  await settled();
}

function said(mentions?: string[]): Fact {
  bench.messages.set(2, "words");
  const fact = { type: "said", seq: 2, at: bench.clock.now(), by: bob } as const;
  return { ...fact, ...(mentions && { mentions: [ann.person] }) };
}

const read = () => bench.command({ type: "read", marks: [{ room: TEA, seq: 2 }] });

describe("where one browser shows a message and the push service of another is busy", () => {
  beforeEach(async () => {
    answers.set(LAPTOP, { retryAfterMs: 10_000 });
    await tell(said([ann.person]));
    expect(sent).toEqual([{ to: PHONE, kind: "message" }]);
  });

  it("what is shown closes when the message is read", async () => {
    await read();
    await settled();
    expect(sent).toContainEqual({ to: PHONE, kind: "close" });
  });

  it("what is shown closes when the message is deleted, though the other could never be told", async () => {
    await bench.pass(NOTICE_LASTS_MS + 20_000);
    await tell({ type: "deleted", seq: 3, target: 2 });
    expect(sent).toContainEqual({ to: PHONE, kind: "close" });
  });

  it("what is shown closes when the message is read long after the other was given up", async () => {
    await bench.pass(NOTICE_LASTS_MS + 20_000);
    await read();
    await settled();
    expect(sent).toContainEqual({ to: PHONE, kind: "close" });
  });

  it("what is shown is as it was edited, and the other is told once", async () => {
    await tell({ type: "edited", seq: 3, at: bench.clock.now(), by: bob, target: 2 });
    expect(sent.filter(({ to }) => to === PHONE)).toHaveLength(2);
    answers.clear();
    await bench.pass(15_000);
    expect(sent.filter(({ to }) => to === LAPTOP)).toEqual([{ to: LAPTOP, kind: "message" }]);
    expect(sent.filter(({ to }) => to === PHONE)).toHaveLength(2);
  });

  it("nothing is tried again for a browser that was signed out meanwhile", async () => {
    await bench.inbox.signedOut(["laptop"]);
    await bench.pass(15_000);
    expect(sent).toEqual([{ to: PHONE, kind: "message" }]);
    expect(bench.storage.alarmAt).toBeNull();
  });
});

it("each service is left alone for as long as it wishes, and holds back no other", async () => {
  answers.set(PHONE, { retryAfterMs: 60_000 });
  answers.set(LAPTOP, { retryAfterMs: 10_000 });
  await tell(said([ann.person]));
  answers.clear();
  await bench.pass(20_000);
  expect(sent).toEqual([{ to: LAPTOP, kind: "message" }]);
  await bench.pass(50_000);
  expect(sent).toEqual([
    { to: LAPTOP, kind: "message" },
    { to: PHONE, kind: "message" },
  ]);
  expect(bench.storage.alarmAt).toBeNull();
});

it("whoever is named by an edit is told, though the words as they were wait to be looked through", async () => {
  await bench.command({ type: "notices", level: "mentions", keywords: ["soup"] });
  bench.areRoomsAway = true;
  await tell(said());
  const at = bench.clock.now();
  await tell({ type: "edited", seq: 3, at, by: bob, target: 2, mentions: [ann.person] });
  bench.areRoomsAway = false;
  await bench.pass(10_000);
  expect(sent.map(({ kind }) => kind)).toEqual(["message", "message"]);
});
