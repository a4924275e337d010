import { describe, expect, it } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { spreadOf } from "#protocol/spread.ts";
import { LineBench } from "./line-bench.test-kit.ts";
import { LEAST_TURN_MS, RECONNECT_BASE_MS, SOON_MS } from "./retry.ts";

const CROWD = 500;
/** Jitter at its widest, so that pauses can be told. */
const WIDEST = 0.999_999;

describe("coming back to a server that has gone", () => {
  it("happens in the very moment that the server has told this device", async () => {
    const bench = await LineBench.live(0.1, CROWD);
    const { server, clock } = bench;
    server.cutAll(CLOSE.restart, "4120 7500");
    expect(clock.nextIn).toBe(4_120);
    // What other requests find out does not bring it forward: everyone hears that at once.
    bench.wake("reached");
    expect([clock.nextIn, server.attempts]).toEqual([4_120, 1]);
  });

  it("is tried again in whole turns where the server is late, so that nobody catches up with anybody else, and as ever when it does not come", async () => {
    const bench = await LineBench.live(WIDEST);
    bench.server.isUp = false;
    bench.server.cutAll(CLOSE.restart, "4120 7500");
    const pauses: number[] = [];
    for (let tries = 0; tries * 7_500 <= SOON_MS; tries += 1) {
      pauses.push(bench.pause);
      bench.clock.advance(bench.pause);
      await bench.settle();
    }
    expect(pauses).toEqual([4_120, 7_500, 7_500, 7_500, 7_500]);
    expect(bench.pause).toBe(RECONNECT_BASE_MS);
  });

  it("lets turns pass that follow each other too fast for a server to be looked for", async () => {
    const bench = await LineBench.live(WIDEST);
    bench.server.isUp = false;
    bench.server.cutAll(CLOSE.restart, "4120 45");
    bench.clock.advance(bench.pause);
    await bench.settle();
    expect(bench.pause).toBeGreaterThanOrEqual(LEAST_TURN_MS);
    expect(bench.pause % 45).toBe(0);
  });

  it("goes on with its turns when the person has been there in between", async () => {
    const bench = await LineBench.live(WIDEST, CROWD);
    bench.server.isUp = false;
    bench.server.cutAll(CLOSE.restart, "4120 7500");
    bench.clock.advance(1_000);
    bench.wake();
    await bench.settle();
    expect(bench.pause).toBe(3_120);
  });

  it("does not wait for its moment when the person is there", async () => {
    const bench = await LineBench.live(WIDEST, CROWD);
    const { server } = bench;
    server.cutAll(CLOSE.restart, "4120 7500");
    bench.wake();
    await bench.settle();
    expect(server.attempts).toBe(2);
  });

  it.each(["", "soon", "-1", "1e9", "9999999", "4120", "4120 ", "4120 7500 1", "1 9999999"])(
    "is as after any end when the reason is %j",
    async (reason) => {
      const { server, clock } = await LineBench.live(0, CROWD);
      server.cutAll(CLOSE.restart, reason);
      expect(clock.nextIn).toBe(0);
    },
  );

  it("spreads over as long as the crowd needs, at every try until it is back", async () => {
    const bench = await LineBench.live(WIDEST, CROWD);
    const { server, clock } = bench;
    server.isUp = false;
    server.cutAll();
    for (let tries = 0; tries < 3; tries += 1) {
      expect(bench.pause).toBe(spreadOf(CROWD));
      server.isUp = tries === 2;
      clock.advance(bench.pause);
      await bench.settle();
    }
    bench.line.caughtUp();
    server.cutAll();
    expect(bench.pause).toBe(spreadOf(CROWD));
  });

  it("spreads anew when a request has found the server there, and waits no longer than before", async () => {
    const bench = await LineBench.live(WIDEST, CROWD);
    bench.server.isUp = false;
    bench.server.cutAll();
    bench.clock.advance(1_000);
    bench.wake("reached");
    expect([bench.pause, bench.server.attempts]).toEqual([spreadOf(CROWD) - 1_000, 1]);
  });

  it("is at once where a request finds the server there and few were cut off", async () => {
    const bench = await LineBench.live(WIDEST, 3);
    bench.server.isUp = false;
    bench.server.cutAll();
    bench.wake("reached");
    expect(bench.pause).toBe(spreadOf(3));
  });

  it("is nobody's business when it was this side that found the line dead", async () => {
    const bench = await LineBench.live(WIDEST, CROWD);
    bench.line.hangUp();
    expect(bench.pause).toBe(RECONNECT_BASE_MS);
  });
});
