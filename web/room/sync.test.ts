import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DownMessage } from "#protocol/down.ts";
import { applyEvents, EMPTY_ROOM } from "#protocol/room-state.ts";
import { eventAt, eventsBetween } from "#protocol/timeline.ts";
import { ModelRoom } from "./model-room.test-kit.ts";
import { isCaughtUp, lineLost, NEW_SYNC, receive, sayingHello, type Sync } from "./sync.ts";

describe("what a reader does with a frame", () => {
  it("applies what follows its cursor and asks the room to save it", () => {
    const server = new ModelRoom(3);
    const { sync, saved } = receive(sayingHello(NEW_SYNC), server.answer(0, null));
    expect(sync.room.seq).toBe(3);
    expect(saved).toEqual({ how: "follow", events: server.log });
    expect(isCaughtUp(sync)).toBe(true);
  });

  it("ignores what it has, but still reports it as a fact", () => {
    const server = new ModelRoom(3);
    const { sync } = caughtUp(server);
    const again = receive(sync, [server.events(2, 3)]);
    expect(again.sync.room).toBe(sync.room);
    expect(again.saved).toBeNull();
    expect(again.facts.map(({ seq }) => seq)).toEqual([2, 3]);
  });

  it("says hello exactly once for a gap, however often the gap shows", () => {
    const server = new ModelRoom(3);
    const { sync } = caughtUp(server);
    server.grow(4);
    const first = receive(sync, [server.events(5, 5)]);
    const second = receive(first.sync, [server.events(6, 6), server.events(7, 7)]);
    const third = receive(second.sync, [{ t: "pong", head: 7 }]);
    expect([first.next, second.next, third.next]).toEqual(["hello", "wait", "wait"]);
    expect(third.sync.room.seq).toBe(3);
    const healed = receive(third.sync, server.answer(3, "e1"));
    expect(healed.sync.room.seq).toBe(7);
    expect(isCaughtUp(healed.sync)).toBe(true);
  });

  it("does not count an event behind a gap as a fact", () => {
    const server = new ModelRoom(3);
    const { sync } = caughtUp(server);
    server.grow(2);
    expect(receive(sync, [server.events(5, 5)]).facts).toEqual([]);
  });

  it("hangs up when a hello brought nothing of what it promised", () => {
    const server = new ModelRoom(3);
    const { sync } = caughtUp(server);
    server.grow(2);
    const asked = receive(sync, [server.events(5, 5)]);
    const [welcome] = server.answer(3, "e1");
    const promised = receive(asked.sync, welcome ? [welcome] : []);
    expect(receive(promised.sync, [server.events(5, 5)]).next).toBe("hang_up");
  });

  it("notices by the heartbeat that the last event of a quiet room was lost", () => {
    const server = new ModelRoom(3);
    const { sync } = caughtUp(server);
    expect(receive(sync, [{ t: "pong", head: 3 }]).next).toBe("wait");
    expect(receive(sync, [{ t: "pong", head: 4 }]).next).toBe("hello");
  });

  it("replaces what it held by a snapshot, and goes on from there", () => {
    const server = new ModelRoom(100);
    const behind = { ...caughtUp(new ModelRoom(3)).sync };
    const asked = sayingHello(lineLost(behind));
    const { sync, saved } = receive(asked, [server.welcome(), server.snapshot(10)]);
    expect(saved?.how).toBe("replace");
    expect(sync.room.seq).toBe(100);
    expect(eventAt(sync.room.timeline, 3)).toBeUndefined();
    expect(eventAt(sync.room.timeline, 100)).toEqual(server.log[99]);
    server.grow(1);
    expect(receive(sync, [server.events(101, 101)]).sync.room.seq).toBe(101);
  });

  it("saves a snapshot and what follows it in one frame as one replacement", () => {
    const server = new ModelRoom(100);
    const snapshot = server.snapshot(10);
    server.grow(2);
    const { saved } = receive(sayingHello(NEW_SYNC), [
      server.welcome(),
      snapshot,
      server.events(101, 102),
    ]);
    expect(saved?.how).toBe("replace");
    expect(saved?.events.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 12 }, (_, i) => 91 + i),
    );
  });

  it("never mixes two epochs: events wait for the snapshot of the new one", () => {
    const old = caughtUp(new ModelRoom(5)).sync;
    const reborn = new ModelRoom(9, "e2");
    const asked = sayingHello(lineLost(old));
    const welcomed = receive(asked, [reborn.welcome(), reborn.events(6, 9)]);
    expect(welcomed.sync.room).toBe(old.room);
    expect(isCaughtUp(welcomed.sync)).toBe(false);
    const { sync } = receive(welcomed.sync, [reborn.snapshot(4)]);
    expect(sync.epoch).toBe("e2");
    expect(sync.room.seq).toBe(9);
  });

  it("goes back with a room that has lost its end and says so", () => {
    const { sync: ahead } = caughtUp(new ModelRoom(9));
    const shorter = new ModelRoom(5);
    const asked = sayingHello(lineLost(ahead));
    const { sync } = receive(asked, [shorter.welcome(), shorter.snapshot(5)]);
    expect(sync.room.seq).toBe(5);
  });

  it("takes the answer to a repeat as a fact, and has an old one asked for, as it is now", () => {
    const server = new ModelRoom(100);
    const asked = sayingHello(NEW_SYNC);
    const { sync } = receive(asked, [server.welcome(), server.snapshot(10)]);
    const [event] = server.log;
    if (!event) throw new RangeError("the model has events");
    const told = receive(sync, [{ t: "accepted", event }]);
    expect(told.facts).toEqual([event]);
    expect(eventAt(told.sync.room.timeline, 1)).toBeUndefined();
    expect(told.sync.room.seq).toBe(100);
  });
});

describe("a reader of a line that loses, doubles and shuffles", () => {
  const fates = fc.array(
    fc.record({
      /** How many events happen before. */
      grow: fc.nat(4),
      do: fc.constantFrom("events", "overlap", "pong", "answer", "snapshot", "cut", "accepted"),
      copies: fc.nat(2),
      /** Where in the waiting frames this one lands. */
      place: fc.nat(1_000),
      deliver: fc.nat(3),
    }),
    { maxLength: 60 },
  );

  it("is never wrong, only late, and has all after one clean hello", () => {
    fc.assert(
      fc.property(fates, (steps) => {
        const server = new ModelRoom(2);
        let sync: Sync = sayingHello(NEW_SYNC);
        let inFlight: DownMessage[][] = [server.answer(0, null)];
        for (const step of steps) {
          const before = server.log.length;
          server.grow(step.grow);
          const frames = framesOf(server, step.do, before, sync);
          for (let copy = 0; copy < step.copies; copy += 1) {
            inFlight.splice(step.place % (inFlight.length + 1), 0, ...frames);
          }
          if (step.do === "cut") {
            sync = sayingHello(lineLost(sync));
            inFlight = [server.answer(sync.room.seq, sync.epoch)];
          }
          for (const frame of inFlight.splice(0, step.deliver)) {
            const asked = receive(sync, frame);
            sync = asked.next === "hang_up" ? sayingHello(lineLost(asked.sync)) : asked.sync;
            if (asked.next !== "wait") inFlight.push(server.answer(sync.room.seq, sync.epoch));
            expectTruth(sync, server);
          }
        }
        sync = sayingHello(lineLost(sync));
        const { sync: healed } = receive(sync, server.answer(sync.room.seq, sync.epoch));
        expectTruth(healed, server);
        expect(healed.room.seq).toBe(server.log.length);
        expect(isCaughtUp(healed)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

function framesOf(server: ModelRoom, what: string, before: number, sync: Sync): DownMessage[][] {
  const head = server.log.length;
  switch (what) {
    case "events":
      return head > before ? [[server.events(before + 1, head)]] : [];
    case "overlap":
      return [[server.events(Math.max(1, before - 3), head)]];
    case "pong":
      return [[{ t: "pong", head }]];
    case "answer":
      return [server.answer(sync.room.seq, sync.epoch)];
    case "snapshot":
      return [[server.welcome(), server.snapshot(2)]];
    case "accepted":
      return [server.log.slice(-1).map((event) => ({ t: "accepted", event }))];
    default:
      return [];
  }
}

/** The state is the one that the server had at that number, and every known event is the server's. */
function expectTruth({ room }: Sync, server: ModelRoom) {
  const truth = applyEvents(EMPTY_ROOM, server.log.slice(0, room.seq));
  expect(room.info).toEqual(truth.info);
  expect(room.members).toEqual(truth.members);
  for (const event of server.log) {
    const known = eventAt(room.timeline, event.seq);
    if (known) expect(known).toEqual(event);
    if (event.seq > room.seq) expect(known).toBeUndefined();
  }
}

function caughtUp(server: ModelRoom) {
  const received = receive(sayingHello(NEW_SYNC), server.answer(0, null));
  expect(eventsBetween(received.sync.room.timeline, 1, server.log.length)).toEqual(server.log);
  return received;
}
