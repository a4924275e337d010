import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import * as v from "valibot";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { RoomEvent } from "#protocol/events.ts";
import { RoomId } from "#protocol/ids.ts";
import { applyEvents, EMPTY_ROOM, type RoomState } from "#protocol/room-state.ts";
import { EMPTY_TIMELINE, withEvents } from "#protocol/timeline.ts";
import { commandId, created, personId, posted } from "../../test/words.ts";
import { browserClock } from "../clock.ts";
import { ModelRoom, testId } from "../room/model-room.test-kit.ts";
import { openDisk } from "./forgiving-disk.ts";
import { MAX_STORED_EVENTS, type RoomDisk } from "./room-disk.ts";

const TEA = v.parse(RoomId, "tea");
const ann = personId("ann");
const fact = (seq: number) => ({ seq, id: commandId(seq), at: seq, by: ann, name: "Ann" });
const reacted = (seq: number, target: number): RoomEvent => ({
  type: "message.reacted",
  ...fact(seq),
  target,
  emoji: "👍",
  on: true,
});
const removed = (seq: number, target: number): RoomEvent => ({
  type: "message.deleted",
  ...fact(seq),
  target,
});

let disk: RoomDisk;

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  disk = openDisk(browserClock, "ann");
});

/** One tab's view of the room, which saves what it hears. */
class TabOfRoom {
  room: RoomState;
  readonly #epoch: string;

  constructor(room: RoomState = EMPTY_ROOM, epoch = "e1") {
    this.room = room;
    this.#epoch = epoch;
  }

  hear(...events: RoomEvent[]) {
    this.room = applyEvents(this.room, events);
    return this.#save("follow", events);
  }

  /** Comes with a snapshot: the room at `seq` and no more of its story than `events`. */
  comeWith(seq: number, events: readonly RoomEvent[]) {
    this.room = { ...EMPTY_ROOM, seq, timeline: withEvents(EMPTY_TIMELINE, events) };
    return this.#save("replace", events);
  }

  look(events: readonly RoomEvent[]) {
    const { seq } = this.room;
    return disk.keepHistory(TEA, this.#epoch, { seq, events, states: [] });
  }

  #save(how: "follow" | "replace", events: readonly RoomEvent[]) {
    const deleted = events.filter((event) => event.type === "message.deleted");
    return disk.save(TEA, {
      how,
      epoch: this.#epoch,
      room: this.room,
      events,
      settled: [],
      deleted,
    });
  }
}

const stored = async () => {
  const room = await disk.loadRoom(TEA);
  return { seq: room?.seq, seqs: room?.events.map(({ seq }) => seq), states: room?.states };
};

describe("a room on disk", () => {
  it("comes back as it was saved, for the same person only", async () => {
    const asked = { type: "member.invited" as const, ...fact(6), people: [personId("cy")] };
    const log = [...new ModelRoom(5).log, asked];
    const tab = new TabOfRoom();
    expect(await tab.hear(...log)).toBe(true);
    const { info, members, invited, pins } = tab.room;
    expect(invited).toEqual({ cy: { by: ann, at: 6, seq: 6 } });
    expect(await openDisk(browserClock, "ann").loadRoom(TEA)).toEqual({
      epoch: "e1",
      seq: 6,
      info,
      members,
      invited,
      pins,
      states: [],
      events: log,
    });
    expect(await openDisk(browserClock, "bob").loadRoom(TEA)).toBeNull();
  });

  it("is not turned back by a tab that is behind", async () => {
    const { log } = new ModelRoom(5);
    await new TabOfRoom().hear(...log);
    await new TabOfRoom().hear(...log.slice(0, 3));
    expect((await stored()).seq).toBe(5);
  });

  it("is not mixed with another epoch, and a snapshot replaces it whole", async () => {
    const { log } = new ModelRoom(6);
    const old = new TabOfRoom();
    await old.hear(...log.slice(0, 5));
    const reborn = new ModelRoom(3, "e2").log;
    await new TabOfRoom(EMPTY_ROOM, "e2").comeWith(3, reborn);
    await old.hear(...log.slice(5));
    expect(await disk.loadRoom(TEA)).toMatchObject({ epoch: "e2", seq: 3, events: reborn });
  });

  it("keeps the newest events, and few more", async () => {
    const { log } = new ModelRoom(MAX_STORED_EVENTS + 110);
    const tab = new TabOfRoom();
    await tab.hear(...log.slice(0, 20));
    await tab.hear(...log.slice(20, MAX_STORED_EVENTS + 60));
    for (const event of log.slice(MAX_STORED_EVENTS + 60)) await tab.hear(event);
    const { seqs = [] } = await stored();
    expect([seqs[0], seqs.at(-1)]).toEqual([101, MAX_STORED_EVENTS + 110]);
  });

  it("loses the settled message from the outbox in the same step as it gains the event", async () => {
    const row = (n: number) => ({
      id: testId(n),
      wish: { type: "message.post", body: `text ${n}` } as const,
      writtenAt: 1_000,
    });
    const [order = 0] = (await disk.addToOutbox(TEA, [{ row: row(1) }])) ?? [];
    await disk.addToOutbox(TEA, [{ row: row(2) }]);
    const { log: events } = new ModelRoom(1);
    const room = applyEvents(EMPTY_ROOM, events);
    const settled = [{ ...row(1), order }];
    await disk.save(TEA, { how: "follow", epoch: "e1", room, events, settled });
    expect((await disk.loadOutbox(TEA)).map(({ id }) => id)).toEqual([testId(2)]);
  });
});

describe("what has become of messages, on disk", () => {
  const OLD = posted(2);
  const SAID = [created(1, "Tea"), OLD, posted(3), posted(4)];

  it("is told to messages that the tab which saves does not hold", async () => {
    const newcomer = new TabOfRoom();
    await newcomer.comeWith(4, [posted(4)]);
    await new TabOfRoom(applyEvents(EMPTY_ROOM, SAID)).look([OLD]);
    await newcomer.hear(reacted(5, 2), removed(6, 2));
    const { seqs, states } = await stored();
    expect(seqs).toEqual([2, 4, 5, 6]);
    expect(states).toMatchObject([[2, { asOf: 6, reactions: [{ emoji: "👍" }] }]]);
    expect((await disk.loadRoom(TEA))?.events[0]).toMatchObject({ seq: 2, body: "" });
  });

  it("is not passed over by a page of a tab that is behind", async () => {
    const newcomer = new TabOfRoom();
    await newcomer.comeWith(4, [posted(4)]);
    await newcomer.hear(reacted(5, 2));
    await new TabOfRoom(applyEvents(EMPTY_ROOM, SAID)).look([OLD]);
    expect((await stored()).seqs).toEqual([4, 5]);
  });

  it("is not turned back by a page of a tab that is ahead", async () => {
    const behind = new TabOfRoom();
    await behind.hear(...SAID);
    const states = [
      [2, { asOf: 5, edits: [], reactions: [{ emoji: "👍", people: [ann] }] }],
    ] as const;
    await disk.keepHistory(TEA, "e1", { seq: 5, events: [OLD], states });
    await behind.hear(reacted(5, 2));
    expect((await stored()).states).toEqual(states);
  });

  it("is whole again after a write that failed", async () => {
    const tab = new TabOfRoom();
    await tab.hear(...SAID);
    tab.room = applyEvents(tab.room, [reacted(5, 2)]);
    await tab.hear(posted(6));
    const { seqs, states } = await stored();
    expect(seqs).toEqual([1, 2, 3, 4, 5, 6]);
    expect(states).toMatchObject([[2, { asOf: 5 }]]);
  });
});
