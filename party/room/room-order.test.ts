import { describe, expect, it } from "vitest";
import { PATIENT, person, RoomBench } from "../../test/fakes/room-bench.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");

describe("order on one line", () => {
  it("holds later commands back when one has to come again", async () => {
    const bench = await RoomBench.withMembers([], { ...PATIENT, sendBurst: 1, sendsPerSecond: 1 });
    await bench.clock.pass(2_000);
    const annHere = await bench.join(ann);
    const [first, second, third] = [bench.post("1"), bench.post("2"), bench.post("3")];
    await bench.sendFrom(annHere, first);
    annHere.take();
    await bench.sendFrom(annHere, second);
    const [refused] = annHere.takeOf("refused");
    expect(refused).toMatchObject({ id: second.id, code: "rate_limited", retryable: true });
    await bench.clock.pass(refused?.retryAfterMs ?? 0);
    await bench.sendFrom(annHere, third);
    expect(annHere.take()).toMatchObject([{ t: "refused", id: third.id, code: "held_back" }]);
    await bench.sendFrom(annHere, second);
    await bench.clock.pass(1_000);
    await bench.sendFrom(annHere, third);
    expect(annHere.takeEvents()).toMatchObject([{ body: "2" }, { body: "3" }]);
  });

  it("keeps what is said behind a hello in its place while the hello waits", async () => {
    const bench = await RoomBench.withMembers(["Bob"]);
    const [annHere, bobHere] = [await bench.join(ann), await bench.connect(bob)];
    let becomeDurable = () => {};
    bench.storage.flushed = () =>
      new Promise((resolve) => {
        becomeDurable = resolve;
      });
    await bench.sendFrom(annHere, bench.post("takes its time"));
    const hello = JSON.stringify({ t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 });
    const greeted = bench.room.receive(bobHere, hello);
    await bench.room.receive(
      bobHere,
      JSON.stringify({ t: "command", command: bench.post("first") }),
    );
    bench.storage.flushed = () => Promise.resolve();
    becomeDurable();
    await greeted;
    await bench.sendFrom(bobHere, bench.post("second"));
    await bench.rest();
    const heard = bobHere.take();
    expect(heard.filter(({ t }) => t === "refused")).toEqual([]);
    const events = heard.flatMap((message) => (message.t === "events" ? message.events : []));
    expect(events).toMatchObject([{ body: "first" }, { body: "second" }]);
  });

  it("starts anew after a hello", async () => {
    const bench = await RoomBench.withMembers([], { ...PATIENT, sendBurst: 1, sendsPerSecond: 1 });
    await bench.clock.pass(2_000);
    const annHere = await bench.join(ann);
    await bench.sendFrom(annHere, bench.post("1"));
    await bench.sendFrom(annHere, bench.post("given up"));
    await bench.clock.pass(1_000);
    await bench.say(annHere, { t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 });
    annHere.take();
    await bench.sendFrom(annHere, bench.post("2"));
    expect(annHere.takeEvents()).toMatchObject([{ body: "2" }]);
  });

  it.each(["hello", "goodbye"])("still holds back what came before the %s", async (end) => {
    const bench = await RoomBench.withMembers([], { ...PATIENT, sendBurst: 1, sendsPerSecond: 1 });
    await bench.clock.pass(2_000);
    const annHere = await bench.join(ann);
    await bench.sendFrom(annHere, bench.post("1"));
    await bench.sendFrom(annHere, bench.post("refused"));
    await bench.clock.pass(1_000);
    const late = { t: "command", command: bench.post("sent behind it") };
    // Both come in before the room's next beat.
    const heard = bench.room.receive(annHere, JSON.stringify(late));
    if (end === "goodbye") bench.room.disconnect(annHere);
    else
      await bench.say(annHere, { t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 });
    await heard;
    await bench.rest();
    expect(bench.heads.at(-1)).toBe(2);
  });
});
