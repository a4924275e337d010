import { describe, expect, it } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { REQUEST_TIMEOUT_MS } from "../http.ts";
import { LineBench } from "./line-bench.test-kit.ts";
import { ABNORMAL } from "./line.ts";
import { CATCH_UP_TIMEOUT_MS, PATIENCE } from "./patience.ts";

/** A line that has held and is lost, and has a socket again that says nothing yet. */
async function backAfter(lose: (bench: LineBench) => void): Promise<LineBench> {
  const bench = await LineBench.live(0.5);
  lose(bench);
  await bench.settle();
  bench.clock.advance(bench.pause);
  await bench.settle();
  return bench;
}

/** Whether it gives the socket up after `ms` without a hello's answer. Until then the server shows that it lives. */
async function triesAgainWithin(bench: LineBench, ms: number): Promise<boolean> {
  const { attempts } = bench.server;
  bench.line.catchingUp();
  for (let left = ms; left > 0; left -= 1_000) {
    bench.clock.advance(Math.min(left, 1_000));
    await bench.settle();
  }
  // The next try comes after a pause.
  if (bench.line.state.at === "offline" && bench.pause > 0) bench.clock.advance(bench.pause);
  await bench.settle();
  return bench.server.attempts > attempts;
}

describe("a server that ended the line has many to let in", () => {
  it.each([
    ["by a restart with a turn", CLOSE.restart, "1000 4000"],
    ["by a fault", CLOSE.fault, ""],
  ])("%s: each answer is waited for as long as any", async (_, code, reason) => {
    const bench = await backAfter(({ server }) => server.cutAll(code, reason));
    expect(bench.ticketTimeouts.at(-1)).toBe(REQUEST_TIMEOUT_MS);
    expect(await triesAgainWithin(bench, PATIENCE * CATCH_UP_TIMEOUT_MS - 1)).toBe(false);
  });

  it("and is given up all the same if it never answers", async () => {
    const bench = await backAfter(({ server }) => server.cutAll(CLOSE.restart, "1000 4000"));
    expect(await triesAgainWithin(bench, PATIENCE * CATCH_UP_TIMEOUT_MS)).toBe(true);
  });
});

describe("a network that may have died is found out soon", () => {
  it.each([
    ["the line broke", ({ server }: LineBench) => server.cutAll(ABNORMAL)],
    ["this side has given it up", ({ line }: LineBench) => line.hangUp()],
  ])("where %s", async (_, lose) => {
    const bench = await backAfter(lose);
    expect(bench.ticketTimeouts.at(-1)).toBeLessThan(REQUEST_TIMEOUT_MS);
    expect(await triesAgainWithin(bench, CATCH_UP_TIMEOUT_MS)).toBe(true);
  });

  it("also where the server had ended the line before that", async () => {
    const bench = await backAfter(({ server }) => server.cutAll(CLOSE.restart, "1000 4000"));
    bench.line.caughtUp();
    bench.server.cutAll(ABNORMAL);
    await bench.settle();
    bench.clock.advance(bench.pause);
    await bench.settle();
    expect(bench.ticketTimeouts.at(-1)).toBeLessThan(REQUEST_TIMEOUT_MS);
  });
});
