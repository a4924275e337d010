import { beforeEach, expect, it } from "vitest";
import * as v from "valibot";
import type { Fact } from "#protocol/inbox/facts.ts";
import { RoomId } from "#protocol/ids.ts";
import { MAX_PUSH_SUBSCRIPTIONS, NOTICE_LASTS_MS } from "#protocol/inbox/limits.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { ann, bob, InboxBench } from "../../test/fakes/inbox-bench.ts";
import { settled } from "../../test/fakes/hand-clock.ts";

const TEA = v.parse(RoomId, "tea");
const DAY = 24 * 60 * 60_000;
let bench: InboxBench;
let seq = 1;

const said = (more: Partial<Extract<Fact, { type: "said" }>> = {}): Fact => {
  seq += 1;
  bench.messages.set(seq, `words ${seq}`);
  return { type: "said", seq, at: bench.clock.now(), by: bob, ...more };
};
const named = (more: object = {}) => said({ mentions: [ann.person], ...more });

async function tell(...facts: Fact[]): Promise<void> {
  const from = bench.told.get(TEA)?.at(-1)?.seq ?? 0;
  bench.happens(TEA, ...facts);
  await bench.inbox.tell(bench.letter(TEA, from));
  await settled();
}

const shown = () =>
  bench.pushed.flatMap(({ message }) =>
    message.kind === "message" ? [message.notification.body] : [],
  );
const closed = () =>
  bench.pushed.flatMap(({ message }) => (message.kind === "close" ? [message.tag] : []));

beforeEach(async () => {
  bench = await InboxBench.open();
  seq = 1;
  await bench.subscribe();
  await tell({ type: "joined", seq: 1, at: 1, by: ann.person });
});

it("who is named is told at once, with the words as they are now", async () => {
  await tell(said(), named({ thread: { seq: 2, by: bob } }));
  expect(shown()).toEqual(["words 3"]);
  expect(bench.pushed[0]?.message).toMatchObject({
    notification: {
      title: "Bob · Tea",
      navigate: "https://chat.example/rooms/tea?thread=2",
      app_badge: 1,
      data: { place: { room: TEA, seq: 3, thread: 2 } },
    },
  });
});

it("a muted room tells of those who are named alone, though everything was chosen there", async () => {
  await bench.command({ type: "level", room: TEA, level: "everything" });
  await bench.command({ type: "mute", room: TEA, on: true });
  await tell(said(), named());
  expect(shown()).toEqual(["words 3"]);
  await bench.command({ type: "mute", room: TEA, on: false });
  await tell(said());
  expect(shown()).toEqual(["words 3", "words 4"]);
});

it("replies to one's own message and in threads that one follows are told, one's own words are not", async () => {
  const mine = said({ by: ann.person });
  const root = { seq: mine.seq, by: ann.person };
  await tell(mine, said({ replyTo: root }), said({ thread: root }), named({ by: ann.person }));
  expect(shown()).toEqual(["words 3", "words 4"]);
});

it("a level says for one room or for all what is told", async () => {
  await tell(said());
  await bench.command({ type: "level", room: TEA, level: "everything" });
  await tell(said());
  await bench.command({ type: "level", room: TEA, level: "nothing" });
  await tell(named());
  await bench.command({ type: "level", room: TEA, level: null });
  await bench.command({ type: "notices", level: "everything", keywords: [] });
  await tell(said());
  expect(shown()).toEqual(["words 3", "words 5"]);
});

it("a keyword is as good as a mention, as a word of its own", async () => {
  await bench.command({ type: "notices", level: "mentions", keywords: ["Tea"] });
  const [whole, part] = [said(), said()];
  bench.messages.set(whole.seq, "is there tea?");
  bench.messages.set(part.seq, "steal");
  await tell(whole, part);
  expect(shown()).toEqual(["is there tea?"]);
});

it("a muted thread is silent", async () => {
  const mine = said({ by: ann.person });
  const root = { seq: mine.seq, by: ann.person };
  await tell(mine);
  await bench.command({ type: "mute", room: TEA, thread: mine.seq, on: true });
  await tell(said({ thread: root }));
  expect(shown()).toEqual([]);
});

it("what was read, deleted or is not theirs any more by then is not told", async () => {
  bench.areRoomsAway = true;
  const [read, deleted] = [named(), named()];
  await tell(read, deleted);
  await bench.command({ type: "read", marks: [{ room: TEA, seq: read.seq }] });
  bench.messages.delete(deleted.seq);
  bench.areRoomsAway = false;
  await bench.passAlarm(60_000);
  expect(shown()).toEqual([]);
  bench.areRoomsAway = true;
  await tell(named());
  await tell({ type: "left", seq: seq + 1, at: 1, by: ann.person });
  bench.areRoomsAway = false;
  await bench.passAlarm(60_000);
  expect(bench.pushed).toEqual([]);
});

it("what a service does not take now is sent again, also after sleep, for as long as it is news", async () => {
  bench.pushAnswers = { retryAfterMs: 10_000 };
  await tell(named());
  await bench.wake();
  bench.pushAnswers = "sent";
  await bench.passAlarm(11_000);
  expect(shown()).toEqual(["words 2"]);
  expect(bench.pushed[0]?.ttlSeconds).toBeLessThan(NOTICE_LASTS_MS / 1_000 - 10);
  bench.pushAnswers = { retryAfterMs: NOTICE_LASTS_MS };
  await tell(named());
  bench.pushAnswers = "sent";
  await bench.passAlarm(NOTICE_LASTS_MS + 1_000);
  expect(shown()).toEqual(["words 2"]);
  expect(bench.storage.alarmAt).toBeNull();
});

it("reading anywhere closes what is shown, and so does deletion; an edit replaces it in silence", async () => {
  const [first, second] = [named(), named()];
  await tell(first, second);
  bench.messages.set(second.seq, "better words");
  const edit: Fact = {
    type: "edited",
    seq: (seq += 1),
    at: bench.clock.now(),
    by: bob,
    target: second.seq,
    mentions: [ann.person],
  };
  await tell(edit);
  expect(shown()).toEqual(["words 2", "words 3", "better words"]);
  expect(bench.pushed.at(-1)?.message).toMatchObject({ notification: { silent: true } });
  await bench.command({ type: "read", marks: [{ room: TEA, seq: first.seq }] });
  await settled();
  expect(closed()).toEqual([`${TEA}/${first.seq}`]);
  await tell({ type: "deleted", seq: (seq += 1), target: second.seq });
  expect(closed()).toEqual([`${TEA}/${first.seq}`, `${TEA}/${second.seq}`]);
  expect([...bench.storage.rows.keys()].filter((key) => key.startsWith("n:"))).toEqual([]);
});

it("an edit tells those whom it names and nobody who was told", async () => {
  const message = said();
  await tell(message);
  const edit = (): Fact => ({
    type: "edited",
    seq: (seq += 1),
    at: bench.clock.now(),
    by: bob,
    target: message.seq,
    mentions: [ann.person],
  });
  await tell(edit());
  expect(shown()).toEqual(["words 2"]);
  expect(bench.pushed[0]?.message).toMatchObject({ notification: { silent: false } });
});

it("of a room that says much at once the newest few are told, and all that name them", async () => {
  await bench.command({ type: "level", room: TEA, level: "everything" });
  const meant = Array.from({ length: 5 }, () => named());
  await tell(...meant, ...Array.from({ length: 15 }, () => said()));
  const numbers = [...meant.map((fact) => fact.seq), 19, 20, 21];
  expect(shown()).toEqual(numbers.map((number) => `words ${number}`));
});

it("a browser that has ended its subscription is told no more", async () => {
  bench.pushAnswers = "gone";
  await tell(named());
  bench.pushAnswers = "sent";
  await tell(named());
  await bench.wake();
  await tell(named());
  expect(bench.pushed).toEqual([]);
});

it("every browser is told, each once, up to sixteen; one whose session is over is not", async () => {
  for (let i = 0; i < MAX_PUSH_SUBSCRIPTIONS; i += 1) {
    await bench.clock.pass(1);
    await bench.subscribe(`s${i}`);
  }
  await bench.inbox.signedOut(["s0"]);
  await tell(named());
  const expected = Array.from({ length: MAX_PUSH_SUBSCRIPTIONS - 1 }, (_, i) => `s${i + 1}`);
  expect(bench.pushed.map(({ to }) => to.split("/").at(-1))).toEqual(expected);
});

it("a browser that was left signed in is told no more when its session must be over, and is forgotten", async () => {
  await bench.clock.pass(14 * DAY);
  await tell(named());
  expect(shown()).toEqual(["words 2"]);
  await bench.clock.pass(DAY);
  await tell(named());
  expect(shown()).toEqual(["words 2"]);
  expect([...bench.storage.rows.keys()].filter((key) => key.startsWith("d:"))).toEqual([]);
});

it.each([
  ["connects", () => bench.connect()],
  ["asks without a socket", () => bench.inbox.changes(ann, { epoch: null, cursor: 0 })],
  ["is read in", () => bench.command({ type: "read", marks: [{ room: TEA, seq: 1 }] })],
  ["starts anew", () => bench.subscribe()],
])("a browser that %s meanwhile goes on being told, and no other for it", async (_, use) => {
  await bench.subscribe("an old laptop");
  await bench.clock.pass(10 * DAY);
  await use();
  await settled();
  await bench.wake();
  await bench.clock.pass(10 * DAY);
  await tell(named());
  expect(bench.pushed.map(({ to }) => to)).toEqual([`https://push.example/${ann.session}`]);
});

it("a page that is open for weeks goes on being told", async () => {
  const weeks = () => ({ ...bench.claims(), sessionExpiresAt: bench.clock.now() + 20 * DAY });
  const page = await bench.connect(weeks());
  await bench.say(page, { t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 });
  await bench.clock.pass(10 * DAY);
  bench.renewedBy = weeks();
  await bench.say(page, { t: "renew", ticket: "a ticket" });
  await bench.clock.pass(10 * DAY);
  await tell(named());
  expect(shown()).toEqual(["words 2"]);
});

it("what was sent beside the letter that led to it ends as a turn, so that it is counted", async () => {
  const sentByThen: number[] = [];
  bench.turned = () => sentByThen.push(bench.pushed.length);
  await tell(named());
  expect(sentByThen.at(-1)).toBe(1);
});

it("keeps no words of what it tells", async () => {
  await tell(named());
  expect([...bench.storage.rows.values()].join(" ")).not.toContain("words");
});

it("a test is sent to the browser of whoever asks", async () => {
  await bench.subscribe("another");
  expect(await bench.inbox.pushDoor.test(ann)).toEqual({ ok: true, value: null });
  expect(bench.pushed).toMatchObject([
    { to: `https://push.example/${ann.session}`, message: { kind: "test" } },
  ]);
  await bench.inbox.pushDoor.unsubscribe(ann, `https://push.example/${ann.session}`);
  expect(await bench.inbox.pushDoor.test(ann)).toMatchObject({ ok: false });
});
