import { beforeEach, describe, expect, it } from "vitest";
import { RECEIPTS_EVERY_MS, RECEIPTS_UP_TO } from "#protocol/limits.ts";
import type { Receipts } from "#protocol/receipts.ts";
import { person, RoomBench, type FakePeer } from "../../test/fakes/room-bench.ts";
import type { Author } from "../rooms.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");
const cy = person("Cy");
/** After the room, Bob and Cy have come into being. */
const FIRST = 4;

let bench: RoomBench;
let annHere: FakePeer;
let bobHere: FakePeer;
beforeEach(async () => {
  bench = await RoomBench.withMembers(["Bob", "Cy"]);
  for (let i = 0; i < 5; i += 1) await bench.command(ann, bench.post(`said ${i}`));
  annHere = await bench.join(ann);
  bobHere = await bench.join(bob);
});

/** What this socket was told of receipts, once it was told all that there is. */
async function told(peer: FakePeer): Promise<Receipts[]> {
  await bench.clock.pass(RECEIPTS_EVERY_MS);
  return peer.takeOf("receipts");
}
const reads = (peer: FakePeer, seq: number) => bench.say(peer, { t: "read", seq });
const chooses = (who: Author, isShown: boolean, at = bench.clock.now()) =>
  bench.room.choseReceipts(who.person, { isShown, at });

/** What somebody without a socket hears. */
async function heard(who: Author): Promise<Receipts | undefined> {
  const query = { epoch: null, cursor: 0, waitMs: 0, sessionExpiresAt: Number.MAX_SAFE_INTEGER };
  const answer = await bench.room.listen(who, query);
  if (!answer.ok) throw new RangeError(answer.refusal.code);
  return answer.value.map((text) => JSON.parse(text)).find(({ t }) => t === "receipts");
}

describe("how far somebody has read", () => {
  it("is told to those who let the same be known of them", async () => {
    await reads(annHere, FIRST);
    await reads(bobHere, FIRST + 1);
    const all = { t: "receipts", isAll: true };
    const both = [
      [ann.person, FIRST],
      [bob.person, FIRST + 1],
    ];
    expect((await told(bobHere)).at(-1)).toEqual({ ...all, read: both });
    await told(annHere);
    await reads(bobHere, FIRST + 2);
    expect(await told(annHere)).toEqual([{ t: "receipts", read: [[bob.person, FIRST + 2]] }]);
  });

  it("only rises, whatever comes late or twice", async () => {
    await reads(annHere, FIRST);
    for (const seq of [6, 8, 7, 8, 5]) await reads(bobHere, seq);
    expect((await told(annHere)).at(-1)?.read).toContainEqual([bob.person, 8]);
    await reads(bobHere, 7);
    expect(await told(annHere)).toEqual([]);
    expect((await heard(ann))?.read).toContainEqual([bob.person, 8]);
  });

  it("is nothing where nobody can be yet", async () => {
    await reads(annHere, FIRST);
    await reads(bobHere, 1_000);
    await told(annHere);
    expect((await heard(ann))?.read).toEqual([[ann.person, FIRST]]);
  });

  it("is told once a second at most, and stored as often", async () => {
    await reads(annHere, FIRST);
    await reads(bobHere, FIRST);
    await told(annHere);
    await bench.clock.pass(RECEIPTS_EVERY_MS);
    const before = bench.storage.commits;
    for (const seq of [5, 6, 7, 8]) {
      await reads(bobHere, seq);
      await bench.clock.pass(200);
    }
    expect(annHere.takeOf("receipts").map(({ read }) => read)).toEqual([[[bob.person, 5]]]);
    expect(bench.storage.commits - before).toBe(1);
    expect((await told(annHere)).map(({ read }) => read)).toEqual([[[bob.person, 8]]]);
    expect(bench.storage.commits - before).toBe(2);
  });

  it("outlives the room's sleep, and so does who is to be told", async () => {
    await reads(annHere, FIRST);
    await reads(bobHere, FIRST);
    await told(annHere);
    await bench.wake();
    await reads(bobHere, FIRST + 1);
    expect((await told(annHere)).at(-1)?.read).toEqual([
      [ann.person, FIRST],
      [bob.person, FIRST + 1],
    ]);
  });

  it("is heard without a socket, and said without one", async () => {
    expect(bench.room.signals.read(cy, FIRST)).toEqual({ ok: true, value: null });
    await reads(annHere, FIRST);
    expect((await told(annHere)).at(-1)?.read).toContainEqual([cy.person, FIRST]);
    expect((await heard(cy))?.read).toContainEqual([ann.person, FIRST]);
    const eve = person("Eve");
    expect(bench.room.signals.read(eve, FIRST)).toMatchObject({ refusal: { code: "not_member" } });
  });

  it("wakes nobody's inbox, and is no event", async () => {
    await bench.clock.pass(60_000);
    const letters = bench.inboxes.delivered.length;
    const heads = [...bench.heads];
    await reads(bobHere, FIRST);
    await told(bobHere);
    expect((await heard(bob))?.read).toHaveLength(1);
    expect(bench.inboxes.delivered.length).toBe(letters);
    expect(bench.heads).toEqual(heads);
    expect(await bench.room.letter(8)).toMatchObject({ value: { letter: { facts: [] } } });
  });
});

describe("whoever is not told of", () => {
  it("hears nothing until they take part, be it with nothing read yet", async () => {
    await reads(bobHere, FIRST);
    expect(await told(annHere)).toEqual([]);
    expect(await heard(ann)).toBeUndefined();
    await reads(annHere, 0);
    const read = [
      [bob.person, FIRST],
      [ann.person, 0],
    ];
    expect(await told(annHere)).toEqual([{ t: "receipts", isAll: true, read }]);
    expect(await heard(ann)).toMatchObject({ read });
  });

  it("is forgotten everywhere at once when they choose so, and hears nothing from then on", async () => {
    await reads(annHere, FIRST);
    await reads(bobHere, FIRST);
    await told(annHere);
    await told(bobHere);
    await chooses(bob, false);
    expect(bench.storage.rows.get("receipts")).toBe(JSON.stringify([[ann.person, FIRST]]));
    expect(await told(annHere)).toEqual([{ t: "receipts", read: [], gone: [bob.person] }]);
    expect(await told(bobHere)).toEqual([{ t: "receipts", isAll: true, read: [] }]);
    // A device that has not heard of it goes on.
    await reads(bobHere, FIRST + 1);
    await reads(annHere, FIRST + 1);
    expect(await told(annHere)).toEqual([{ t: "receipts", read: [[ann.person, FIRST + 1]] }]);
    expect(await told(bobHere)).toEqual([]);
    expect(await heard(bob)).toBeUndefined();
  });

  it("stays so while the room sleeps, and whatever comes late", async () => {
    await chooses(bob, false, 20);
    await bench.wake();
    await chooses(bob, true, 10);
    await reads(bobHere, FIRST);
    expect(await heard(bob)).toBeUndefined();
  });

  it("is asked how far they are when they are to be told of again", async () => {
    await reads(bobHere, FIRST);
    await chooses(bob, false, 10);
    await told(bobHere);
    await chooses(bob, true, 20);
    expect(await told(bobHere)).toEqual([{ t: "receipts", isAll: true, read: [] }]);
    await reads(bobHere, FIRST);
    expect((await told(bobHere)).at(-1)?.read).toEqual([[bob.person, FIRST]]);
  });

  it("takes all of it along on leaving, and when their account is deleted", async () => {
    await reads(annHere, FIRST);
    await reads(bobHere, FIRST);
    await chooses(cy, false);
    await told(annHere);
    await bench.command(bob, { type: "room.leave", id: bench.id() });
    expect(bench.storage.rows.get("receipts")).not.toContain(bob.person);
    expect(await told(annHere)).toEqual([{ t: "receipts", read: [], gone: [bob.person] }]);
    expect((await heard(ann))?.read).toEqual([[ann.person, FIRST]]);
    expect([...bench.storage.rows.keys()].join()).toContain(`h:${cy.person}`);
    await bench.command({ ...cy, session: "the API" }, { type: "member.erase", id: bench.id() });
    expect([...bench.storage.rows.keys()].join()).not.toContain(`h:${cy.person}`);
  });
});

describe("a room of many", () => {
  const join = async (from: number, to: number) => {
    for (let i = from; i < to; i += 1)
      await bench.command(person(`Guest${i}`), { type: "room.join", id: bench.id() });
  };

  it("tells nobody, also when it becomes one, and tells again when it is none any more", async () => {
    await reads(annHere, FIRST);
    await reads(bobHere, FIRST);
    await told(annHere);
    await join(3, RECEIPTS_UP_TO);
    expect(await told(annHere)).toEqual([]);
    await join(RECEIPTS_UP_TO, RECEIPTS_UP_TO + 1);
    expect(await told(annHere)).toEqual([{ t: "receipts", isAll: true, read: [] }]);
    await reads(bobHere, FIRST + 1);
    expect(await told(annHere)).toEqual([]);
    expect(await heard(ann)).toBeUndefined();
    await bench.command(person("Guest9"), { type: "room.leave", id: bench.id() });
    expect((await told(annHere)).at(-1)?.read).toContainEqual([bob.person, FIRST]);
  });
});
