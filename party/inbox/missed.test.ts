import { beforeEach, expect, test } from "vitest";
import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import {
  MAX_MISSED_MAILS_A_DAY,
  MAX_MISSED_TOLD,
  MISSED_LASTS_MS,
} from "#protocol/inbox/limits.ts";
import { ann } from "../../test/fakes/inbox-bench.ts";
import { Away, DAY, HOUR, MINUTE, TEA } from "./missed.test-kit.ts";

const CAKE = v.parse(RoomId, "cake");
let away: Away;

beforeEach(async () => {
  away = await Away.begin();
});

const choose = (afterHours: number) => away.bench.command({ type: "mail", afterHours });

test("what names somebody, and is not read for four hours, is mailed then and once", async () => {
  const seq = await away.named();
  await away.bench.pass(4 * HOUR - 1);
  expect(away.mails()).toEqual([]);
  await away.bench.pass(1);
  expect(away.mails()).toEqual([[seq]]);
  expect(away.bench.mailed[0]?.digest.messages).toMatchObject([
    { room: TEA, author: "Bob", roomName: "Tea", words: `words ${seq}` },
  ]);
  await away.bench.pass(2 * DAY);
  expect(away.mails()).toHaveLength(1);
  expect(away.bench.storage.alarmAt).toBeNull();
});

test("so are answers, but not what is said to everyone, nor reactions", async () => {
  const mine = away.said({ by: ann.person });
  const root = { seq: mine.seq, by: ann.person };
  const [reply, inThread] = [away.said({ replyTo: root }), away.said({ thread: root })];
  const on = { target: root, emoji: "👍", on: true, at: away.bench.clock.now() };
  const reacted = { type: "reacted", seq: away.next(), by: reply.by, ...on } as const;
  await away.tell(TEA, mine, reply, inThread, reacted, away.said());
  await away.bench.pass(DAY);
  expect(away.mails()).toEqual([[reply.seq, inThread.seq]]);
});

test("the person says after how many hours, or never", async () => {
  await choose(1);
  await away.named();
  await away.bench.pass(HOUR);
  expect(away.mails()).toHaveLength(1);
  await choose(24);
  await away.named();
  await away.bench.pass(23 * HOUR);
  expect(away.mails()).toHaveLength(1);
  await choose(0);
  await away.bench.pass(2 * DAY);
  expect(away.mails()).toHaveLength(1);
  expect(away.bench.storage.alarmAt).toBeNull();
});

test("what is due within minutes goes along, and what is not waits for the next mail, an interval later", async () => {
  const first = await away.named();
  await away.bench.pass(9 * MINUTE);
  const second = await away.named();
  await away.bench.pass(2 * MINUTE);
  const third = await away.named();
  await away.bench.pass(4 * HOUR);
  expect(away.mails()).toEqual([[first, second]]);
  await away.bench.pass(4 * HOUR);
  expect(away.mails().at(-1)).toEqual([third]);
});

test("reading it cancels it, wherever that is", async () => {
  const read = await away.named();
  await away.bench.command({ type: "read", marks: [{ room: TEA, seq: read }] });
  expect(away.bench.storage.alarmAt).toBeNull();
  await away.named();
  const mine = away.said({ by: ann.person });
  const reply = away.said({ replyTo: { seq: mine.seq, by: ann.person } });
  await away.tell(TEA, mine, reply);
  // In the list of what concerned one, where nothing is read by it.
  await away.bench.command({ type: "seen", activity: [2, 3] });
  await away.bench.pass(DAY);
  expect(away.mails()).toEqual([]);
});

test("what was deleted, lies in a muted thread, in a room that is left or is to say nothing, is not mailed", async () => {
  const deleted = await away.named();
  await away.tell(TEA, { type: "deleted", seq: away.next(), target: deleted });
  const mine = away.said({ by: ann.person });
  await away.tell(TEA, mine);
  await away.named(TEA, { thread: { seq: mine.seq, by: ann.person } });
  await away.bench.command({ type: "mute", room: TEA, thread: mine.seq, on: true });
  await away.tell(CAKE, { type: "joined", seq: away.next(), at: 1, by: ann.person });
  await away.named(CAKE);
  await away.bench.command({ type: "level", room: CAKE, level: "nothing" });
  await away.bench.pass(DAY);
  expect(away.mails()).toEqual([]);
  await away.bench.command({ type: "level", room: CAKE, level: null });
  await away.named(CAKE);
  await away.tell(CAKE, { type: "left", seq: away.next(), at: 1, by: ann.person });
  await away.bench.pass(DAY);
  expect(away.mails()).toEqual([]);
});

test("a call of the whole room is mailed as well, unless one wants to hear of none", async () => {
  const call = away.said({ calls: "room" });
  await away.tell(TEA, call, away.said({ calls: "here" }));
  await away.bench.pass(4 * HOUR);
  expect(away.mails()).toEqual([[call.seq]]);
  await away.bench.command({ type: "calls", room: TEA, on: false });
  await away.tell(TEA, away.said({ calls: "room" }));
  await away.bench.pass(DAY);
  expect(away.mails()).toHaveLength(1);
});

test("whoever takes the words back in the room only is not told of either, and nothing left is no mail", async () => {
  const [gone, there] = [await away.named(), await away.named()];
  away.bench.messages.delete(gone);
  await away.bench.pass(4 * HOUR);
  expect(away.mails()).toEqual([[there]]);
  const last = await away.named();
  away.bench.messages.delete(last);
  await away.bench.pass(DAY);
  expect(away.mails()).toHaveLength(1);
  expect(away.bench.storage.alarmAt).toBeNull();
});

test("however much is missed, a day has only so many mails, and a mail only so many messages", async () => {
  await choose(1);
  const seqs = [];
  for (let i = 0; i < MAX_MISSED_TOLD + 5; i += 1) seqs.push(await away.named());
  await away.bench.pass(HOUR);
  expect(away.mails()).toEqual([seqs.slice(5)]);
  expect(away.bench.mailed[0]?.digest.more).toBe(5);
  for (let i = 0; i < 22; i += 1) {
    await away.named();
    await away.bench.pass(HOUR);
  }
  expect(away.mails()).toHaveLength(MAX_MISSED_MAILS_A_DAY);
  await away.bench.pass(2 * HOUR);
  expect(away.mails()).toHaveLength(MAX_MISSED_MAILS_A_DAY + 1);
});

test("what could not be mailed for days is no news any more", async () => {
  await choose(0);
  await away.named();
  await away.bench.pass(4 * HOUR + MISSED_LASTS_MS);
  await choose(4);
  await away.bench.pass(DAY);
  expect(away.mails()).toEqual([]);
});

test("whoever uses a device sees for themselves; the hours begin when they have gone", async () => {
  await away.named();
  await away.bench.pass(3 * HOUR);
  const desk = await away.bench.join();
  await away.bench.say(desk, { t: "status", is: "active", watching: null });
  await away.bench.pass(MINUTE / 2);
  await away.bench.leave(desk);
  await away.bench.pass(4 * HOUR - MINUTE);
  expect(away.mails()).toEqual([]);
  await away.bench.pass(MINUTE);
  expect(away.mails()).toHaveLength(1);
});

test("a device that goes on being used holds it, through any sleep, and one that was left alone does not", async () => {
  await away.named();
  let desk = await away.bench.join();
  for (let passed = 0; passed < 5 * HOUR; passed += 50_000) {
    await away.bench.say(desk, { t: "status", is: "active", watching: null });
    await away.bench.pass(50_000);
    if (passed % (40 * MINUTE) !== 0) continue;
    // Sessions of the bench last for an hour.
    await away.bench.leave(desk);
    desk = await away.bench.join();
    await away.bench.wake();
  }
  expect(away.mails()).toEqual([]);
  await away.bench.say(desk, { t: "status", is: "idle", watching: null });
  await away.bench.pass(4 * HOUR);
  expect(away.mails()).toHaveLength(1);
});

test("hours of quiet hold no mail back: nobody is woken by one", async () => {
  await away.bench.command({ type: "self", choice: { is: "dnd", until: null } });
  await away.named();
  await away.bench.pass(4 * HOUR);
  expect(away.mails()).toHaveLength(1);
});

test("where a community sends no mail nothing is due", async () => {
  away.bench.mailAnswers = null;
  await away.bench.wake();
  await away.named();
  expect(away.bench.storage.alarmAt).toBeNull();
  await away.bench.pass(DAY);
  expect([...away.bench.storage.rows.keys()]).not.toContain("missed");
});
