import { describe, expect, it } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");
const eve = person("Eve");

describe("posting", () => {
  it("gives every event the next number and shows it to everyone, the writer included", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const [annHere, bobHere] = [await bench.join(ann), await bench.join(bob)];
    annHere.take();
    bobHere.take();
    await bench.sendFrom(annHere, bench.post("hello"));
    await bench.sendFrom(bobHere, bench.post("hi"));
    const seen = [
      { seq: 3, type: "message.posted", body: "hello", by: ann.person, name: "Ann" },
      { seq: 4, type: "message.posted", body: "hi", by: bob.person, name: "Bob" },
    ];
    expect(annHere.takeEvents()).toMatchObject(seen);
    expect(bobHere.takeEvents()).toMatchObject(seen);
  });

  it("adds the same message once, and tells the sender of the repeat what it became", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const [annHere, bobHere] = [await bench.join(ann), await bench.join(bob)];
    const post = bench.post("once");
    await bench.sendFrom(annHere, post);
    bobHere.take();
    annHere.take();
    await bench.sendFrom(annHere, post);
    expect(annHere.take()).toMatchObject([
      { t: "accepted", event: { seq: 3, id: post.id, body: "once" } },
    ]);
    expect(bobHere.take()).toEqual([]);
  });

  it("adds it once also when both copies arrive in one breath", async () => {
    const bench = await RoomBench.withMembers([]);
    const annHere = await bench.join(ann);
    annHere.take();
    const frame = { t: "command", command: bench.post("once") };
    await Promise.all([bench.say(annHere, frame), bench.say(annHere, frame)]);
    const heard = annHere.take();
    expect(heard.map(({ t }) => t).toSorted()).toEqual(["accepted", "events"]);
  });

  it("refuses the same id for other words, and keeps the first", async () => {
    const bench = await RoomBench.withMembers([]);
    const annHere = await bench.join(ann);
    const post = bench.post("first");
    await bench.sendFrom(annHere, post);
    annHere.take();
    await bench.sendFrom(annHere, bench.post("second", post.id));
    expect(annHere.take()).toMatchObject([
      { t: "refused", id: post.id, code: "id_reused", retryable: false },
    ]);
    const page = await bench.room.pages.history(ann, { limit: 1 });
    expect(page).toMatchObject({ value: { messages: [{ body: "first" }] } });
  });

  it("lets two people use the same id", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const post = bench.post("mine");
    await bench.command(ann, post);
    expect(await bench.command(bob, post)).toMatchObject({ ok: true, value: { repeated: false } });
  });

  it("puts what comes in one breath into one write and one frame per reader", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const bobHere = await bench.join(bob);
    bobHere.take();
    const before = bench.storage.commits;
    await Promise.all(["a", "b", "c"].map((body) => bench.command(ann, bench.post(body))));
    expect(bench.storage.commits).toBe(before + 1);
    expect(bobHere.frames).toHaveLength(1);
    expect(bobHere.takeEvents().map((event) => ("body" in event ? event.body : ""))).toEqual([
      "a",
      "b",
      "c",
    ]);
  });

  it("refuses what is empty, and says so to the writer alone", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const [annHere, bobHere] = [await bench.join(ann), await bench.join(bob)];
    annHere.take();
    bobHere.take();
    await bench.sendFrom(annHere, bench.post(" \n "));
    expect(annHere.take()).toMatchObject([{ t: "refused", code: "body_empty" }]);
    expect(bobHere.take()).toEqual([]);
  });
});

describe("membership", () => {
  it("lets nobody in who is not a member", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    expect((await bench.join(bob)).closed).toBeNull();
    expect((await bench.connect(eve)).closed).toMatchObject({ code: CLOSE.notMember });
    expect(await bench.command(eve, bench.post("psst"))).toMatchObject({
      refusal: { code: "not_member" },
    });
    expect(await bench.room.pages.history(eve, { limit: 10 })).toMatchObject({
      refusal: { code: "not_member" },
    });
    expect(bench.room.admits(eve)).toMatchObject({ refusal: { code: "not_member" } });
  });

  it("says that a room does not exist", async () => {
    const bench = await RoomBench.empty();
    expect((await bench.connect(ann)).closed).toMatchObject({ code: CLOSE.noSuchRoom });
    expect(await bench.command(ann, bench.post("echo?"))).toMatchObject({
      refusal: { code: "no_such_room" },
    });
  });

  it("closes the sockets of someone who leaves, after telling them, and tells them nothing more", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const [annHere, bobHere] = [await bench.join(ann), await bench.join(bob)];
    bobHere.take();
    annHere.take();
    await bench.sendFrom(bobHere, { type: "room.leave", id: bench.id() });
    await bench.sendFrom(annHere, bench.post("is Bob gone?"));
    expect(bobHere.closed).toMatchObject({ code: CLOSE.notMember });
    expect(bobHere.takeEvents()).toMatchObject([{ type: "member.left", by: bob.person }]);
    const heard = annHere.take();
    expect(heard).toContainEqual(
      expect.objectContaining({ t: "presence", gone: [bob.person], count: 1 }),
    );
  });

  it("keeps from someone who leaves what others say later in the same breath", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const [annHere, bobHere] = [await bench.join(ann), await bench.join(bob)];
    bobHere.take();
    annHere.take();
    const before = bench.command(ann, bench.post("for Bob too"));
    const leaving = bench.command(bob, { type: "room.leave", id: bench.id() });
    await Promise.all([before, leaving, bench.command(ann, bench.post("not for Bob"))]);
    expect(annHere.takeEvents()).toHaveLength(3);
    expect(bobHere.takeEvents()).toMatchObject([{ body: "for Bob too" }, { type: "member.left" }]);
    expect(bobHere.closed).toMatchObject({ code: CLOSE.notMember });
  });

  it("ends the sockets of someone who leaves and comes back in the same breath, as if it had been in two", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const [annHere, bobHere] = [await bench.join(ann), await bench.join(bob)];
    bobHere.take();
    annHere.take();
    await Promise.all([
      bench.command(bob, { type: "room.leave", id: bench.id() }),
      bench.command(ann, bench.post("while Bob was away")),
      bench.command(bob, { type: "room.join", id: bench.id() }),
    ]);
    expect(annHere.takeEvents()).toHaveLength(3);
    expect(bobHere.takeEvents()).toMatchObject([{ type: "member.left" }]);
    expect(bobHere.closed).toMatchObject({ code: CLOSE.notMember });
    expect((await bench.connect(bob)).closed).toBeNull();
  });

  it("lets someone who left come back by joining", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    await bench.command(bob, { type: "room.leave", id: bench.id() });
    expect((await bench.connect(bob)).closed).not.toBeNull();
    await bench.command(bob, { type: "room.join", id: bench.id() });
    expect((await bench.connect(bob)).closed).toBeNull();
    expect(await bench.command(bob, { type: "room.join", id: bench.id() })).toMatchObject({
      refusal: { code: "already_member" },
    });
  });
});

describe("bad input", () => {
  it.each([
    ["not JSON", "{", "malformed"],
    ["a number", "7", "malformed"],
    ["bytes", new Uint8Array(3), "malformed"],
    ["an unknown type", '{"t":"dance"}', "unknown_type"],
    [
      "an unknown command",
      '{"t":"command","command":{"type":"room.explode","id":"x"}}',
      "unknown_type",
    ],
    [
      "a wrong id",
      '{"t":"command","command":{"type":"message.post","id":"1","body":"x"}}',
      "malformed",
    ],
    ["an extra field", '{"t":"typing","on":true,"by":"someone else"}', "malformed"],
    ["a poisoned key", '{"t":"typing","on":true,"__proto__":{}}', "malformed"],
    ["depth", `{"t":${"[".repeat(20)}${"]".repeat(20)}}`, "malformed"],
  ])("answers %s with a code and changes nothing", async (_what, raw, code) => {
    const bench = await RoomBench.withMembers([]);
    const annHere = await bench.join(ann);
    annHere.take();
    const before = new Map(bench.storage.rows);
    await bench.room.receive(annHere, raw);
    await bench.rest();
    expect(annHere.take()).toMatchObject([{ t: "refused", code }]);
    expect(bench.storage.rows).toEqual(before);
    expect(annHere.closed).toBeNull();
  });

  it("closes a socket that sends a frame larger than any message", async () => {
    const bench = await RoomBench.withMembers([]);
    const annHere = await bench.join(ann);
    await bench.say(annHere, "x".repeat(40_000));
    expect(annHere.takeOf("refused")).toMatchObject([{ code: "frame_too_large" }]);
    expect(annHere.closed).toMatchObject({ code: CLOSE.frameTooLarge });
  });

  it("ends with a code when the client speaks another version", async () => {
    const bench = await RoomBench.withMembers([]);
    const annHere = await bench.connect(ann);
    await bench.say(annHere, { t: "hello", version: 99, epoch: null, cursor: 0 });
    expect(annHere.closed).toMatchObject({ code: CLOSE.version });
  });

  it("asks whoever has not said hello to do so first", async () => {
    const bench = await RoomBench.withMembers([]);
    const annHere = await bench.connect(ann);
    await bench.sendFrom(annHere, bench.post("too soon"));
    expect(annHere.take()).toMatchObject([{ t: "refused", code: "held_back" }]);
  });
});

describe("a write that fails", () => {
  it("leaves a room that writes and tells nothing more, while another takes over", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const old = bench.room;
    bench.storage.failure = new Error("disk");
    const post = old.command(ann, bench.post("lost"));
    const late = old.command(ann, bench.post("waits behind it"));
    await bench.rest();
    const tooLate = old.command(ann, bench.post("comes after it"));
    const listening = old.listen(bob, {
      epoch: null,
      cursor: 0,
      waitMs: 0,
      sessionExpiresAt: 1e15,
    });
    await expect(listening).rejects.toThrow("given up");
    await bench.wake();
    await bench.command(ann, bench.post("by the next room"));
    for (const answer of [post, late, tooLate]) {
      expect(await answer).toMatchObject({ ok: false, refusal: { code: "unavailable" } });
    }
    const page = await bench.room.pages.history(ann, { limit: 10 });
    expect(page).toMatchObject({ value: { messages: [{}, {}, { body: "by the next room" }] } });
    expect(bench.failures).toHaveLength(1);
  });

  it("is not shown, drops the room, and ends as a refusal that may be tried again", async () => {
    const bench = await RoomBench.withMembers([]);
    const annHere = await bench.join(ann);
    annHere.take();
    bench.storage.failure = new Error("disk");
    const answer = await bench.command(ann, bench.post("lost?"));
    expect(answer).toMatchObject({ ok: false, refusal: { retryable: true } });
    expect(annHere.takeEvents()).toEqual([]);
    expect(annHere.closed).toMatchObject({ code: CLOSE.fault });
    expect(bench.failures).toHaveLength(1);
    await bench.wake();
    expect(await bench.command(ann, bench.post("again"))).toMatchObject({
      value: { events: [{ seq: 2 }] },
    });
  });
});

describe("a guest", () => {
  const guest = person("Gil", "guest");

  it("comes in by an invite only, and then talks like everyone", async () => {
    const bench = await RoomBench.withMembers([]);
    expect(await bench.command(guest, { type: "room.join", id: bench.id() })).toMatchObject({
      refusal: { code: "not_allowed" },
    });
    const invited = { ...guest, isInvited: true };
    expect(await bench.command(invited, { type: "room.join", id: bench.id() })).toMatchObject({
      ok: true,
    });
    const gilHere = await bench.join(guest);
    gilHere.take();
    await bench.sendFrom(gilHere, bench.post("hello"));
    expect(gilHere.takeEvents()).toMatchObject([{ body: "hello", by: guest.person }]);
  });
});
