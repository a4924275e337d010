import { describe, expect, it } from "vitest";
import { decodeDown } from "#protocol/decode.ts";
import type { DownMessage } from "#protocol/down.ts";
import {
  MAX_POLL_WAIT_MS,
  MAX_POLLS_PER_PERSON,
  PRESENCE_GRACE_MS,
  ROOM_LIMITS,
  SESSION_LEEWAY_MS,
  TYPING_FORGET_MS,
} from "#protocol/limits.ts";
import type { Author, ListenQuery } from "#party/rooms.ts";
import { settled } from "../../test/fakes/hand-clock.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");
const eve = person("Eve");

/** A question that has reached the room, and its answer as far as there is one. */
async function ask(bench: RoomBench, by: Author, query: Partial<ListenQuery> = {}) {
  const poll: { heard: DownMessage[] | null; refused: unknown } = { heard: null, refused: null };
  const whole = { epoch: null, cursor: 0, waitMs: MAX_POLL_WAIT_MS, sessionExpiresAt: Infinity };
  const listen = async () => {
    const answer = await bench.room.listen(by, { ...whole, ...query });
    if (answer.ok) poll.heard = decodeDown(`[${answer.value.join(",")}]`);
    else poll.refused = answer.refusal;
  };
  void listen();
  await settled();
  return poll;
}

const kinds = ({ heard }: { heard: DownMessage[] | null }) => heard?.map(({ t }) => t);

/** Where a client of this room stands who has heard everything. */
async function upToDate(bench: RoomBench) {
  const poll = await ask(bench, ann, { waitMs: 0 });
  await bench.rest();
  const welcome = poll.heard?.find((message) => message.t === "welcome");
  return { epoch: welcome?.epoch ?? null, cursor: welcome?.head ?? 0 };
}

describe("asking for what comes next", () => {
  it("is answered at once with what a hello is answered with", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const { epoch } = await upToDate(bench);
    for (const [cursor, known] of [
      [0, null],
      [1, epoch],
      [99, epoch],
      [1, "another"],
      // As if up to date, but in a life of the room that is over.
      [2, "another"],
    ] as const) {
      const poll = await ask(bench, bob, { epoch: known, cursor });
      await bench.rest();
      const socket = await bench.join(bob, cursor, known);
      expect(poll.heard).toEqual(socket.take());
    }
  });

  it("waits for the first event, and is answered in the beat that makes it durable", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const at = await upToDate(bench);
    const poll = await ask(bench, bob, at);
    await bench.clock.pass(MAX_POLL_WAIT_MS - 1_000);
    expect(poll.heard).toBeNull();
    await Promise.all(["a", "b"].map((word) => bench.command(ann, bench.post(word))));
    expect(poll.heard).toMatchObject([
      { t: "welcome", epoch: at.epoch, head: 4 },
      {
        t: "events",
        events: [
          { seq: 3, body: "a" },
          { seq: 4, body: "b" },
        ],
      },
      { t: "here", count: 2 },
    ]);
  });

  it("is answered without events when its time is up", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const poll = await ask(bench, bob, { ...(await upToDate(bench)), waitMs: 3_000 });
    await bench.clock.pass(2_999);
    expect(poll.heard).toBeNull();
    await bench.clock.pass(1);
    expect(kinds(poll)).toEqual(["welcome", "here"]);
  });

  it("misses nothing of what is written while it asks", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const at = await upToDate(bench);
    const post = bench.room.command(ann, bench.post("in the same breath"));
    const poll = await ask(bench, bob, at);
    await bench.rest();
    expect((await post).ok).toBe(true);
    expect(kinds(poll)).toEqual(["welcome", "events", "here"]);
  });

  it("shows nothing of a write that failed", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const at = await upToDate(bench);
    const poll = await ask(bench, bob, at);
    await bench.rest();
    bench.storage.failure = new Error("disk");
    const post = bench.command(ann, bench.post("lost"));
    const late = await ask(bench, bob, at);
    await post;
    expect(poll.refused).toMatchObject({ code: "unavailable", retryable: true });
    expect(late.heard).toBeNull();
  });

  it("ends when the session does", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const sessionExpiresAt = bench.clock.now() + 1_000 - SESSION_LEEWAY_MS;
    const poll = await ask(bench, bob, { ...(await upToDate(bench)), sessionExpiresAt });
    await bench.clock.pass(1_000);
    expect(poll.refused).toMatchObject({ code: "unauthenticated" });
  });

  it("is for members, and ends when one is none any more, without what came after", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const at = await upToDate(bench);
    const [outside, inside] = [await ask(bench, eve), await ask(bench, bob, at)];
    await bench.rest();
    expect(outside.refused).toMatchObject({ code: "not_member" });
    expect(inside.refused).toBeNull();
    await bench.command(bob, { type: "room.leave", id: bench.id() });
    expect(inside).toMatchObject({ refused: { code: "not_member" }, heard: null });
  });

  it("waits so many times a person and no more", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const at = await upToDate(bench);
    const polls = await Promise.all(
      Array.from({ length: MAX_POLLS_PER_PERSON + 1 }, () => ask(bench, bob, at)),
    );
    const other = await ask(bench, ann, at);
    await bench.rest();
    const retryAfterMs = expect.any(Number);
    expect(polls.at(-1)?.refused).toMatchObject({ code: "rate_limited", retryAfterMs });
    await bench.command(ann, bench.post("for all who wait"));
    for (const poll of [...polls.slice(0, -1), other]) expect(kinds(poll)).toContain("events");
  });

  it("is slowed when it comes too often", async () => {
    const bench = await RoomBench.withMembers(["Bob"], ROOM_LIMITS);
    await bench.clock.pass(60_000);
    const polls = await Promise.all(
      Array.from({ length: 50 }, () => ask(bench, bob, { waitMs: 0 })),
    );
    await bench.rest();
    expect(polls.filter(({ heard }) => heard)).toHaveLength(ROOM_LIMITS.pollBurst);
    expect(polls.at(-1)?.refused).toMatchObject({ code: "rate_limited", retryAfterMs: 200 });
  });
});

describe("who asks", () => {
  it("counts as here while asking, and for a while after the last answer", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const at = await upToDate(bench);
    const annHere = await bench.join(ann);
    annHere.take();
    await ask(bench, bob, { ...at, waitMs: 1_000 });
    await bench.rest();
    expect(annHere.takeOf("presence")).toMatchObject([{ count: 2, came: [{ name: "Bob" }] }]);
    await bench.clock.pass(1_000);
    await ask(bench, bob, { ...at, waitMs: 1_000 });
    await bench.clock.pass(PRESENCE_GRACE_MS);
    expect(annHere.takeOf("presence")).toEqual([]);
    await bench.clock.pass(1_000);
    expect(annHere.takeOf("presence")).toMatchObject([{ count: 1, gone: [bob.person] }]);
    await bench.rest();
    expect(bench.clock.hasTimers).toBe(false);
  });

  it("hears who types now, until they have said it or stopped", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const typists = async () => {
      const poll = await ask(bench, ann, { waitMs: 0 });
      await bench.rest();
      return poll.heard?.filter(({ t }) => t === "typing");
    };
    const isTyping = { t: "typing", person: { id: bob.person, name: "Bob" }, on: true };
    bench.room.signals.typing(bob, { on: true });
    expect(await typists()).toEqual([isTyping]);
    await bench.clock.pass(TYPING_FORGET_MS);
    expect(await typists()).toEqual([]);
    bench.room.signals.typing(bob, { on: true });
    await bench.command(bob, bench.post("said"));
    expect(await typists()).toEqual([]);
    // Under a message, until they have said it there.
    bench.room.signals.typing(bob, { on: true, thread: 3 });
    await bench.command(bob, bench.post("in the room"));
    expect(await typists()).toEqual([{ ...isTyping, thread: 3 }]);
    await bench.command(bob, {
      type: "message.post",
      id: bench.id(),
      body: "in the thread",
      thread: 3,
    });
    expect(await typists()).toEqual([]);
  });

  it("may type, within the same limit as on a socket, if a member", async () => {
    const bench = await RoomBench.withMembers(["Bob"], ROOM_LIMITS);
    const annHere = await bench.join(ann);
    annHere.take();
    expect(bench.room.signals.typing(eve, { on: true })).toMatchObject({
      refusal: { code: "not_member" },
    });
    for (let i = 0; i < 20; i += 1) {
      expect(bench.room.signals.typing(bob, { on: i % 2 === 0 })).toEqual({
        ok: true,
        value: null,
      });
      await bench.rest();
    }
    const heard = annHere.takeOf("typing");
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.length).toBeLessThan(10);
  });

  it("writes nothing and sets no alarm", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const at = await upToDate(bench);
    await bench.passAlarm(60_000);
    await bench.passAlarm(60_000);
    const { commits, alarmAt } = bench.storage;
    await ask(bench, bob, { ...at, waitMs: 1_000 });
    bench.room.signals.typing(bob, { on: true, thread: 1 });
    await bench.clock.pass(60_000);
    expect(bench.storage).toMatchObject({ commits, alarmAt });
  });
});
