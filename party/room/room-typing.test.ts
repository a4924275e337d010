import { beforeEach, describe, expect, it } from "vitest";
import {
  SEVERAL_TYPE,
  TYPING_EVERY_MS,
  TYPING_FORGET_MS,
  TYPING_NAMES_UP_TO,
} from "#protocol/limits.ts";
import { person, RoomBench, type FakePeer } from "../../test/fakes/room-bench.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");
const typingOf = (who: typeof bob) => ({
  t: "typing",
  person: { id: who.person, name: who.name },
});
/** After the room and Bob have come into being. */
const ROOT = 3;

let bench: RoomBench;
let annHere: FakePeer;
let bobHere: FakePeer;
/** Another device of Bob's. */
let phone: FakePeer;
beforeEach(async () => {
  bench = await RoomBench.withMembers(["Bob"]);
  await bench.command(ann, bench.post("what the thread hangs on"));
  annHere = await bench.join(ann);
  bobHere = await bench.join(bob);
  phone = await bench.join({ ...bob, session: "s-phone" });
  annHere.take();
});

const says = (peer: FakePeer, on: boolean, thread?: number) =>
  bench.say(peer, { t: "typing", on, ...(thread !== undefined && { thread }) });

const inThread = (body: string) =>
  ({ type: "message.post", id: bench.id(), body, thread: ROOT }) as const;

describe("one place at a time", () => {
  it("tells under which message somebody types", async () => {
    await says(bobHere, true, ROOT);
    expect(annHere.take()).toEqual([{ ...typingOf(bob), on: true, thread: ROOT }]);
    await says(bobHere, false, ROOT);
    expect(annHere.take()).toEqual([{ ...typingOf(bob), on: false, thread: ROOT }]);
  });

  it("ends where they typed before, whether or not they say so", async () => {
    await says(bobHere, true);
    annHere.take();
    await says(bobHere, true, ROOT);
    expect(annHere.take()).toEqual([
      { ...typingOf(bob), on: true, thread: ROOT },
      { ...typingOf(bob), on: false },
    ]);
  });

  it("is not ended by a late word about the place before", async () => {
    await says(bobHere, true, ROOT);
    await says(bobHere, false);
    bench.room.signals.typing(ann, { on: false });
    expect(await typists()).toEqual([{ ...typingOf(bob), on: true, thread: ROOT }]);
  });

  it("is of a device: on two of them somebody types in two", async () => {
    await says(bobHere, true);
    await says(phone, true, ROOT);
    expect(await typists()).toHaveLength(2);
  });

  it("goes on while another device types in the same", async () => {
    await says(bobHere, true);
    await says(phone, true);
    annHere.take();
    await says(phone, false);
    expect(annHere.take()).toEqual([]);
    expect(await typists()).toEqual([{ ...typingOf(bob), on: true }]);
    await says(bobHere, false);
    expect(annHere.take()).toEqual([{ ...typingOf(bob), on: false }]);
  });
});

describe("a message", () => {
  it("leaves no word behind it that its writer types there", async () => {
    void bench.room.receive(bobHere, JSON.stringify({ t: "typing", on: true, thread: ROOT }));
    void bench.room.receive(phone, JSON.stringify({ t: "typing", on: true }));
    await bench.sendFrom(bobHere, inThread("said"));
    // They go on typing in the room.
    expect(annHere.takeOf("typing")).toEqual([{ ...typingOf(bob), on: true }]);
  });

  it("in the thread only ends the typing in the thread", async () => {
    await says(bobHere, true, ROOT);
    await says(phone, true);
    await bench.command(bob, inThread("in the thread"));
    expect(await typists()).toEqual([{ ...typingOf(bob), on: true }]);
  });
});

it("whoever has left types nowhere", async () => {
  await says(bobHere, true);
  await says(phone, true, ROOT);
  await bench.command(bob, { type: "room.leave", id: bench.id() });
  expect(await typists()).toEqual([]);
});

describe("a crowd", () => {
  let crowd: FakePeer[];
  beforeEach(async () => {
    crowd = [];
    for (let i = 0; i < TYPING_NAMES_UP_TO; i += 1) {
      const guest = person(`Guest${i}`);
      await bench.command(guest, { type: "room.join", id: bench.id() });
      crowd.push(await bench.join(guest));
    }
    annHere.take();
  });

  const begin = async (count: number, thread?: number) => {
    for (const peer of crowd.slice(0, count)) await says(peer, true, thread);
  };

  it("names nobody, and does not tell of few", async () => {
    await begin(SEVERAL_TYPE - 1);
    expect(annHere.takeOf("typing")).toEqual([]);
    expect(await typists()).toEqual([]);
  });

  it("tells of several, each place for itself", async () => {
    await begin(SEVERAL_TYPE, ROOT);
    expect(annHere.takeOf("typing")).toEqual([{ t: "typing", on: true, thread: ROOT }]);
    expect(await typists()).toEqual([{ t: "typing", on: true, thread: ROOT }]);
  });

  it("takes nobody with many devices for several", async () => {
    for (const peer of [bobHere, phone]) await says(peer, true);
    bench.room.signals.typing({ ...bob, session: "s-third" }, { on: true });
    expect(await typists()).toEqual([]);
  });

  it("is told at most every 3 s, however many type", async () => {
    await begin(50);
    expect(annHere.takeOf("typing")).toHaveLength(1);
    await bench.clock.pass(TYPING_EVERY_MS);
    await begin(50);
    expect(annHere.takeOf("typing")).toEqual([{ t: "typing", on: true }]);
  });

  it("ends when they have stopped, and is told once", async () => {
    await begin(SEVERAL_TYPE);
    await bench.clock.pass(TYPING_FORGET_MS);
    annHere.take();
    await begin(1);
    await begin(1);
    expect(annHere.takeOf("typing")).toEqual([{ t: "typing", on: false }]);
  });

  it("names people again when it is one no more", async () => {
    await begin(SEVERAL_TYPE);
    annHere.take();
    for (const peer of crowd.splice(0, 50)) bench.room.disconnect(peer);
    await bench.clock.pass(60_000);
    // Of those who typed in the crowd, nobody is named afterwards.
    expect(annHere.takeOf("typing").filter(({ on }) => on)).toEqual([]);
    await says(bobHere, true);
    expect(annHere.takeOf("typing")).toEqual([{ ...typingOf(bob), on: true }]);
  });
});

/** Who types, as somebody without a socket hears it. */
async function typists() {
  const query = { epoch: null, cursor: 0, waitMs: 0, sessionExpiresAt: Number.MAX_SAFE_INTEGER };
  const answer = await bench.room.listen(ann, query);
  if (!answer.ok) throw new RangeError(answer.refusal.code);
  return answer.value.map((text) => JSON.parse(text)).filter(({ t }) => t === "typing");
}
