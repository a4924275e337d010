import { expect, it } from "vitest";
import { person, RoomBench, type FakePeer } from "../../test/fakes/room-bench.ts";

const ann = person("Ann", "owner");
const CROWD = 600;

it("tells a crowd in parts, whoever wrote first, and nothing comes between", async () => {
  const names = Array.from({ length: CROWD }, (_, i) => `Guest ${i}`);
  const bench = await RoomBench.withMembers(names);
  const guests: FakePeer[] = [];
  for (const name of names) guests.push(await bench.join(person(name)));
  const annHere = await bench.join(ann);
  await bench.clock.pass(10_000);
  for (const peer of [...guests, annHere]) peer.take();

  const order: string[] = [];
  for (const peer of [...guests, annHere]) {
    const send = peer.send.bind(peer);
    peer.send = (frame) => {
      order.push(peer.id);
      send(frame);
    };
  }
  const saying = bench.room.receive(
    annHere,
    JSON.stringify({ t: "command", command: bench.post("hear, hear") }),
  );
  const late = bench.connect(person("Guest 0"));
  await saying;
  await new Promise((resolve) => setImmediate(resolve));
  expect(order[0]).toBe(annHere.id);
  expect(order.length).toBeLessThan(CROWD);
  await bench.rest();
  await late;
  expect(order).toHaveLength(CROWD + 1);
  for (const guest of guests) expect(guest.takeEvents()).toMatchObject([{ body: "hear, hear" }]);
});
