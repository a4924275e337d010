import { describe, expect, it } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { MAX_SOCKETS_PER_PERSON, ROOM_LIMITS } from "#protocol/limits.ts";
import { FakePeer, person, RoomBench } from "../../test/fakes/room-bench.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");

describe("sockets", () => {
  it("refuses a ticket that was spent", async () => {
    const bench = await RoomBench.withMembers([]);
    const claims = bench.claims(ann);
    expect((await bench.connect(ann, claims)).closed).toBeNull();
    expect((await bench.connect(ann, claims)).closed).toMatchObject({ code: CLOSE.session });
    await bench.wake();
    expect((await bench.connect(ann, claims)).closed).toMatchObject({ code: CLOSE.session });
  });

  it("does not let in again whoever was shown out, however long the socket lingers", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const claims = bench.claims(ann);
    await bench.connect(ann, claims);
    const replayed = await bench.connect(ann, claims);
    const gone = await bench.join(bob);
    await bench.sendFrom(gone, { type: "room.leave", id: bench.id() });
    // Hosts may hold on to a socket that was closed, and give it back when the room wakes.
    for (const peer of [replayed, gone]) peer.closed = null;
    await bench.wake();
    for (const peer of [replayed, gone]) {
      peer.take();
      await bench.say(peer, { t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 });
      expect(peer.closed).not.toBeNull();
    }
    await bench.command(ann, bench.post("not for them"));
    expect([...replayed.take(), ...gone.take()]).toEqual([]);
  });

  it("tells whoever was turned away even when they say nothing", async () => {
    const bench = await RoomBench.withMembers([]);
    const claims = bench.claims(ann);
    await bench.connect(ann, claims);
    const silent = new FakePeer("silent", { ...claims, standing: "arriving" });
    await bench.room.connect(silent, claims);
    expect(silent.closed).toBeNull();
    await bench.clock.pass(5_000);
    expect(silent.closed).toMatchObject({ code: CLOSE.session });
  });

  it("forgets spent tickets once they would be refused for their age", async () => {
    const bench = await RoomBench.withMembers([]);
    await bench.connect(ann);
    await bench.clock.pass(100_000);
    await bench.connect(ann);
    const spent = [...bench.storage.rows.keys()].filter((key) => key.startsWith("k:"));
    expect(spent).toHaveLength(1);
  });

  it("lets one person have so many and no more", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    for (let i = 0; i < MAX_SOCKETS_PER_PERSON; i += 1) {
      expect((await bench.connect(ann)).closed).toBeNull();
    }
    expect((await bench.connect(ann)).closed).toMatchObject({ code: CLOSE.tooMany });
    expect((await bench.connect(bob)).closed).toBeNull();
  });

  it("closes one whose session is over, whether it speaks or only listens", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const [speaker, listener] = [await bench.join(ann), await bench.join(ann)];
    await bench.clock.pass(3_600_000 + 31_000);
    await bench.say(speaker, { t: "ping" });
    expect(speaker.closed).toMatchObject({ code: CLOSE.session });
    listener.take();
    await bench.command(bob, bench.post("secret"));
    expect(listener.closed).toMatchObject({ code: CLOSE.session });
    expect(listener.take()).toEqual([]);
  });

  it("keeps one that renews its session with a ticket of the same person", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const annHere = await bench.join(ann);
    annHere.take();
    await bench.clock.pass(3_600_000);
    bench.tickets.set("fresh", bench.claims(ann));
    bench.tickets.set("foreign", bench.claims(bob));
    await bench.say(annHere, { t: "renew", ticket: "foreign" });
    await bench.say(annHere, { t: "renew", ticket: "nonsense" });
    expect(annHere.take()).toMatchObject([{ code: "ticket_invalid" }, { code: "ticket_invalid" }]);
    await bench.say(annHere, { t: "renew", ticket: "fresh" });
    await bench.clock.pass(60_000);
    await bench.say(annHere, { t: "ping" });
    expect(annHere.take()).toMatchObject([{ t: "renewed" }, { t: "pong", head: 2 }]);
    expect(annHere.closed).toBeNull();
  });

  it("cuts off one that floods, and nobody else", async () => {
    const bench = await RoomBench.withMembers(["Bob"], ROOM_LIMITS);
    const [annHere, bobHere] = [await bench.join(ann), await bench.join(bob)];
    for (let i = 0; i <= ROOM_LIMITS.framesPerMinute; i += 1)
      void bench.room.receive(annHere, '{"t":"ping"}');
    await bench.rest();
    expect(annHere.closed).toMatchObject({ code: CLOSE.tooMany });
    expect(bobHere.closed).toBeNull();
  });
});
