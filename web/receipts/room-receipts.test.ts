import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import { RECEIPTS_EVERY_MS } from "#protocol/limits.ts";
import type { Receipts } from "#protocol/receipts.ts";
import { ANN, BOB } from "../room/model-room.test-kit.ts";
import type { OpenRoom } from "../room/room-handle.ts";
import { isLive, RoomWorld, settle } from "../room/room-world.test-kit.ts";
import { seenHere } from "./seen-here.ts";
import { toldReceipts } from "./told-receipts.ts";

const ROOM = v.parse(RoomId, "tea");

let world: RoomWorld;
let tab: OpenRoom;
beforeEach(async () => {
  seenHere.setState({}, true);
  world = new RoomWorld();
  world.mayTellReceipts = true;
  tab = world.openTab();
  await isGreeted();
});
afterEach(() => {
  tab.close();
  world.end();
});

/** The room has said who is here, as it does after each hello. */
async function isGreeted() {
  await isLive(tab);
  world.server.tell([{ t: "here", count: 0, people: [] }]);
  await settle();
}
/** What the room was told since this was last asked. */
async function said() {
  await settle();
  return world.server.said.splice(0).flatMap((up) => (up.t === "read" ? [up.seq] : []));
}
const look = (seq: number) => seenHere.setState({ [`${ANN} ${ROOM}`]: seq });
function choose(mayTell: boolean) {
  world.mayTellReceipts = mayTell;
  for (const changed of world.receiptsChoice) changed();
}
async function hear(receipts: Omit<Receipts, "t">) {
  world.server.tell([{ t: "receipts", ...receipts }]);
  await settle();
}
const known = () => Object.fromEntries(toldReceipts.getState().rooms.get(ROOM) ?? []);

describe("what was seen here", () => {
  it("is told after each hello, and then at most once a second", async () => {
    expect(await said()).toEqual([0]);
    world.clock.advance(RECEIPTS_EVERY_MS);
    for (const seq of [3, 4, 6]) look(seq);
    expect(await said()).toEqual([3]);
    world.clock.advance(RECEIPTS_EVERY_MS);
    expect(await said()).toEqual([6]);
    world.clock.advance(3 * RECEIPTS_EVERY_MS);
    expect(await said()).toEqual([]);
    world.server.cutAll();
    await settle();
    world.clock.advance(5_000);
    await isGreeted();
    expect(await said()).toEqual([6]);
  });

  it("is told again when the room knows less of it", async () => {
    look(3);
    world.clock.advance(RECEIPTS_EVERY_MS);
    await said();
    await hear({ isAll: true, read: [[ANN, 2]] });
    world.clock.advance(RECEIPTS_EVERY_MS);
    expect(await said()).toEqual([3]);
    await hear({ isAll: true, read: [[ANN, 3]] });
    world.clock.advance(3 * RECEIPTS_EVERY_MS);
    expect(await said()).toEqual([]);
  });

  it("is told again by whoever is to be told of again, also with nothing seen", async () => {
    expect(await said()).toEqual([0]);
    await hear({ isAll: true, read: [] });
    world.clock.advance(RECEIPTS_EVERY_MS);
    expect(await said()).toEqual([0]);
  });

  it("is kept to oneself by whoever wants that, and told when they want it again", async () => {
    choose(false);
    await said();
    look(3);
    world.clock.advance(3 * RECEIPTS_EVERY_MS);
    expect(await said()).toEqual([]);
    choose(true);
    expect(await said()).toEqual([3]);
  });
});

describe("what others have read", () => {
  it("only rises, and goes with whoever is gone", async () => {
    await hear({ isAll: true, read: [[BOB, 5]] });
    await hear({ read: [[BOB, 4]] });
    expect(known()).toEqual({ [BOB]: 5 });
    await hear({ read: [[ANN, 2]], gone: [BOB] });
    expect(known()).toEqual({ [ANN]: 2 });
  });

  it("stays while the line is lost, and goes with the room", async () => {
    await hear({ isAll: true, read: [[BOB, 5]] });
    world.server.cutAll();
    await settle();
    expect(known()).toEqual({ [BOB]: 5 });
    tab.close();
    expect(known()).toEqual({});
  });

  it("is gone at once for whoever is told of no more, also what is still on its way", async () => {
    await hear({ isAll: true, read: [[BOB, 5]] });
    choose(false);
    expect(known()).toEqual({});
    await hear({ read: [[BOB, 6]] });
    expect(known()).toEqual({});
  });
});
