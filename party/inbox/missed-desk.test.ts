import { beforeEach, expect, test } from "vitest";
import { ann } from "../../test/fakes/inbox-bench.ts";
import { Away, DAY, HOUR, MINUTE, TEA } from "./missed.test-kit.ts";

let away: Away;

beforeEach(async () => {
  away = await Away.begin();
});

const stored = () => JSON.parse(away.bench.storage.rows.get("missed") ?? "null");

test("a restart forgets neither what is due nor what was mailed", async () => {
  const seq = await away.named();
  await away.bench.wake();
  await away.bench.pass(4 * HOUR);
  expect(away.mails()).toEqual([[seq]]);
  await away.bench.wake();
  const next = await away.named();
  await away.bench.pass(DAY);
  expect(away.mails()).toEqual([[seq], [next]]);
});

test("one that wakes for something else still mails in time", async () => {
  const seq = await away.named();
  const desk = await away.bench.join();
  await away.bench.say(desk, { t: "status", is: "active", watching: null });
  await away.bench.pass(MINUTE / 4);
  await away.bench.leave(desk);
  // What it wants to be woken for now is the end of its person's being there.
  await away.bench.wake();
  await away.bench.pass(4 * HOUR);
  expect(away.mails()).toEqual([[seq]]);
});

test("one that dies while a mail is on its way tries it again under the same name, with nothing new in it", async () => {
  const seq = await away.named();
  let isLost = true;
  away.bench.whileMailing = async () => {
    if (!isLost) return;
    isLost = false;
    // What is on its way stays there: this inbox hears no answer any more.
    await away.bench.wake();
    await new Promise(() => undefined);
  };
  void away.bench.pass(4 * HOUR);
  await expect.poll(() => isLost).toBe(false);
  const { key } = stored().attempt;
  const later = await away.named();
  away.bench.storage.alarmAt = away.bench.clock.now();
  await away.bench.pass(2 * MINUTE);
  expect(away.mails()).toEqual([[seq]]);
  expect(away.bench.mailed[0]?.key).toBe(key);
  await away.bench.pass(DAY);
  expect(away.mails()).toEqual([[seq], [later]]);
  expect(away.bench.mailed[1]?.key).not.toBe(key);
});

test("a service that is away is asked again, later each time, and given up in the end, without a word of whose it was", async () => {
  await away.named();
  let tries = 0;
  away.bench.whileMailing = () => Promise.resolve((tries += 1));
  away.bench.mailAnswers = { isFinal: false, code: "http_503" };
  await away.bench.pass(4 * HOUR + 2 * MINUTE);
  expect(tries).toBe(2);
  await away.bench.pass(10 * MINUTE);
  expect(tries).toBe(3);
  await away.bench.wake();
  await away.bench.pass(2 * DAY);
  expect(tries).toBe(5);
  expect(away.bench.logged).toEqual(['mail.failed {"kind":"missed","code":"given_up"}']);
  expect(away.bench.storage.alarmAt).toBeNull();
  away.bench.mailAnswers = "sent";
  const next = await away.named();
  await away.bench.pass(DAY);
  expect(away.mails()).toEqual([[next]]);
});

test("what is read between two tries is not tried again, and what comes then is another mail", async () => {
  const read = await away.named();
  away.bench.mailAnswers = { isFinal: false, code: "http_503" };
  await away.bench.pass(4 * HOUR);
  const { key } = stored().attempt;
  await away.bench.command({ type: "read", marks: [{ room: TEA, seq: read }] });
  expect(away.bench.storage.alarmAt).toBeNull();
  away.bench.mailAnswers = "sent";
  const next = await away.named();
  await away.bench.pass(4 * HOUR);
  expect(away.mails()).toEqual([[next]]);
  expect(away.bench.mailed[0]?.key).not.toBe(key);
});

test("what a service refuses for good is not tried again", async () => {
  await away.named();
  away.bench.mailAnswers = { isFinal: true, code: "http_422" };
  await away.bench.pass(DAY);
  expect(away.bench.logged).toEqual(['mail.failed {"kind":"missed","code":"http_422"}']);
  expect(stored()).toMatchObject({ attempt: null, sentAt: [expect.any(Number)] });
});

test("whoever has no address that is known to be theirs is not asked for it again for the same", async () => {
  await away.named();
  away.bench.mailAnswers = "nobody";
  await away.bench.pass(5 * HOUR);
  away.bench.mailAnswers = "sent";
  await away.bench.pass(DAY);
  expect(away.mails()).toEqual([]);
  const next = await away.named();
  await away.bench.pass(DAY);
  expect(away.mails()).toEqual([[next]]);
});

test("what is read while rooms are asked for their words is not in it", async () => {
  const [read, left] = [await away.named(), await away.named()];
  away.bench.meanwhileTold = () =>
    away.bench.command({ type: "read", marks: [{ room: TEA, seq: read }] });
  await away.bench.pass(4 * HOUR);
  expect(away.mails()).toEqual([[left]]);
});

test("a room that does not answer is asked again for the next mail", async () => {
  const seq = await away.named();
  away.bench.areRoomsAway = true;
  await away.bench.pass(5 * HOUR);
  expect(away.mails()).toEqual([]);
  away.bench.areRoomsAway = false;
  await away.bench.pass(10 * MINUTE);
  expect(away.mails()).toEqual([[seq]]);
});

test("whoever comes while a mail is being tried again holds it, too", async () => {
  const seq = await away.named();
  away.bench.mailAnswers = { isFinal: false, code: "http_503" };
  await away.bench.pass(4 * HOUR);
  const desk = await away.bench.join();
  await away.bench.pass(1.5 * MINUTE);
  await away.bench.say(desk, { t: "status", is: "active", watching: null });
  away.bench.mailAnswers = "sent";
  await away.bench.pass(MINUTE / 2);
  await away.bench.leave(desk);
  expect(away.mails()).toEqual([]);
  await away.bench.pass(5 * HOUR);
  expect(away.mails()).toEqual([[seq]]);
});

test("language and place go with the person, and are written in what is mailed", async () => {
  await away.bench.command({ type: "mail", language: "de", zone: "Europe/Berlin" });
  await away.bench.command({ type: "mail", afterHours: 1 });
  await away.bench.wake();
  await away.named();
  await away.bench.pass(HOUR);
  expect(away.bench.mailed[0]?.digest).toMatchObject({
    language: "de",
    zone: "Europe/Berlin",
    afterHours: 1,
  });
});

test("saying the same again, as each start of a program does, stores nothing and tells nobody", async () => {
  await away.bench.command({ type: "mail", language: "de" });
  const { head } = await heads();
  await away.bench.command({ type: "mail", language: "de" });
  expect((await heads()).head).toBe(head);
});

const heads = () => {
  const answer = away.bench.inbox.changes(ann, { epoch: null, cursor: 0 });
  if (!answer.ok) throw new Error("their own inbox answers");
  return Promise.resolve(answer.value);
};

test("a link in a mail ends them, and the person's devices are told", async () => {
  await away.named();
  await away.bench.inbox.stopMail();
  await away.bench.pass(DAY);
  expect(away.mails()).toEqual([]);
  const { heard } = await heads();
  expect(heard.flatMap(({ entries }) => entries)).toContainEqual({
    kind: "mail",
    afterHours: 0,
    language: "en",
    zone: null,
  });
});

test("no words are kept, and of a deleted account nothing, also when a mail was on its way", async () => {
  await away.named();
  await away.bench.command({ type: "mail", language: "ar" });
  away.bench.whileMailing = async () => {
    expect([...away.bench.storage.rows.values()].join(" ")).not.toContain("words");
    await away.bench.inbox.erase();
  };
  await away.bench.pass(4 * HOUR);
  expect([...away.bench.storage.rows.keys()]).toEqual(["erased"]);
  expect(away.bench.storage.alarmAt).toBeNull();
});
