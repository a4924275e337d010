import { expect, it } from "vitest";
import { LineBench } from "./line-bench.test-kit.ts";

/** What nobody here understands. */
const RIDDLE = '[{"t":"events","events":[{"type":"room.exploded"}]}]';

it("what a newer server says is asked for again once, because lines garble things", async () => {
  const { server, line, clock, hello } = bench(new LineBench(0));
  for (let times = 0; times < 2; times += 1) {
    await hello();
    line.caughtUp();
    server.tellRaw(RIDDLE);
    expect(line.state.at).toBe("offline");
    clock.advance(0);
  }
});

it("what comes again and is not understood ends the line as too old, rather than being asked for for ever", async () => {
  const { server, line, clock, hello, settle } = bench(new LineBench(0));
  await hello();
  server.tellRaw(RIDDLE);
  clock.advance(0);
  await hello();
  server.tellRaw(RIDDLE);
  expect([line.state, clock.nextIn]).toEqual([{ at: "closed", why: "version" }, null]);
  line.enter();
  await settle();
  expect(server.attempts).toBe(3);
});

function bench(made: LineBench) {
  const { server, line, clock } = made;
  return { server, line, clock, hello: () => made.hello(), settle: () => made.settle() };
}
