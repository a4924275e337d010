import { beforeEach, describe, expect, it } from "vitest";
import type { Fact } from "#protocol/inbox/facts.ts";
import type { PushMessage } from "#protocol/push-message.ts";
import { settled } from "../../test/fakes/hand-clock.ts";
import { ann, bob, InboxBench } from "../../test/fakes/inbox-bench.ts";
import type { PushOutcome } from "../push/push-sender.ts";
import { TEA } from "./inbox.test-kit.ts";

const PHONE = ann.session;
const LAPTOP = "laptop";
const HOUR_MS = 3_600_000;

let bench: InboxBench;
/** What was handed to the push service of each browser, in short. */
let handed: Record<string, string[]>;
/** The laptop's push service answers the first that it has not answered yet. */
let laptopAnswers: (outcome: PushOutcome) => Promise<void>;

/** The phone's push service takes everything at once, and the laptop's answers nothing by itself. */
beforeEach(async () => {
  bench = await InboxBench.open();
  bench.mailAnswers = "sent";
  await bench.wake();
  handed = { [PHONE]: [], [LAPTOP]: [] };
  const waiting: ((outcome: PushOutcome) => void)[] = [];
  bench.push.send = ({ endpoint }, message) => {
    const session = endpoint.split("/").at(-1) ?? "";
    handed[session]?.push(inShort(message));
    if (session === PHONE) return Promise.resolve("sent");
    return new Promise((answer) => {
      waiting.push(answer);
    });
  };
  laptopAnswers = async (outcome) => {
    waiting.shift()?.(outcome);
    await settled();
  };
  await bench.subscribe(PHONE);
  await bench.subscribe(LAPTOP);
  await tell({ type: "joined", seq: 1, at: 1, by: ann.person });
});

function inShort(message: PushMessage): string {
  switch (message.kind) {
    case "message":
      return message.notification.body ?? "";
    case "close":
      return `close ${message.tag}`;
    case "test":
      return "test";
  }
}

async function tell(...facts: Fact[]): Promise<void> {
  const from = bench.told.get(TEA)?.at(-1)?.seq ?? 0;
  bench.happens(TEA, ...facts);
  await bench.inbox.tell(bench.letter(TEA, from));
  await settled();
}

function named(seq: number): Fact {
  bench.messages.set(seq, `words ${seq}`);
  return { type: "said", seq, at: bench.clock.now(), by: bob, mentions: [ann.person] };
}

function unnamed(seq: number): Fact {
  bench.messages.set(seq, `words ${seq}`);
  return { type: "said", seq, at: bench.clock.now(), by: bob };
}

async function read(seq: number): Promise<void> {
  await bench.command({ type: "read", marks: [{ room: TEA, seq }] });
  await settled();
}

describe("while the push service of one browser does not answer", () => {
  it("others are told what comes, and it gets that in order, once it answers", async () => {
    await tell(named(2));
    await tell(named(3));
    expect(handed).toEqual({ [PHONE]: ["words 2", "words 3"], [LAPTOP]: ["words 2"] });
    await laptopAnswers("sent");
    expect(handed[LAPTOP]).toEqual(["words 2", "words 3"]);
  });

  it("what is read closes at others at once, and there not before it was shown", async () => {
    await tell(named(2));
    await read(2);
    expect(handed).toEqual({ [PHONE]: ["words 2", "close tea/2"], [LAPTOP]: ["words 2"] });
    await laptopAnswers("sent");
    expect(handed[LAPTOP]).toEqual(["words 2", "close tea/2"]);
    await laptopAnswers("sent");
    await bench.pass(HOUR_MS);
    expect(handed[PHONE]).toEqual(["words 2", "close tea/2"]);
    expect([...bench.storage.rows.keys()].filter((key) => key.startsWith("n:"))).toEqual([]);
  });

  it("what it takes in the end, or shows no more, ends as a turn, so that it is counted", async () => {
    await tell(named(2));
    await read(2);
    const byThen: (string | undefined)[] = [];
    bench.turned = () => byThen.push(handed[LAPTOP]?.at(-1));
    await laptopAnswers("sent");
    expect(byThen).toContain("words 2");
    await laptopAnswers("sent");
    expect(byThen.at(-1)).toBe("close tea/2");
  });

  it("what is edited is shown at others with its new words at once, and there behind the old ones", async () => {
    await tell(named(2));
    bench.messages.set(2, "better words");
    await tell({ type: "edited", seq: 3, at: bench.clock.now(), by: bob, target: 2 });
    expect(handed).toEqual({ [PHONE]: ["words 2", "better words"], [LAPTOP]: ["words 2"] });
    await laptopAnswers("sent");
    expect(handed[LAPTOP]).toEqual(["words 2", "better words"]);
  });

  it("what was read meanwhile, or waits for whom has signed out, is not told there", async () => {
    await tell(named(2));
    await tell(named(3));
    await read(3);
    await laptopAnswers("sent");
    expect(handed[LAPTOP]).toEqual(["words 2", "close tea/2"]);
    await tell(named(4));
    await bench.inbox.signedOut([LAPTOP]);
    await laptopAnswers("sent");
    expect(handed[LAPTOP]).toEqual(["words 2", "close tea/2"]);
    expect(handed[PHONE]).toContain("words 4");
  });

  it("nobody is told twice, however often the alarm goes off that stands behind it", async () => {
    await tell(named(2));
    await bench.pass(60_000);
    expect(handed).toEqual({ [PHONE]: ["words 2"], [LAPTOP]: ["words 2"] });
    expect(bench.storage.alarmAt).toBeGreaterThan(bench.clock.now());
    await laptopAnswers("sent");
    expect(bench.storage.alarmAt).toBe(bench.clock.now() - 60_000 + 4 * HOUR_MS);
  });

  it("the mail that is due meanwhile goes in time", async () => {
    await tell(named(2));
    await laptopAnswers("sent");
    await bench.pass(4 * HOUR_MS - 20_000);
    await tell(named(3));
    await bench.pass(30_000);
    expect(bench.mailed).toHaveLength(1);
  });
});

it("a push service that wants to be left alone is told all the same what closes there", async () => {
  await tell(named(2));
  await laptopAnswers("sent");
  await tell(named(3));
  await laptopAnswers({ retryAfterMs: 10_000 });
  await read(3);
  expect(handed[LAPTOP]).toEqual(["words 2", "words 3", "close tea/2"]);
});

it("a push service that wants to be left alone is asked once for all that waits, and told it in order then", async () => {
  await tell(named(2));
  await tell(named(3));
  await tell(named(4));
  await laptopAnswers({ retryAfterMs: 10_000 });
  expect(handed[LAPTOP]).toEqual(["words 2"]);
  await bench.pass(12_000);
  await laptopAnswers("sent");
  await laptopAnswers("sent");
  await laptopAnswers("sent");
  expect(handed).toEqual({
    [PHONE]: ["words 2", "words 3", "words 4"],
    [LAPTOP]: ["words 2", "words 2", "words 3", "words 4"],
  });
});

it("what is too much for a browser that comes late, and is shown at another, closes there when it is read", async () => {
  await bench.command({ type: "level", room: TEA, level: "everything" });
  for (let seq = 2; seq <= 9; seq += 1) await tell(unnamed(seq));
  const shown = handed[PHONE]?.length ?? 0;
  expect(shown).toBe(8);
  await laptopAnswers({ retryAfterMs: 10_000 });
  await bench.pass(12_000);
  await read(9);
  expect(handed[PHONE]?.slice(shown).toSorted()).toEqual(
    Array.from({ length: 8 }, (_, n) => `close tea/${n + 2}`),
  );
});

it("an edit reaches a browser that the old words are on their way to, or that wants to be left alone", async () => {
  await tell(named(2));
  await laptopAnswers({ retryAfterMs: 10_000 });
  await bench.pass(12_000);
  bench.messages.set(2, "better words");
  const edited = { type: "edited", by: bob, target: 2 } as const;
  await tell({ ...edited, seq: 3, at: bench.clock.now() });
  await laptopAnswers("sent");
  expect(handed[LAPTOP]).toEqual(["words 2", "words 2", "better words"]);
  await laptopAnswers("sent");
  await tell(named(4));
  await laptopAnswers({ retryAfterMs: 10_000 });
  bench.messages.set(2, "the best words");
  await tell({ ...edited, seq: 5, at: bench.clock.now() });
  expect(handed[LAPTOP]?.at(-1)).toBe("the best words");
});

it("a push service that does not answer at all is not asked for each closing, and told nothing that is of the past", async () => {
  await tell(named(2));
  await laptopAnswers("sent");
  await tell(named(3));
  await tell(named(4));
  await bench.pass(10_000);
  await laptopAnswers({ retryAfterMs: 10_000 });
  await read(4);
  expect(handed[LAPTOP]).toEqual(["words 2", "words 3"]);
  await bench.pass(12_000);
  await tell(named(5));
  await tell(named(6));
  expect(handed[LAPTOP]?.at(-1)).toBe("words 5");
  await bench.pass(3 * 60_000);
  await laptopAnswers("sent");
  expect(handed[LAPTOP]?.at(-1)).toBe("words 5");
});
